"""A yes that was entered for somebody counts only once a second person has compared it with the form."""

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts import actions as people
from accounts.models import ChildContact
from consents.actions import answering, informing, withdrawing
from consents.actions.checking import check_signature
from consents.models import Answer, Purpose, SignatureCheck
from consents.selectors import may_show
from tests.cast import SET_UP
from tests.consents.conftest import SEEN, moment
from tests.consents.entering import enter
from workflow.engine import NotAllowed
from workflow.models import AuditEvent
from workflow.verification import verify


def test_an_unchecked_yes_shows_nothing(cast, told, mother):
    signature = enter(cast.kit, mother, "website", by=cast.dan)
    assert not may_show(cast.kit, "website")
    check_signature(signature, actor=cast.maya, agrees=True)
    assert may_show(cast.kit, "website")
    assert not may_show(cast.kit, "press")
    event = AuditEvent.objects.get(verb="check signature")
    assert (event.actor_id, event.reason) == (cast.maya.pk, "agrees")
    assert verify() == []


def test_a_no_counts_at_once(cast, told, mother, father, answer):
    answer(mother, "website", "press")
    enter(cast.kit, father, "press", by=cast.dan)
    assert not may_show(cast.kit, "website")
    assert may_show(cast.kit, "press")


def test_an_unchecked_yes_does_not_hide_the_no_before_it(cast, told, mother, father, answer):
    answer(mother, "website")
    answer(father)
    signature = enter(cast.kit, father, "website", by=cast.dan)
    assert not may_show(cast.kit, "website")
    check_signature(signature, actor=cast.maya, agrees=True)
    assert may_show(cast.kit, "website")


def test_whoever_entered_it_does_not_check_it(cast, told, mother):
    signature = enter(cast.kit, mother, "website", by=cast.dan)
    with pytest.raises(NotAllowed):
        check_signature(signature, actor=cast.dan, agrees=True)
    assert not may_show(cast.kit, "website")


def test_whoever_signed_it_does_not_check_it(cast, told):
    """Maya may check, and is Kit's mother: neither herself nor anybody of the family checks."""
    people.add_contact(cast.kit, cast.maya, actor=cast.olive, capacity="mother", right=SEEN)
    signature = enter(cast.kit, cast.maya, "website", by=cast.dan)
    with pytest.raises(NotAllowed):
        check_signature(signature, actor=cast.maya, agrees=True)
    people.end_contact(ChildContact.objects.get(person=cast.maya), actor=cast.olive)
    with pytest.raises(NotAllowed):
        check_signature(signature, actor=cast.maya, agrees=True)
    assert not SignatureCheck.objects.exists()


def test_nobody_of_the_family_checks(cast, told, mother):
    people.tie(
        cast.olive, cast.kit, "relative", actor=SET_UP, source="Said so", starts_on=dt.date(2020, 1, 1)
    )
    signature = enter(cast.kit, mother, "website", by=cast.dan)
    with pytest.raises(NotAllowed):
        check_signature(signature, actor=cast.olive, agrees=True)


def test_only_leaders_check(cast, told, mother):
    signature = enter(cast.kit, mother, "website", by=cast.dan)
    for person in (cast.pia, cast.sam, cast.vera, cast.petra, cast.ines, cast.tariq):
        with pytest.raises(NotAllowed):
            check_signature(signature, actor=person, agrees=True)
    check_signature(signature, actor=cast.olive, agrees=True)


def test_the_database_refuses_a_check_by_the_same_person(cast, told, mother):
    signature = enter(cast.kit, mother, "website", by=cast.dan)
    for person in (cast.dan, mother):
        with pytest.raises(IntegrityError), transaction.atomic():
            SignatureCheck.objects.create(
                signature=signature, signer=mother, entered_by=cast.dan, by=person, agrees=True
            )


def test_a_form_that_differs_never_becomes_a_yes_and_says_how(cast, told, mother):
    signature = enter(cast.kit, mother, "website", by=cast.dan)
    with pytest.raises(ValidationError):
        check_signature(signature, actor=cast.maya, agrees=False, note=" ")
    check_signature(signature, actor=cast.maya, agrees=False, note="The form says no to the website.")
    with pytest.raises(ValidationError):
        check_signature(signature, actor=cast.olive, agrees=True)
    assert not may_show(cast.kit, "website")
    check_signature(enter(cast.kit, mother, "press", by=cast.dan), actor=cast.maya, agrees=True)
    assert may_show(cast.kit, "press")


def test_what_was_signed_by_oneself_has_nothing_to_check(cast, told, mother, answer):
    with pytest.raises(ValidationError):
        check_signature(answer(mother, "website"), actor=cast.maya, agrees=True)


def test_a_no_said_between_entry_and_check_stays_the_last_word(cast, told, mother):
    signature = enter(cast.kit, mother, "website", by=cast.dan)
    withdrawing.withdraw(cast.kit, actor=mother, purposes=["website"])
    check_signature(signature, actor=cast.maya, agrees=True)
    assert not may_show(cast.kit, "website")


def test_a_form_that_was_signed_before_a_no_does_not_undo_it(cast, told, mother):
    """She signed on Monday, rang on Wednesday to take it back, and on Thursday the form turned up."""
    with time_machine.travel(moment("2026-12-02"), tick=False):
        withdrawing.enter_withdrawal(
            cast.kit, actor=cast.pia, person=mother, purposes=["website"], means="telephone", note="Rang"
        )
    with time_machine.travel(moment("2026-12-03"), tick=False):
        form = enter(cast.kit, mother, "website", "press", by=cast.dan, signed_on=dt.date(2026, 11, 30))
        check_signature(form, actor=cast.maya, agrees=True)
        assert not may_show(cast.kit, "website")
        assert may_show(cast.kit, "press")


def test_a_no_of_the_same_day_wins_too(cast, told, mother):
    withdrawing.withdraw(cast.kit, actor=mother, purposes=["website"])
    form = enter(cast.kit, mother, "website", by=cast.dan, signed_on=dt.date(2026, 11, 24))
    check_signature(form, actor=cast.maya, agrees=True)
    assert not may_show(cast.kit, "website")


def test_a_form_lasts_from_the_day_on_it(cast, told, mother):
    with time_machine.travel(moment("2027-09-02"), tick=False):
        signature = enter(cast.kit, mother, "website", by=cast.dan, signed_on=dt.date(2027, 8, 20))
    lasts = set(
        Answer.objects.filter(signature=signature, kind="granted").values_list("valid_until", flat=True)
    )
    assert lasts == {dt.date(2027, 9, 30)}


def test_a_form_signed_before_its_words_were_published_is_not_taken(cast, told, mother):
    with pytest.raises(ValidationError):
        enter(cast.kit, mother, "website", by=cast.dan, signed_on=dt.date(2026, 11, 23))
    with pytest.raises(ValidationError):
        enter(cast.kit, mother, "website", by=cast.dan, signed_on=dt.date(2026, 11, 25))
    assert answering.last_answer(cast.kit.pk) == 0


def test_a_notice_that_changed_between_entry_and_check_asks_again(cast, told, mother):
    signature = enter(cast.kit, mother, "website", by=cast.dan)
    words = informing.Words("Other words.", "Everybody.", "Two years.")
    informing.publish_notice(Purpose.objects.get(pk="website"), actor=SET_UP, words=words)
    check_signature(signature, actor=cast.maya, agrees=True)
    assert not may_show(cast.kit, "website")


def test_before_the_check_it_did_not_count_also_when_looked_back_at(cast, told, mother):
    signature = enter(cast.kit, mother, "website", by=cast.dan)
    with time_machine.travel(moment("2026-11-26"), tick=False):
        check_signature(signature, actor=cast.maya, agrees=True)
    assert not may_show(cast.kit, "website", moment("2026-11-25"))
    assert may_show(cast.kit, "website", moment("2026-11-27"))


def test_a_check_can_never_be_changed(cast, told, mother):
    signature = enter(cast.kit, mother, "website", by=cast.dan)
    check_signature(signature, actor=cast.maya, agrees=False, note="Another name.")
    with pytest.raises(Exception, match="append-only"), transaction.atomic():
        SignatureCheck.objects.update(agrees=True)
    with pytest.raises(Exception, match="append-only"), transaction.atomic():
        SignatureCheck.objects.all().delete()
