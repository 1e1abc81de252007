"""Who belongs to a child, and who may decide for it: recorded, verified, ended (domain §3.2).

Each change ends one row and makes another, so that what held at a past moment can always be told.
"""

import dataclasses
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions.children import announce
from accounts.models import CareStatus, Child, ChildContact, Person
from workflow import clock, engine
from workflow.actors import Actor
from workflow.models import Audited

Responsibility = ChildContact.Responsibility


@dataclasses.dataclass(frozen=True)
class Right:
    """What is known of somebody's right to decide: which it is, what was seen, whether an order says more."""

    responsibility: str = Responsibility.UNVERIFIED
    evidence: str = ""
    has_order: bool = False

    @property
    def decides(self) -> bool:
        return self.responsibility in ChildContact.DECIDING


def add_contact(
    child: Child, person: Person, *, actor: Actor, capacity: str, right: Right = Right()
) -> ChildContact:
    """Record that `person` belongs to `child`. Raises NotAllowed, or ValidationError when they do already."""
    with transaction.atomic(durable=True):
        locked = engine.lock(Child, child.pk)
        if ChildContact.objects.filter(child=child, person=person, ended_at=None).exists():
            raise ValidationError({"person": _("This person is a contact of the child already.")})
        row = begin(locked, person, actor=actor, capacity=capacity, right=right)
        announce([locked.pk])
        return row


def change_right(row: ChildContact, *, actor: Actor, right: Right) -> ChildContact:
    """Say anew whether somebody may decide; from this second it counts. Raises NotAllowed or ValidationError."""
    with transaction.atomic(durable=True):
        child = engine.lock(Child, row.child_id)
        held = _end(row)
        begun = begin(child, held.person, actor=actor, capacity=held.capacity, right=right, ended=[held])
        announce([child.pk])
        return begun


def end_contact(row: ChildContact, *, actor: Actor) -> None:
    """They no longer belong to the child. Raises NotAllowed, or ValidationError when it ended before."""
    with transaction.atomic(durable=True):
        child = engine.lock(Child, row.child_id)
        engine.record(child, "end contact", actor=actor, contents=[_end(row)])
        announce([child.pk])


def set_care(child: Child, *, actor: Actor, kind: str) -> None:
    """Say whether the child is looked after, and how; "" for no longer. Raises NotAllowed or ValidationError."""
    with transaction.atomic(durable=True):
        locked = engine.lock(Child, child.pk)
        rows: list[Audited] = []
        for held in CareStatus.objects.filter(child=locked, ended_at=None):
            held.ended_at = clock.now()
            held.save(update_fields=["ended_at"])
            rows.append(held)
        if kind:
            row = CareStatus(child=locked, kind=kind, begins_at=clock.now())
            row.full_clean()
            row.save(force_insert=True)
            rows.append(row)
        engine.record(locked, "care", actor=actor, contents=rows)
        announce([locked.pk])


def begin(
    locked: Child,
    person: Person,
    *,
    actor: Actor,
    capacity: str,
    right: Right,
    ended: Iterable[ChildContact] = (),
) -> ChildContact:
    """From now, `person` belongs to a locked child; in the caller's transaction, which then announces it.

    Raises NotAllowed or ValidationError.
    """
    verified_by = _verifier(right, person, actor)
    row = ChildContact(
        child=locked,
        person=person,
        capacity=capacity,
        responsibility=right.responsibility,
        evidence=right.evidence.strip(),
        has_order=right.has_order,
        verified_by=verified_by,
        verified_on=clock.today() if verified_by else None,
        begins_at=clock.now(),
    )
    row.full_clean()
    row.save(force_insert=True)
    engine.record(locked, "contact", actor=actor, contents=[*ended, row], reason=row.responsibility)
    return row


def change_capacity(row: ChildContact, locked: Child, *, actor: Actor, capacity: str) -> ChildContact:
    """Say anew who somebody is to a locked child; in the caller's transaction, which then announces it.

    Raises NotAllowed, or ValidationError for somebody who decides: that was verified of whom they were.
    """
    held = _end(row)
    right = Right(held.responsibility, held.evidence, held.has_order)
    if right.decides:
        raise ValidationError({"capacity": ChildContact.CAPACITY_WAS_VERIFIED})
    return begin(locked, held.person, actor=actor, capacity=capacity, right=right, ended=[held])


def _end(row: ChildContact) -> ChildContact:
    held = ChildContact.objects.filter(pk=row.pk, ended_at=None).first()
    if held is None:
        raise ValidationError(_("Somebody has changed this meanwhile. Look at it again."))
    held.ended_at = clock.now()
    held.save(update_fields=["ended_at"])
    return held


def _verifier(right: Right, person: Person, actor: Actor) -> Person | None:
    """Whoever says that `person` may decide has seen something; never the system, never `person` (R7)."""
    if not right.decides:
        return None
    if not right.evidence.strip():
        raise ValidationError(
            {"evidence": _("Say what was seen, such as a birth certificate or the placement plan.")}
        )
    if not isinstance(actor, Person):
        raise ValidationError(_("Only a person verifies who may decide."))
    if actor.pk == person.pk:
        raise ValidationError(
            {"responsibility": _("You cannot verify your own right to decide. Ask the owner or the manager.")}
        )
    return actor
