"""Who may decide for a child: recorded, verified by a person who saw something, changed, ended."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts import actions
from accounts.models import CareStatus, ChildContact
from tests.cast import SET_UP
from workflow import clock
from workflow.engine import NotAllowed
from workflow.verification import verify

Capacity, Responsibility = ChildContact.Capacity, ChildContact.Responsibility
SEEN = actions.Right(Responsibility.YES, evidence="Birth certificate seen")


def test_recorded_with_who_verified_what_and_when(cast, events):
    row = actions.add_contact(cast.kit, cast.petra, actor=cast.maya, capacity=Capacity.MOTHER, right=SEEN)
    assert (row.verified_by, row.evidence) == (cast.maya, "Birth certificate seen")
    assert row.verified_on is not None
    assert events(cast.kit)[-1] == ("contact", "yes")
    assert verify() == []


@pytest.mark.parametrize("responsibility", [Responsibility.YES, Responsibility.DELEGATED])
def test_nobody_decides_without_evidence_or_by_the_system(cast, responsibility):
    for actor, evidence in ((cast.maya, ""), (cast.maya, "  "), (SET_UP, "Seen")):
        right = actions.Right(responsibility, evidence=evidence)
        with pytest.raises(ValidationError):
            actions.add_contact(cast.kit, cast.petra, actor=actor, capacity=Capacity.MOTHER, right=right)
    assert not ChildContact.objects.exists()


def test_only_those_who_keep_the_register(cast):
    for person in (cast.dan, cast.pia, cast.petra, cast.vera, cast.tariq):
        with pytest.raises(NotAllowed):
            actions.add_contact(cast.kit, cast.petra, actor=person, capacity=Capacity.MOTHER)
        with pytest.raises(NotAllowed):
            actions.set_care(cast.kit, actor=person, kind=CareStatus.Kind.CARE_ORDER)
    assert not ChildContact.objects.exists()
    assert not CareStatus.objects.exists()


def test_one_open_contact_per_person(cast):
    actions.add_contact(cast.kit, cast.petra, actor=cast.maya, capacity=Capacity.MOTHER)
    with pytest.raises(ValidationError):
        actions.add_contact(cast.kit, cast.petra, actor=cast.maya, capacity=Capacity.OTHER)


def test_a_change_ends_one_row_and_makes_another(cast):
    row = actions.add_contact(cast.kit, cast.petra, actor=cast.maya, capacity=Capacity.MOTHER, right=SEEN)
    changed = actions.change_right(row, actor=cast.maya, right=actions.Right(Responsibility.NO))
    row.refresh_from_db()
    assert row.ended_at == changed.begins_at or row.ended_at < changed.begins_at
    assert ChildContact.objects.holding().get() == changed
    with pytest.raises(ValidationError):
        actions.change_right(row, actor=cast.maya, right=SEEN)
    actions.end_contact(changed, actor=cast.maya)
    with pytest.raises(ValidationError):
        actions.end_contact(changed, actor=cast.maya)
    assert not ChildContact.objects.holding().exists()
    assert verify() == []


def test_care_is_one_thing_at_a_time(cast):
    actions.set_care(cast.kit, actor=cast.maya, kind=CareStatus.Kind.ACCOMMODATED)
    actions.set_care(cast.kit, actor=cast.maya, kind=CareStatus.Kind.CARE_ORDER)
    assert CareStatus.objects.holding().get().kind == CareStatus.Kind.CARE_ORDER
    actions.set_care(cast.kit, actor=cast.maya, kind="")
    assert not CareStatus.objects.holding().exists()
    assert CareStatus.objects.count() == 2
    assert verify() == []


def test_a_care_that_nobody_knows_is_refused(cast):
    with pytest.raises(ValidationError):
        actions.set_care(cast.kit, actor=cast.maya, kind="nonsense")
    assert not CareStatus.objects.exists()


def test_nobody_verifies_their_own_right_to_decide(cast, manager):
    """Domain R7, by the action, by the page, and in the table itself."""
    row = actions.add_contact(cast.kit, cast.maya, actor=cast.maya, capacity=Capacity.MOTHER)
    for decides in (Responsibility.YES, Responsibility.DELEGATED):
        right = actions.Right(decides, evidence="Birth certificate seen")
        with pytest.raises(ValidationError):
            actions.change_right(row, actor=cast.maya, right=right)
        with pytest.raises(ValidationError):
            actions.add_contact(cast.ana, cast.maya, actor=cast.maya, capacity=Capacity.MOTHER, right=right)
    said = {"responsibility": "yes", "evidence": "Birth certificate seen"}
    page = manager.post(reverse("contact-change", args=[row.pk]), said)
    assert "responsibility" in page.context["form"].errors
    said |= {"capacity": "mother", "person": cast.maya.pk}
    assert manager.post(reverse("contact-add", args=[cast.ana.pk]), said).status_code == 200
    held = ChildContact.objects.holding().get()
    assert held.responsibility == Responsibility.UNVERIFIED
    values = {
        "responsibility": "yes",
        "verified_by": cast.maya,
        "verified_on": clock.today(),
        "evidence": "x",
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        ChildContact.objects.filter(pk=held.pk).update(**values)
    assert actions.change_right(held, actor=cast.olive, right=SEEN).verified_by == cast.olive
    assert verify() == []
