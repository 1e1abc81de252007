"""My children: my own answers and what may be shown; never another's answer, nor why something is not shown."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts import actions as people
from accounts.models import ChildContact
from consents.actions import blocking, informing, withdrawing
from consents.models import Purpose
from tests.cast import SET_UP, make_person
from tests.consents.conftest import SEEN
from tests.consents.visits import guest_of, withdraw_url

Capacity, Responsibility = ChildContact.Capacity, ChildContact.Responsibility
URL = "/pictures/"


def page_of(client) -> str:
    return re.sub(
        r'name="csrfmiddlewaretoken" value="[^"]+"|nonce="[^"]+"', "", client.get(URL).content.decode()
    )


def line(page: str, title: str) -> str:
    """What stands beside one use, in words."""
    found = re.search(rf"<dt>{title}</dt>(.*?)</dd>", page, re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", found[1]).split())


def test_before_anything_was_said(cast, told, mother, sign_in):
    page = page_of(sign_in(mother))
    assert line(page, "Our website") == "You said: Not answered Not shown"
    assert "Answer now" in page
    assert "Kit" not in page.split("<title>")[1].split("</title>")[0]


def test_what_one_said_and_what_may_be_shown(cast, told, mother, answer, sign_in):
    answer(mother, "website")
    page = page_of(sign_in(mother))
    assert line(page, "Our website") == "You said: Yes May be shown"
    assert line(page, "Our Instagram account") == "You said: No Not shown"
    assert "Answer now" not in page


def test_a_no_of_the_other_parent_reads_like_a_block_and_like_a_first_day_to_come(
    cast, told, mother, father, answer, sign_in
):
    """Byte for byte: nothing on the page tells the reasons apart."""
    answer(mother, "website")
    client = sign_in(mother)
    seen = []
    withdrawing.withdraw(cast.kit, actor=father, purposes=[purpose.pk for purpose in Purpose.objects.asked()])
    seen.append(page_of(client))
    answer(father, "website")
    block = blocking.block(cast.kit, actor=cast.maya, reason="Hidden from everybody")
    seen.append(page_of(client))
    blocking.unblock(block, actor=cast.maya, because="Over")
    kit = cast.kit
    people.change_child(
        kit,
        actor=cast.maya,
        given_name=kit.given_name,
        family_name=kit.family_name,
        born_on=kit.born_on,
        room=kit.room,
        started_on=kit.born_on.replace(year=2090),
        left_on=None,
    )
    seen.append(page_of(client))
    assert line(seen[0], "Our website") == "You said: Yes Not shown"
    assert seen[0] == seen[1] == seen[2]
    for word in ("Paolo", "Hidden", "block", "father"):
        assert word not in seen[1]


def test_the_other_parent_sees_none_of_ones_answers(cast, told, mother, father, answer, sign_in):
    answer(mother, "website")
    page = page_of(sign_in(father))
    assert line(page, "Our website") == "You said: Not answered May be shown"
    assert line(page, "Our Instagram account") == "You said: Not answered Not shown"
    assert "Petra" not in page


def test_a_changed_notice_and_a_lapse_say_so(cast, told, mother, answer, sign_in):
    answer(mother, "website", "press")
    words = informing.Words("New words.", "Everybody.", "Two years.")
    informing.publish_notice(Purpose.objects.get(pk="website"), actor=SET_UP, words=words)
    page = page_of(sign_in(mother))
    assert "our words have changed" in line(page, "Our website")
    assert line(page, "Newspapers and others outside") == "You said: Yes May be shown"
    assert "Answer now" in page


def test_somebody_who_is_not_verified_can_say_no_and_sees_nothing_more(cast, told, mother, answer, sign_in):
    answer(mother, "website")
    other = make_person("Una", "Verified", "parent")
    people.add_contact(cast.kit, other, actor=cast.maya, capacity=Capacity.PARENT)
    page = page_of(sign_in(other))
    assert line(page, "Our website") == "You said: Not answered"
    assert "hown" not in line(page, "Our website")
    assert reverse("pictures-answer", args=[cast.kit.pk]) not in page
    assert withdraw_url(cast.kit) in page


@pytest.mark.parametrize("responsibility", ["no", "ended"])
def test_a_child_is_not_there_for_whoever_has_no_responsibility(cast, told, mother, sign_in, responsibility):
    row = ChildContact.objects.get(person=mother)
    if responsibility == "ended":
        people.end_contact(row, actor=cast.maya)
    else:
        people.change_right(row, actor=cast.maya, right=people.Right(Responsibility.NO))
    page = page_of(sign_in(mother))
    assert "Kit" not in page
    assert "No child here" in page


def test_staff_without_children_here_are_led_to_the_sheet(cast, sign_in):
    assert sign_in(cast.pia).get(URL).url == reverse("picture-sheet")


def test_staff_who_are_parents_see_their_own_child(cast, told, sign_in):
    people.add_contact(cast.ana, cast.pia, actor=cast.maya, capacity=Capacity.MOTHER, right=SEEN)
    page = page_of(sign_in(cast.pia))
    assert "Ana" in page
    assert "Kit" not in page


def test_nobody_else_and_no_cache(cast, told, mother, client, sign_in):
    assert client.get(URL).url == reverse("pictures-enter")
    response = sign_in(mother).get(URL)
    assert response.headers["Cache-Control"] == "no-store"
    assert sign_in(mother).post(URL).status_code == 405
    assert guest_of(mother).get(URL).headers["Cache-Control"] == "no-store"


def test_it_costs_the_same_whatever_the_number_of_children(cast, told, mother, sign_in):
    client = sign_in(mother)

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            page_of(client)
        return len(asked)

    cost()
    one = cost()
    for number in range(6):
        child = people.add_child(actor=SET_UP, given_name=f"Sib{number}", born_on=cast.kit.born_on)
        people.add_contact(child, mother, actor=cast.maya, capacity=Capacity.MOTHER, right=SEEN)
    assert cost() == one
