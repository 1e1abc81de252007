"""The dashboard: each number is what its list holds, in a fixed number of queries; inspectors read less."""

import csv
import datetime as dt
import io

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from accounts.models import Role
from documents.export import FORMATS
from policies.actions import asking, keeping, planning, signing
from policies.models import AcknowledgementRequest, PlanAction
from policies.selectors import dashboard
from policies.selectors.dashboard_files import TABLES
from policies.selectors.words import words_of
from tests.cast import make_person
from tests.policies.reading import adopted, signs
from workflow import clock
from workflow.engine import NotAllowed
from workflow.models import ReadEvent

URL = "/dashboard/"
TODAY = dt.date(2026, 11, 24)
LONG_AGO, LAST_WINTER, LATELY = dt.date(2024, 7, 23), dt.date(2026, 1, 10), dt.date(2026, 11, 1)


@pytest.fixture(autouse=True)
def on_a_tuesday():
    with time_machine.travel(dt.datetime(2026, 11, 24, 9, 0, tzinfo=dt.UTC), tick=False):
        yield


@pytest.fixture
def library(cast):
    """One overdue, one due soon, one just reviewed, one missing, one that is kept elsewhere."""
    return {
        "overdue": adopted(cast, LONG_AGO, title="Social media"),
        "due": adopted(cast, LAST_WINTER, title="Confidentiality"),
        "fine": adopted(cast, LATELY, title="Photographs"),
        "missing": keeping.add_policy(actor=cast.maya, title="Lost words"),
        "elsewhere": keeping.add_policy(actor=cast.maya, title="Elsewhere", link="https://example.org/p"),
    }


@pytest.fixture
def asked(cast, library):
    """Pia and Sam sign the first; Sam has, Pia asks something; Vera is late."""
    policy = library["overdue"]
    for role in (Role.PRACTITIONER, Role.SUPPORT, Role.VOLUNTEER):
        keeping.bind(policy, role, actor=cast.maya)
    with clock.at(clock.london(LATELY)):
        for person in (cast.pia, cast.sam, cast.vera):
            assert person.pk
        asking.sweep_requests()
    signs(cast.sam, policy, LATELY)
    request = AcknowledgementRequest.objects.open().get(person=cast.pia)
    signing.ask_question(request, actor=cast.pia, shown=words_of(request).shown, note="What is a story?")
    return policy


def figures(page) -> dict[str, int]:
    return {str(one.label): one.number for one in page.context["figures"]}


def test_the_numbers_of_policies(manager, library):
    assert figures(manager.get(URL)) == {
        "In force": 3, "Review overdue": 1, "Review due within 90 days": 1, "Missing": 1,
    }  # fmt: skip


def test_each_number_of_policies_opens_its_list(manager, library):
    for one in manager.get(URL).context["figures"]:
        assert len(manager.get(one.url).context["page"].object_list) == one.number, one.label


def test_what_needs_attention_stands_there_by_day(manager, library):
    page = manager.get(URL)
    assert [row.policy.title for row in page.context["attention"]] == [
        "Social media", "Confidentiality",
    ]  # fmt: skip
    # A dozen missing ones are one line, to be opened.
    assert [row.policy.title for row in page.context["missing"]] == ["Lost words"]
    assert "1 policy is missing: no text and no link" in page.content.decode()
    assert "overdue since 23 July 2025" in page.content.decode()


@pytest.mark.parametrize(("days", "is_due"), [(0, False), (1, True), (90, True), (91, False)])
def test_due_is_from_tomorrow_to_the_ninetieth_day(manager, cast, days, is_due):
    """On the day itself it is overdue (S7.1)."""
    day = TODAY + dt.timedelta(days=days)
    adopted(cast, day.replace(year=day.year - 1), title="Phones")
    found = figures(manager.get(URL))
    assert (found["Review due within 90 days"], found["Review overdue"]) == (int(is_due), int(days == 0))


def test_signatures_of_each_policy(manager, asked):
    (line,) = manager.get(URL).context["by_policy"]
    assert (line.name, line.signed, line.asked) == ("Social media", 1, 3)
    assert {str(one.label): one.number for one in line.numbers} == {
        "Overdue": 1, "Declined": 0, "Question asked": 1, "To sign": 0, "Exempt": 0,
    }  # fmt: skip


def test_signatures_of_each_person_the_latest_first(manager, asked):
    lines = manager.get(URL).context["by_person"]
    assert [(line.name, line.signed, line.asked) for line in lines] == [
        ("Vera Quist", 0, 1), ("Pia Novak", 0, 1),
    ]  # fmt: skip


def test_each_number_of_signatures_opens_its_part_of_the_wall(manager, asked):
    page = manager.get(URL)
    for line in [*page.context["by_policy"], *page.context["by_person"]]:
        for one in [*line.numbers, dashboard.Figure("Signed", line.signed, line.of_signed)]:
            assert len(manager.get(one.url).context["rows"]) == one.number, (line.name, one.label)


def test_only_those_who_answer_for_signatures_read_names(cast, sign_in, asked):
    """A DSL who manages nothing sees the numbers of each policy, and nobody's name."""
    dsl = make_person("Dora", "Lane", Role.DSL)
    page = sign_in(dsl).get(URL)
    html = page.content.decode()
    assert "1 of 3" in html
    assert page.context["by_person"] == []
    assert "Vera Quist" not in html
    assert reverse("policy-signatures") not in html
    assert (
        sign_in(dsl).get(reverse("dashboard-file", args=["signatures-by-person", "csv"])).status_code == 403
    )


@pytest.fixture
def plan(cast):
    """Open: one new, one of two months that is late, one of four months; one is done."""
    for days_ago, due_in, title in ((0, 10, "Ask"), (60, 30, "Buy"), (120, 200, "Check"), (5, 10, "Done")):
        with clock.at(clock.now() - dt.timedelta(days=days_ago)):
            due_on = clock.today() + dt.timedelta(days=due_in)
            action = planning.add_action(actor=cast.maya, title=title, owner=cast.dan, due_on=due_on)
    planning.cancel(action, actor=cast.maya, seen=action.version, body="Not needed.")


def test_open_actions_by_age(manager, plan):
    found = {str(age.label): [one.number for one in age.figures] for age in manager.get(URL).context["ages"]}
    assert found == {
        "Added more than 90 days ago": [1, 0, 0, 0],
        "Added 31 to 90 days ago": [1, 1, 0, 0],
        "Added in the last 30 days": [1, 0, 0, 0],
    }


def test_each_number_of_the_plan_opens_its_list(manager, plan):
    for age in manager.get(URL).context["ages"]:
        for one in age.figures:
            assert len(manager.get(one.url).context["page"].object_list) == one.number, (age.label, one.label)


def test_the_year_is_a_picture_with_its_table(manager, library):
    html = manager.get(URL).content.decode()
    assert "<svg" in html
    assert "Reviews of 2026" in html
    assert "Reviews of 2027" in manager.get(f"{URL}?year=2027").content.decode()
    for nonsense in ("0", "x", "99999", "²", "-1"):
        assert "Reviews of 2026" in manager.get(URL, {"year": nonsense}).content.decode()


def test_an_empty_setting_has_a_dashboard(manager):
    page = manager.get(URL)
    assert set(figures(page).values()) == {0}
    assert "No policy is missing" in page.content.decode()


@pytest.mark.parametrize("fmt", FORMATS)
@pytest.mark.parametrize("table", TABLES)
def test_each_table_is_a_file_and_who_took_it_is_written_down(manager, cast, asked, plan, table, fmt):
    answer = manager.get(reverse("dashboard-file", args=[table, fmt]))
    assert answer.status_code == 200
    assert answer["Content-Disposition"].endswith(f'.{fmt}"')
    lines = read(answer.content, fmt)
    assert len(lines) > 1
    assert {len(line) for line in lines} == {len(TABLES[table].columns)}
    assert ReadEvent.objects.filter(actor_id=cast.maya.pk, what=f"{table} as {fmt}").exists()


def read(content: bytes, fmt: str) -> list[list[object]]:
    if fmt == "csv":
        return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    return [list(row) for row in load_workbook(io.BytesIO(content)).active.values]


def test_files_say_what_the_page_says(manager, asked, plan):
    def lines(table):
        return read(manager.get(reverse("dashboard-file", args=[table, "csv"])).content, "csv")[1:]

    assert lines("signatures-by-policy") == [["Social media", "3", "1", "1", "0", "1", "0", "0"]]
    assert [line[:3] for line in lines("signatures-by-person")] == [
        ["Vera Quist", "1", "0"], ["Pia Novak", "1", "0"], ["Sam Achebe", "1", "1"],
    ]  # fmt: skip
    assert [(line[0], line[-1]) for line in lines("actions")] == [("Buy", "30"), ("Ask", "0"), ("Check", "0")]
    assert ["Social media", "2025-07-23", "Yes"] in [[line[0], *line[-2:]] for line in lines("policies")]


@pytest.mark.parametrize(
    ("table", "fmt"), [("nonsense", "csv"), ("policies", "pdf"), ("policies", "nonsense")]
)
def test_there_is_no_other_file(manager, table, fmt):
    assert manager.get(reverse("dashboard-file", args=[table, fmt])).status_code == 404


def test_leaders_and_inspectors_only(cast, sign_in, client):
    for name in ("olive", "maya", "dan", "ines"):
        assert sign_in(getattr(cast, name)).get(URL).status_code == 200, name
    for name in ("pia", "sam", "vera", "colin", "viktor", "petra", "tariq"):
        other = sign_in(getattr(cast, name))
        for path in (URL, reverse("dashboard-file", args=["policies", "csv"])):
            assert other.get(path).status_code == 403, name
        assert URL not in other.get("/").content.decode(), name
    assert client.get(URL).status_code == 302
    assert URL in sign_in(cast.maya).get("/").content.decode()
    assert sign_in(cast.maya).post(URL).status_code == 405
    assert sign_in(cast.maya, second_factor=False).get(URL).status_code == 302


def queries(client) -> int:
    client.get(URL)
    with CaptureQueriesContext(connection) as asked:
        client.get(URL)
    return len(asked)


def test_it_costs_the_same_with_few_rows_and_with_many(manager, cast, asked, plan):
    few = queries(manager)
    assert few <= 24
    for number in range(4):
        policy = adopted(cast, LATELY, title=f"Policy {number}")
        keeping.bind(policy, Role.PRACTITIONER, actor=cast.maya)
        make_person(f"Nia{number}", "Bell", Role.PRACTITIONER)
        due_on = clock.today() + dt.timedelta(days=number)
        planning.add_action(actor=cast.maya, title="Buy", owner=cast.dan, due_on=due_on)
    asking.sweep_requests()
    assert queries(manager) == few


def test_more_people_than_fit_are_counted(manager, cast, asked, monkeypatch):
    monkeypatch.setattr(dashboard, "PEOPLE_SHOWN", 1)
    page = manager.get(URL)
    assert len(page.context["by_person"]) == 1
    assert "1 more person" in page.content.decode()


def test_done_actions_are_no_open_ones(manager, plan):
    assert PlanAction.objects.count() == 4
    assert sum(age.figures[0].number for age in manager.get(URL).context["ages"]) == 3


class TestInspectors:
    """They read what leaders read, but no number that singles somebody out, and no list of people (§5)."""

    def test_small_numbers_of_signatures_are_not_told(self, cast, sign_in, asked):
        ines = sign_in(cast.ines)
        page = ines.get(URL)
        html = page.content.decode()
        assert "not shown: too few" in html
        assert "1 or 2" in html
        assert "1 of 3" not in html
        assert page.context["by_person"] == []
        assert "Vera Quist" not in html
        file = ines.get(reverse("dashboard-file", args=["signatures-by-policy", "csv"]))
        (row,) = list(csv.reader(io.StringIO(file.content.decode("utf-8-sig"))))[1:]
        assert row[:3] == ["Social media", "–", "–"]
        assert not {"1", "2", "3"} & set(row[3:])
        assert ines.get(reverse("dashboard-file", args=["signatures-by-person", "csv"])).status_code == 403

    def test_no_link_leads_where_they_may_not_go(self, cast, sign_in, library, plan):
        ines = sign_in(cast.ines)
        page = ines.get(URL)
        for figure in [
            *page.context["figures"],
            *(one for age in page.context["ages"] for one in age.figures),
        ]:
            assert len(ines.get(figure.url).context["page"].object_list) == figure.number, figure.label
        assert reverse("policy-reviews") not in page.content.decode()
        assert "Lost words" not in page.content.decode()

    def test_they_read_the_plan_and_each_look_is_written_down(self, cast, sign_in, plan):
        ines = sign_in(cast.ines)
        action = PlanAction.objects.get(title="Ask")
        page = ines.get(reverse("plan-action", args=[action.pk])).content.decode()
        assert "Ask" in page
        assert "Add a note" not in page
        assert ReadEvent.objects.filter(actor_id=cast.ines.pk, object_id=action.pk).exists()
        with pytest.raises(NotAllowed):
            planning.add_note(action, actor=cast.ines, body="Seen.")
