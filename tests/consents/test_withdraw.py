"""Withdrawing: by anybody with parental responsibility, by any route, without a reason, at once."""

import pytest
from django.core.exceptions import ValidationError

from consents.actions import withdrawing
from consents.models import Answer
from consents.selectors import may_show
from consents.signals import permission_lost
from notifications.models import Message
from tests.cast import make_person
from workflow.engine import NotAllowed
from workflow.models import AuditEvent
from workflow.verification import verify


@pytest.fixture
def lost():
    """The children of every `permission_lost` that was sent."""
    heard: list = []

    def hear(sender, child_ids, **kwargs):
        heard.extend(child_ids)

    permission_lost.connect(hear)
    yield heard
    permission_lost.disconnect(hear)


def test_the_other_parent_withdraws_what_one_granted(
    cast, told, mother, father, answer, lost, django_capture_on_commit_callbacks
):
    answer(mother, "website")
    with django_capture_on_commit_callbacks(execute=True):
        withdrawing.withdraw(cast.kit, actor=father, purposes=["website"])
    assert not may_show(cast.kit, "website")
    assert lost == [cast.kit.pk]
    assert Message.objects.filter(kind="consent-stored").get().recipient_id == father.pk
    assert verify() == []


def test_before_anybody_asked_too(cast, told, mother):
    withdrawing.withdraw(cast.kit, actor=mother, purposes=["website", "website"])
    assert Answer.objects.count() == 1


def test_strangers_withdraw_nothing(cast, told, mother, answer):
    answer(mother, "website")
    for person in (cast.maya, cast.pia, make_person("Other", "Parent", "parent")):
        with pytest.raises(NotAllowed):
            withdrawing.withdraw(cast.kit, actor=person, purposes=["website"])
    assert may_show(cast.kit, "website")


@pytest.mark.parametrize("purposes", [[], ["nonsense"], ["website", "nonsense"]])
def test_nothing_chosen_or_unknown_stores_nothing(cast, told, mother, purposes):
    with pytest.raises(ValidationError):
        withdrawing.withdraw(cast.kit, actor=mother, purposes=purposes)
    assert not Answer.objects.exists()


def test_any_member_of_staff_enters_what_a_parent_said(cast, told, mother, answer):
    answer(mother, "website", "press")
    withdrawing.enter_withdrawal(
        cast.kit, actor=cast.pia, person=mother, purposes=["website"], means="spoken", note="At the gate"
    )
    assert not may_show(cast.kit, "website")
    assert may_show(cast.kit, "press")
    row = Answer.objects.order_by("sequence").last()
    assert (row.person, row.entered_by, row.means, row.note) == (mother, cast.pia, "spoken", "At the gate")
    event = AuditEvent.objects.get(verb="enter withdrawal")
    assert (event.actor_id, event.on_behalf_of_id, event.obtained) == (cast.pia.pk, mother.pk, "spoken")
    assert verify() == []


def test_volunteers_and_parents_enter_nothing_for_others(cast, told, mother, father):
    said = {"person": mother, "purposes": ["website"], "means": "spoken", "note": "At the gate"}
    for person in (cast.vera, cast.colin, cast.ines, cast.tariq, father):
        with pytest.raises(NotAllowed):
            withdrawing.enter_withdrawal(cast.kit, actor=person, **said)
    assert not Answer.objects.exists()


def test_staff_enter_nothing_for_somebody_who_does_not_belong_to_the_child(cast, told):
    with pytest.raises(NotAllowed):
        withdrawing.enter_withdrawal(
            cast.kit, actor=cast.pia, person=cast.sam, purposes=["website"], means="spoken", note="Said"
        )


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"note": ""}, "note"), ({"means": "account"}, "means"), ({"purposes": []}, "purposes")],
)
def test_how_it_was_obtained_must_be_said(cast, told, mother, changes, field):
    said = {"person": mother, "purposes": ["website"], "means": "spoken", "note": "At the gate"} | changes
    with pytest.raises(ValidationError) as refused:
        withdrawing.enter_withdrawal(cast.kit, actor=cast.pia, **said)
    assert field in refused.value.message_dict
    assert not Answer.objects.exists()


def test_no_message_holds_a_name(cast, told, mother, answer):
    answer(mother, "website")
    withdrawing.withdraw(cast.kit, actor=mother, purposes=["website"])
    message = Message.objects.get(kind="consent-stored")
    assert "Kit" not in message.title
    assert "Rossi" not in message.title
