"""What staff enter for parents, and the pages of the block."""

import re

import pytest
from django.urls import reverse

from accounts import actions as people
from consents.actions import blocking, withdrawing
from consents.models import Answer, Block, Purpose, Signature, SignatureCheck, Withdrawal
from consents.selectors import may_show, notices
from tests.cast import make_person
from tests.consents.conftest import SEEN
from tests.consents.entering import enter
from workflow.models import ReadEvent
from workflow.verification import verify


def url(name: str, row) -> str:
    return reverse(name, args=[row.pk])


def words(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def no(who, *purposes: str, **changes) -> dict:
    return {"person": who.pk, "purposes": purposes, "means": "spoken", "note": "At the gate"} | changes


def form_of(who, *yes: str, **changes) -> dict:
    current = notices.current()
    said = {"person": who.pk, "means": "paper", "signed_on": "2026-11-24", "typed_name": "Petra Rossi",
            "declared": "on", "note": "In the folder", "seen": "0"}  # fmt: skip
    for purpose in Purpose.objects.asked():
        said[f"use_{purpose.pk}"] = "yes" if purpose.pk in yes else "no"
        said[f"notice_{purpose.pk}"] = current[purpose.pk].pk
    return said | changes


# A No that was said.


def test_anybody_who_works_here_enters_a_no_and_it_counts_at_once(cast, told, mother, answer, sign_in):
    answer(mother, "website", "press")
    client = sign_in(cast.pia)
    assert "Petra Rossi (Mother)" in words(client.get(url("picture-entry", cast.kit)))
    response = client.post(url("picture-entry", cast.kit), no(mother, "website"))
    assert response.url == url("picture-entered", Withdrawal.objects.get())
    assert "sent them an e-mail" in words(client.get(response.url))
    assert not may_show(cast.kit, "website")
    assert may_show(cast.kit, "press")
    assert verify() == []


def test_everything_at_once(cast, told, mother, answer, sign_in):
    answer(mother, "all")
    sign_in(cast.sam).post(url("picture-entry", cast.kit), no(mother, "everything", "press"))
    assert not any(may_show(cast.kit, purpose.pk) for purpose in Purpose.objects.asked())


@pytest.mark.parametrize(
    "changes",
    [{"person": ""}, {"person": "nonsense"}, {"purposes": []}, {"purposes": ["first-name"]}, {"means": "account"},
     {"means": ""}, {"note": " "}, {"note": "x" * 6000}],
)  # fmt: skip
def test_what_is_missing_or_invented_is_said_and_nothing_stored(cast, told, mother, sign_in, changes):
    response = sign_in(cast.pia).post(url("picture-entry", cast.kit), no(mother, "website", **changes))
    assert response.status_code == 200
    assert "There is a problem" in words(response)
    assert not Answer.objects.exists()


def test_nobody_else_is_offered_or_taken(cast, told, mother, sign_in):
    """Neither a stranger nor somebody of whom it is known that they may not decide."""
    other = make_person("Otto", "Ex", "parent")
    people.add_contact(cast.kit, other, actor=cast.maya, capacity="other", right=people.Right("no"))
    client = sign_in(cast.pia)
    assert "Otto" not in words(client.get(url("picture-entry", cast.kit)))
    for person in (other, cast.sam):
        assert client.post(url("picture-entry", cast.kit), no(person, "website")).status_code == 200
    assert not Answer.objects.exists()


def test_without_anybody_who_decides_it_says_whom_to_tell(cast, told, sign_in):
    said = words(sign_in(cast.pia).get(url("picture-entry", cast.ana)))
    assert "Tell the safeguarding lead" in said
    assert "Store this No" not in said


# A form, and the second person.


def test_a_form_is_entered_by_one_and_checked_by_another(cast, told, mother, sign_in):
    dan, maya = sign_in(cast.dan), sign_in(cast.maya)
    page = dan.get(url("picture-entry-form", cast.kit)).content.decode()
    assert not re.search(r'name="use_[^>]*checked', page)
    assert dan.post(url("picture-entry-form", cast.kit), form_of(mother, "website")).status_code == 302
    assert not may_show(cast.kit, "website")
    signature = Signature.objects.get()
    assert "You entered or signed this yourself" in words(dan.get(url("picture-form-check", signature)))
    assert dan.post(url("picture-form-check", signature), {"found": "agrees"}).status_code == 200
    assert not SignatureCheck.objects.exists()
    assert "Kit" not in words(dan.get(reverse("picture-forms")))
    assert "Picture forms to check" in words(maya.get("/"))
    assert "Kit" in words(maya.get(reverse("picture-forms")))
    assert maya.post(url("picture-form-check", signature), {"found": "agrees"}).status_code == 302
    assert may_show(cast.kit, "website")
    assert "It agrees with the form." in words(dan.get(url("picture-form-check", signature)))
    assert verify() == []


def test_a_form_that_differs_needs_words(cast, told, mother, sign_in):
    signature = enter(cast.kit, mother, "website", by=cast.dan)
    client = sign_in(cast.maya)
    for wrong in ({}, {"found": "maybe"}, {"found": "differs", "note": " "}):
        assert client.post(url("picture-form-check", signature), wrong).status_code == 200
    assert not SignatureCheck.objects.exists()
    client.post(url("picture-form-check", signature), {"found": "differs", "note": "It says no."})
    assert not may_show(cast.kit, "website")


@pytest.mark.parametrize(
    "changes",
    [{"use_website": ""}, {"use_website": "maybe"}, {"declared": ""}, {"typed_name": ""}, {"signed_on": "2026-11-25"},
     {"signed_on": ""}, {"note": ""}, {"means": "link"}, {"seen": "x"}, {"notice_website": "x"},
     {"notice_website": "00000000-0000-4000-8000-000000000000"}],
)  # fmt: skip
def test_a_form_with_a_gap_is_not_stored_and_what_was_typed_stays(cast, told, mother, sign_in, changes):
    response = sign_in(cast.dan).post(
        url("picture-entry-form", cast.kit), form_of(mother, "press", **changes)
    )
    assert response.status_code == 200
    assert "There is a problem" in words(response)
    assert re.search(r'name="use_press" value="yes"[^>]*checked', response.content.decode())
    assert not Signature.objects.exists()


def test_a_yes_of_somebody_unverified_is_refused_in_words(cast, told, sign_in):
    person = make_person("Una", "Verified", "parent")
    people.add_contact(cast.kit, person, actor=cast.maya, capacity="parent")
    response = sign_in(cast.dan).post(url("picture-entry-form", cast.kit), form_of(person, "website"))
    assert "whose right to decide is verified" in words(response)
    assert not Signature.objects.exists()


def test_a_no_entered_while_the_form_was_open_wins(cast, told, mother, sign_in):
    said = form_of(mother, "website")
    withdrawing.withdraw(cast.kit, actor=mother, purposes=["website"])
    sign_in(cast.dan).post(url("picture-entry-form", cast.kit), said)
    sign_in(cast.maya).post(url("picture-form-check", Signature.objects.get()), {"found": "agrees"})
    assert not may_show(cast.kit, "website")


def test_who_may_come_to_which_page(cast, told, mother, sign_in):
    signature = enter(cast.kit, mother, "website", by=cast.dan)
    pages = {
        url("picture-entry", cast.kit): "olive maya dan pia sam",
        url("picture-entry-form", cast.kit): "maya dan",
        url("picture-block", cast.kit): "maya dan",
        url("picture-form-check", signature): "olive maya dan",
        reverse("picture-forms"): "olive maya dan",
    }
    for name in ("olive", "maya", "dan", "pia", "sam", "vera", "colin", "petra", "ines", "tariq"):
        client = sign_in(getattr(cast, name))
        for path, allowed in pages.items():
            assert client.get(path).status_code == (200 if name in allowed.split() else 403), (name, path)


# The block.


def test_a_lead_blocks_and_another_ends_it(cast, told, mother, answer, sign_in):
    answer(mother, "website")
    maya, dan = sign_in(cast.maya), sign_in(cast.dan)
    assert maya.post(url("picture-block", cast.kit), {"why": " "}).status_code == 200
    assert maya.post(url("picture-block", cast.kit), {"why": "Police advice"}).status_code == 302
    assert not may_show(cast.kit, "website")
    held = Block.objects.get()
    assert "Police advice" in words(dan.get(url("picture-block", cast.kit)))
    assert ReadEvent.objects.filter(
        what="reason of a block", object_id=held.pk, actor_id=cast.dan.pk
    ).exists()
    dan.post(url("picture-block", cast.kit), {"why": "Over", "held": held.pk})
    assert may_show(cast.kit, "website")
    assert verify() == []


def test_a_page_that_is_behind_neither_blocks_twice_nor_ends_twice(cast, told, sign_in):
    client = sign_in(cast.maya)
    row = blocking.block(cast.kit, actor=cast.dan, reason="Police advice")
    assert client.post(url("picture-block", cast.kit), {"why": "Again"}).status_code == 200
    assert Block.objects.get().reason == "Police advice"
    blocking.unblock(row, actor=cast.dan, because="Over")
    assert (
        client.post(url("picture-block", cast.kit), {"why": "Once more", "held": row.pk}).status_code == 200
    )
    assert (
        client.post(url("picture-block", cast.ana), {"why": "Another's", "held": row.pk}).status_code == 404
    )
    row.refresh_from_db()
    assert row.ended_because == "Over"


def test_staff_find_the_sheet_from_every_page_and_from_home(cast, told, sign_in):
    for person in (cast.pia, cast.maya):
        page = sign_in(person).get("/").content.decode()
        assert page.count(reverse("picture-sheet")) >= 2
    assert reverse("picture-sheet") not in sign_in(cast.vera).get("/").content.decode()


def test_a_parent_of_a_child_is_led_to_their_own_page(cast, told, sign_in):
    people.add_contact(cast.kit, cast.pia, actor=cast.maya, capacity="mother", right=SEEN)
    response = sign_in(cast.pia).get(url("picture-entry", cast.kit))
    assert response.url == url("pictures-withdraw", cast.kit)
