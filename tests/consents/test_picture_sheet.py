"""The room sheet: who may be shown where, for whoever holds a camera. Yes or no, and never why."""

import datetime as dt
import io
import re

import pytest
import time_machine
from django.urls import reverse
from pypdf import PdfReader

from accounts import actions as people
from consents.actions import blocking, withdrawing
from consents.models import Purpose
from tests.cast import SET_UP
from tests.consents.conftest import moment
from workflow.models import ReadEvent

SHEET, PAPER = reverse("picture-sheet"), reverse("picture-sheet-pdf")
QUERIES = 12
RANDOM = re.compile(r'name="(?:csrfmiddlewaretoken|keep_for)" value="[^"]+"|nonce="[^"]+"|[0-9:]+[ap]m')


def words(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def parts(response) -> tuple[str, str]:
    """What stands below "Do not show", and what below "May be shown"."""
    said = words(response).partition("Do not show")[2]
    no, _between, yes = said.partition("May be shown")
    return no, yes


@pytest.fixture
def both(cast, told, mother, answer):
    """Kit may be on the website; nobody has answered for Ana."""
    answer(mother, "website")
    return cast.kit, cast.ana


def test_for_one_use_the_noes_come_first(both, cast, sign_in):
    no, yes = parts(sign_in(cast.pia).get(SHEET + "?purpose=website"))
    assert "Ana Silva" in no
    assert "Kit Rossi" in yes
    no, yes = parts(sign_in(cast.sam).get(SHEET + "?purpose=press"))
    assert "Kit Rossi" in no
    assert "Ana Silva" in no


def test_it_follows_a_withdrawal_within_one_request(both, cast, mother, sign_in):
    client = sign_in(cast.pia)
    assert "Kit Rossi" in parts(client.get(SHEET + "?purpose=website"))[1]
    withdrawing.withdraw(cast.kit, actor=mother, purposes=["website"])
    assert "Kit Rossi" in parts(client.get(SHEET + "?purpose=website"))[0]


def test_child_by_child_the_noes_are_counted_and_named_first(both, cast, sign_in):
    """What a phone shows of everything: a line for each child, whatever the number of uses."""
    page = sign_in(cast.pia).get(SHEET + "?purpose=all").content.decode()
    children = {
        re.sub(r"<[^>]+>", "", one).split("\n")[0].strip(): " ".join(re.sub(r"<[^>]+>", " ", one).split())
        for one in page.split("data-name>")[1:]
    }
    asked = Purpose.objects.asked().count() - 1
    assert children.keys() == {"Kit Rossi", "Ana Silva"}
    assert children["Ana Silva"].startswith("Ana Silva No pictures anywhere")
    assert children["Kit Rossi"].startswith(f"Kit Rossi {asked - 1} No 1 Yes")
    assert children["Kit Rossi"].index("No Newspapers") < children["Kit Rossi"].index("Yes Our website")
    assert children["Kit Rossi"].count("Our website") == 1
    assert "<table" not in page


def test_the_whole_grid_says_each_use_by_word_and_shape(both, cast, sign_in):
    response = sign_in(cast.pia).get(SHEET)
    content = response.content.decode()
    assert content.count("ss-may--yes") == 1
    # Eleven uses each: what happens after leaving is nobody's question here.
    assert content.count("ss-may--no") == 2 * 11 - 1
    assert response["Cache-Control"] == "no-store"
    assert "Kit" not in content.partition("<title>")[2].partition("</title>")[0]


def test_by_room_and_nonsense_narrows_nothing(both, cast, sign_in):
    client = sign_in(cast.pia)
    assert "Ana Silva" not in words(client.get(SHEET + "?room=Comets"))
    assert "Ana Silva" in words(client.get(SHEET + "?room=Nowhere&purpose=nonsense&on=abc"))


@pytest.mark.parametrize("typed", ["kit", " KIT ROS", "Kít"])
def test_a_name_is_found_and_never_written_into_the_address(both, cast, sign_in, typed):
    response = sign_in(cast.pia).post(SHEET + "?purpose=website", {"name": typed})
    assert response.status_code == 200
    assert "Kit Rossi" in words(response)
    assert "Ana Silva" not in words(response)
    assert not re.search(r'(href|action)="[^"]*(kit|Kit)', response.content.decode())


@pytest.mark.parametrize("typed", ["lukasz", "ŁUKASZ", "नी", "\0", "x" * 5000])
def test_names_in_any_script(cast, told, sign_in, typed):
    for name in ("Łukasz", "नीला"):
        people.add_child(actor=SET_UP, given_name=name, born_on=dt.date(2023, 1, 1))
    response = sign_in(cast.pia).post(SHEET, {"name": typed})
    assert response.status_code == 200
    assert ("Łukasz" in words(response)) == (typed.lower() in ("lukasz", "łukasz"))


def test_as_it_was_on_an_earlier_day(both, cast, mother, sign_in):
    with time_machine.travel(moment("2026-12-01"), tick=False):
        withdrawing.withdraw(cast.kit, actor=mother, purposes=["website"])
    with time_machine.travel(moment("2026-12-08"), tick=False):
        client = sign_in(cast.pia)
        days = {day: client.get(f"{SHEET}?purpose=website&on={day}") for day in ("2026-11-30", "2026-12-01")}
        assert "Kit Rossi" in parts(days["2026-11-30"])[1]
        assert "not how it is now" in words(days["2026-11-30"])
        # Whatever was said on a day counts at its end.
        assert "Kit Rossi" in parts(days["2026-12-01"])[0]
        ahead = client.get(f"{SHEET}?purpose=website&on=2026-12-09")
        assert "what will be, nobody knows" in words(ahead)


def test_children_who_left_are_on_it_only_when_asked_for_and_still_shown(both, cast, mother, answer, sign_in):
    answer(mother, "website", "after-leaving")
    for child in both:
        people.change_child(
            child, actor=cast.maya, given_name=child.given_name, family_name=child.family_name,
            born_on=child.born_on, room=child.room, started_on=None, left_on=dt.date(2026, 11, 20),
        )  # fmt: skip
    client = sign_in(cast.pia)
    assert "Kit Rossi" not in words(client.get(SHEET))
    left = words(client.get(SHEET + "?left=on"))
    assert "Kit Rossi" in left
    assert "Ana Silva" not in left
    assert "Kit Rossi" in words(client.get(SHEET + "?on=2026-11-20"))


def test_a_child_who_has_not_begun_is_not_on_it(cast, told, sign_in):
    child = people.add_child(actor=SET_UP, given_name="Zelda", born_on=dt.date(2023, 1, 1))
    people.change_child(
        child, actor=cast.maya, given_name="Zelda", family_name="", born_on=child.born_on, room="",
        started_on=dt.date(2026, 12, 1), left_on=None,
    )  # fmt: skip
    assert "Zelda" not in words(sign_in(cast.pia).get(SHEET))


def test_a_block_reads_as_any_other_no(both, cast, mother, answer, sign_in):
    """The same pages before and after a child without a yes is blocked, for everybody who is no lead."""
    answer(mother)
    addresses = [
        SHEET,
        SHEET + "?purpose=website",
        SHEET + "?on=2026-11-24",
        reverse("picture-entry", args=[cast.kit.pk]),
    ]
    clients = [sign_in(person) for person in (cast.pia, cast.olive)]
    before = [RANDOM.sub("", client.get(path).content.decode()) for client in clients for path in addresses]
    blocking.block(cast.kit, actor=cast.maya, reason="Hidden words")
    after = [RANDOM.sub("", client.get(path).content.decode()) for client in clients for path in addresses]
    assert before == after


@pytest.mark.parametrize("children", [5, 200])
@pytest.mark.parametrize("address", ["", "?purpose=website"])
def test_the_number_of_queries_is_the_same(
    cast, told, mother, answer, sign_in, django_assert_max_num_queries, children, address
):
    answer(mother, "website")
    for number in range(children):
        people.add_child(
            actor=SET_UP, given_name=f"C{number}", born_on=dt.date(2023, 1, 1), room=f"R{number % 4}"
        )
    client = sign_in(cast.pia)
    client.get(SHEET)
    with django_assert_max_num_queries(QUERIES):
        assert client.get(SHEET + address).status_code == 200


def test_only_those_who_work_here_see_it(cast, told, sign_in):
    for person in (cast.vera, cast.colin, cast.viktor, cast.petra, cast.ines, cast.tariq):
        assert sign_in(person).get(SHEET).status_code == 403
        assert sign_in(person).get(PAPER).status_code == 403


# On paper.


def paper(client, query: str = "") -> tuple[str, PdfReader]:
    response = client.get(PAPER + query)
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    assert response["Cache-Control"] == "no-store"
    assert "Kit" not in response["Content-Disposition"]
    reader = PdfReader(io.BytesIO(response.content))
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split()), reader


def test_on_paper_room_by_room_with_until_when_it_may_hang(both, cast, sign_in):
    said, reader = paper(sign_in(cast.pia))
    for expected in ("Comets", "Planets", "Kit Rossi", "Ana Silva", "Made on 24 November 2026 at 9:00am"):
        assert expected in said
    assert "Valid until the end of 24 November 2026. Then take it down." in said
    assert (len(reader.pages), reader.metadata.title) == (2, "Who may be shown")
    assert all(page.mediabox.width > page.mediabox.height for page in reader.pages)
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert said.count("Yes") == 1 + 2 * len(reader.pages)


def test_on_a_saturday_it_holds_until_monday(both, cast, sign_in):
    with time_machine.travel(moment("2026-11-28"), tick=False):
        assert "Valid until the end of 30 November 2026" in paper(sign_in(cast.pia))[0]


def test_paper_of_an_earlier_day_says_that_it_is_not_for_today(both, cast, sign_in):
    assert (
        "As it was at the end of 23 November 2026. Not for today."
        in paper(sign_in(cast.pia), "?on=2026-11-23")[0]
    )


def test_who_took_it_is_written_down(both, cast, sign_in):
    paper(sign_in(cast.pia), "?room=Comets")
    event = ReadEvent.objects.get(what="picture sheet on paper")
    assert (event.actor_id, event.object_type, event.object_id) == (
        cast.pia.pk,
        "accounts.child",
        cast.kit.pk,
    )


def test_an_empty_sheet_is_a_page_too(cast, told, sign_in):
    assert "Nobody fits." in paper(sign_in(cast.pia))[0]
    assert "No children here" in words(sign_in(cast.sam).get(SHEET))
    assert Purpose.objects.asked().count() == 12
