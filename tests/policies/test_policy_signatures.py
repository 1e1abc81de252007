"""The wall: who has signed what, by word and shape, narrowed by the address, as a file; and what it costs."""

import datetime as dt
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from accounts.models import Person, RoleAssignment
from policies.actions import asking, registering, signing
from tests.cast import SINCE
from tests.policies.signatures import make_policy, request_of, shown, sign
from workflow import clock
from workflow.models import ReadEvent

URL = reverse("policy-signatures")
MOST_QUERIES = 19


@pytest.fixture
def policy(cast):
    for name in ("pia", "sam", "vera", "colin", "viktor"):
        getattr(cast, name)
    return make_policy(cast, "practitioner", "support", "volunteer", "contractor", notice_for=("visitor",))


@pytest.fixture
def manager(cast, sign_in):
    return sign_in(cast.maya)


@pytest.fixture
def answered(policy, cast):
    """Pia signed, Sam asked, Vera declined, Colin is exempt, Viktor has done nothing."""
    sign(cast.pia, policy)
    for person, answer in ((cast.sam, signing.ask_question), (cast.vera, signing.decline)):
        request = request_of(person, policy)
        answer(request, actor=person, shown=shown(request), note="My words.")
    registering.exempt(request_of(cast.colin, policy), actor=cast.maya, seen=0, why="Comes once a year.")
    return policy


def table(client, query="") -> dict[str, list[str]]:
    """Name → what their cells say."""
    answer = client.get(URL + query)
    assert answer.status_code == 200
    rows = answer.context["rows"]
    return {
        row.person.given_name: [cell.standing if cell else "" for _column, cell in row.pairs] for row in rows
    }


STANDINGS = {
    "Pia": ["signed"], "Sam": ["question"], "Vera": ["declined"], "Colin": ["exempt"], "Viktor": ["pending"],
}  # fmt: skip


def test_each_cell_says_how_it_stands(answered, manager):
    assert table(manager) == STANDINGS
    page = manager.get(URL).content.decode()
    for word in ("Signed", "Question asked", "Declined", "Exempt", "To sign"):
        assert f">{word}</span>" in page
    with clock.at(clock.now() + dt.timedelta(days=15)):
        assert table(manager)["Viktor"] == ["overdue"]
        assert table(manager)["Sam"] == ["question"]


def test_who_was_not_asked_has_an_empty_cell(answered, cast, manager):
    make_policy(cast, "practitioner", code="another", title="Another")
    assert table(manager)["Sam"] == ["", "question"]
    assert "Not asked" in manager.get(URL).content.decode()


def test_numbers_per_policy_and_per_person(answered, manager):
    column = manager.get(URL).context["columns"][0]
    assert (column.signed, column.asked, column.overdue, column.waiting, column.exempt) == (1, 4, 0, 2, 1)
    rows = {row.person.given_name: (row.signed, row.asked) for row in manager.get(URL).context["rows"]}
    assert rows["Pia"] == (1, 1)
    assert rows["Colin"] == (0, 0)


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("?standing=signed", {"Pia"}),
        ("?standing=question", {"Sam"}),
        ("?standing=exempt", {"Colin"}),
        ("?role=volunteer", {"Vera"}),
        ("?role=volunteer&standing=signed", set()),
        ("?role=nonsense", {"Pia", "Sam", "Vera", "Colin", "Viktor"}),
        ("?standing=superseded", {"Pia", "Sam", "Vera", "Colin", "Viktor"}),
        ("?policy=nonsense&page=x", {"Pia", "Sam", "Vera", "Colin", "Viktor"}),
        # Behind the last page: the first, instead of "nobody".
        ("?page=7", {"Pia", "Sam", "Vera", "Colin", "Viktor"}),
    ],
)
def test_it_is_narrowed_by_the_address(answered, manager, query, names):
    assert set(table(manager, query)) == names


def test_it_is_narrowed_to_one_policy(answered, cast, manager):
    other = make_policy(cast, "practitioner", code="another", title="Another")
    assert table(manager, f"?policy={other.pk}") == {"Pia": ["pending"]}


def test_whoever_is_out_of_scope_stands_there_no_more(answered, cast, manager):
    RoleAssignment.objects.filter(person=cast.viktor).update(ends_on=clock.today())
    with clock.at(clock.now() + dt.timedelta(days=1)):
        asking.sweep_requests()
        assert "Viktor" not in table(manager)


def test_an_empty_wall_says_what_to_do(cast, manager):
    assert "Nobody here" in manager.get(URL).content.decode()


def test_only_those_who_answer_for_signatures_see_it(answered, cast, sign_in):
    for person in (cast.olive, cast.maya, cast.dan):
        assert sign_in(person).get(URL).status_code == 200
    for person in (cast.pia, cast.sam, cast.petra, cast.ines, cast.tariq):
        client = sign_in(person)
        assert client.get(URL).status_code == 403
        assert client.get(reverse("policy-signatures-file", args=["csv"])).status_code == 403


class TestFile:
    def test_csv_says_the_same(self, answered, cast, manager):
        answer = manager.get(reverse("policy-signatures-file", args=["csv"]))
        lines = answer.content.decode("utf-8-sig").splitlines()
        assert lines[0].startswith("Person,Policy,")
        said = {line.split(",")[0]: line.split(",")[4] for line in lines[1:]}
        assert said == {
            "Pia Novak": "Signed", "Sam Achebe": "Question asked", "Vera Quist": "Declined",
            "Colin Marsh": "Exempt", "Viktor Hale": "To sign",
        }  # fmt: skip
        assert "My words" not in answer.content.decode()
        assert "Comes once a year" not in answer.content.decode()

    def test_xlsx_says_the_same_and_is_narrowed(self, answered, manager):
        path = reverse("policy-signatures-file", args=["xlsx"])
        sheet = load_workbook(io.BytesIO(manager.get(f"{path}?standing=signed").content)).active
        assert [row[0].value for row in sheet.rows] == ["Person", "Pia Novak"]

    def test_who_took_it_is_written_down(self, answered, cast, manager):
        manager.get(reverse("policy-signatures-file", args=["csv"]))
        read = ReadEvent.objects.get(what="signatures as csv")
        assert (read.actor_id, read.object_id) == (cast.maya.pk, answered.versions.get().pk)

    def test_another_format_is_not_found(self, answered, manager):
        assert manager.get(reverse("policy-signatures-file", args=["pdf"])).status_code == 404
        assert manager.post(reverse("policy-signatures-file", args=["csv"])).status_code == 405


def queries(client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    return len(asked)


def more_people(count: int) -> None:
    """In bulk: a test of what a page costs."""
    people = Person.objects.bulk_create(
        Person(given_name=f"P{number}", family_name=f"F{number}") for number in range(count)
    )
    RoleAssignment.objects.bulk_create(
        RoleAssignment(person=person, role="practitioner", starts_on=SINCE) for person in people
    )
    asking.sweep_requests()


@pytest.mark.timeout(180)
def test_it_costs_the_same_with_5_and_with_500_people(answered, cast, manager):
    paths = [URL, f"{URL}?standing=overdue", f"{URL}?role=practitioner"]
    paths += [
        reverse("policy-signatures-file", args=["csv"]),
        reverse("policy-request", args=[request_of(cast.sam, answered).pk]),
    ]
    few = [queries(manager, path) for path in paths]
    for number in range(3):
        make_policy(cast, "practitioner", "support", code=f"more-{number}", title=f"More {number}")
    more_people(495)
    assert [queries(manager, path) for path in paths] == few
    assert max(few) <= MOST_QUERIES, few
