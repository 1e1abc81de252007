"""Signing: every purpose answered, on the words that were shown, by somebody who may decide."""

import dataclasses

import pytest
from django.core.exceptions import ValidationError

from accounts import actions as people
from accounts.models import ChildContact
from consents.actions import answering, informing, withdrawing
from consents.models import Answer, Purpose, Signature
from consents.selectors import may_show, notices
from tests.cast import SET_UP, make_person
from workflow import audit
from workflow.engine import NotAllowed
from workflow.models import AuditEvent
from workflow.verification import verify

Capacity = ChildContact.Capacity


def sitting(child, *yes: str, **changes) -> answering.Sitting:
    asked = [purpose.code for purpose in Purpose.objects.asked()]
    said = answering.Sitting(
        answers={code: code in yes for code in asked},
        notices={code: notice.pk for code, notice in notices.current().items()},
        typed_name="Petra Rossi",
        declared=True,
        seen=answering.last_answer(child.pk),
    )
    return dataclasses.replace(said, **changes)


def nothing_is_stored() -> bool:
    return not Signature.objects.exists() and not Answer.objects.exists()


def test_what_was_signed_is_kept_with_the_exact_words(cast, told, mother, answer):
    signature = answer(mother, "website")
    assert signature.shown_sha256 == audit.sha256(signature.shown)
    assert "Pictures: Our website." in signature.shown
    assert (signature.capacity, signature.responsibility) == ("mother", "yes")
    kinds = dict(signature.answers.values_list("purpose_id", "kind"))
    assert kinds.pop("website") == "granted"
    assert set(kinds.values()) == {"refused"}
    assert kinds.keys() == {purpose.code for purpose in Purpose.objects.asked()} - {"website"}
    event = AuditEvent.objects.filter(object_type="consents.consentrecord").last()
    assert (event.verb, event.actor_id, len(event.contents)) == ("sign", mother.pk, 14)
    assert verify() == []


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"answers": {"website": True}}, "instagram"),
        ({"answers": {}}, "website"),
        ({"typed_name": "  "}, "typed_name"),
        ({"declared": False}, "declared"),
    ],
)
def test_nothing_is_preset_and_nothing_may_be_left_out(cast, told, mother, changes, field):
    with pytest.raises(ValidationError) as refused:
        answering.sign(cast.kit, actor=mother, sitting=sitting(cast.kit, **changes))
    assert field in refused.value.message_dict
    assert nothing_is_stored()


def test_a_purpose_that_was_not_asked_is_never_taken(cast, told, mother):
    said = sitting(cast.kit)
    more = {**said.answers, "first-name": True}
    with pytest.raises(ValidationError):
        answering.sign(cast.kit, actor=mother, sitting=dataclasses.replace(said, answers=more))
    assert nothing_is_stored()


def test_words_that_changed_meanwhile_are_read_first(cast, told, mother):
    said = sitting(cast.kit, "website")
    words = informing.Words("Other words.", "Everybody.", "Two years.")
    informing.publish_notice(Purpose.objects.get(pk="website"), actor=SET_UP, words=words)
    with pytest.raises(ValidationError):
        answering.sign(cast.kit, actor=mother, sitting=said)
    assert nothing_is_stored()


def test_strangers_sign_for_nobody(cast, told, mother):
    for person in (cast.pia, cast.maya, cast.olive, cast.vera, make_person("Other", "Parent", "parent")):
        with pytest.raises(NotAllowed):
            answering.sign(cast.kit, actor=person, sitting=sitting(cast.kit, "website"))
    assert nothing_is_stored()


@pytest.mark.parametrize("responsibility", ["unverified", "no"])
def test_a_yes_needs_verified_responsibility(cast, told, responsibility):
    person = make_person("Una", "Verified", "parent")
    right = people.Right(responsibility)
    people.add_contact(cast.kit, person, actor=cast.maya, capacity=Capacity.PARENT, right=right)
    with pytest.raises(NotAllowed):
        answering.sign(cast.kit, actor=person, sitting=sitting(cast.kit, "website"))
    assert nothing_is_stored()


def test_a_no_is_taken_from_somebody_who_is_not_verified_yet(cast, told):
    person = make_person("Una", "Verified", "parent")
    people.add_contact(cast.kit, person, actor=cast.maya, capacity=Capacity.PARENT)
    answering.sign(cast.kit, actor=person, sitting=sitting(cast.kit))
    assert set(Answer.objects.values_list("kind", flat=True)) == {"refused"}
    assert AuditEvent.objects.filter(verb="refuse", actor_id=person.pk).exists()


def test_a_no_that_arrived_while_a_yes_was_being_signed_wins_and_both_are_kept(cast, told, mother, answer):
    drawn_from = answering.last_answer(cast.kit.pk)
    withdrawing.withdraw(cast.kit, actor=mother, purposes=["website"])
    answer(mother, "website", "press", seen=drawn_from)
    assert not may_show(cast.kit, "website")
    assert may_show(cast.kit, "press")
    kinds = list(Answer.objects.filter(purpose="website").order_by("sequence").values_list("kind", flat=True))
    assert kinds == ["withdrawn", "granted", "withdrawn"]
    assert verify() == []


def test_who_has_seen_their_no_may_say_yes_again_by_a_new_signature(cast, told, mother, answer):
    withdrawing.withdraw(cast.kit, actor=mother, purposes=["website"])
    answer(mother, "website")
    assert may_show(cast.kit, "website")


def test_paper_is_entered_by_another_with_how_it_was_obtained(cast, told, mother):
    paper = sitting(cast.kit, "website", means="paper")
    for wrong in ({"note": " "}, {"note": "In the file", "sitting": sitting(cast.kit, means="account")}):
        with pytest.raises(ValidationError):
            answering.enter_signature(
                cast.kit, actor=cast.dan, signer=mother, **{"sitting": paper, "note": "In the file"} | wrong
            )
    with pytest.raises(NotAllowed):
        answering.enter_signature(cast.kit, actor=cast.pia, signer=mother, sitting=paper, note="In the file")
    assert nothing_is_stored()
    signature = answering.enter_signature(
        cast.kit, actor=cast.dan, signer=mother, sitting=paper, note="In the file"
    )
    assert (signature.person, signature.entered_by, signature.means) == (mother, cast.dan, "paper")
    event = AuditEvent.objects.get(verb="enter signature")
    assert (event.on_behalf_of_id, event.obtained) == (mother.pk, "paper")
    assert not may_show(cast.kit, "website")
    assert verify() == []


def test_a_member_of_staff_who_is_a_parent_never_enters_their_own_paper(cast, told):
    people.add_contact(
        cast.kit,
        cast.dan,
        actor=cast.maya,
        capacity=Capacity.FATHER,
        right=people.Right("yes", evidence="Birth certificate"),
    )
    paper = sitting(cast.kit, "website", means="paper")
    with pytest.raises(ValidationError):
        answering.enter_signature(cast.kit, actor=cast.dan, signer=cast.dan, sitting=paper, note="Mine")
    assert nothing_is_stored()
