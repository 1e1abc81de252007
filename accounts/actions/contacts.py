"""Who belongs to a child, and who may decide for it: recorded, verified, ended (domain §3.2).

Each change ends one row and makes another, so that what held at a past moment can always be told.
"""

import dataclasses
from functools import partial

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import CareStatus, Child, ChildContact, Person
from accounts.signals import responsibility_changed
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
        return _begin(locked, person, capacity, right, actor, [])


def change_right(row: ChildContact, *, actor: Actor, right: Right) -> ChildContact:
    """Say anew whether somebody may decide; from this second it counts. Raises NotAllowed or ValidationError."""
    with transaction.atomic(durable=True):
        child = engine.lock(Child, row.child_id)
        held = _end(row)
        return _begin(child, held.person, held.capacity, right, actor, [held])


def end_contact(row: ChildContact, *, actor: Actor) -> None:
    """They no longer belong to the child. Raises NotAllowed, or ValidationError when it ended before."""
    with transaction.atomic(durable=True):
        child = engine.lock(Child, row.child_id)
        engine.record(child, "end contact", actor=actor, contents=[_end(row)])
        _announce(child)


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
        _announce(locked)


def _begin(
    child: Child, person: Person, capacity: str, right: Right, actor: Actor, ended: list[ChildContact]
) -> ChildContact:
    verified_by = _verifier(right, actor)
    row = ChildContact(
        child=child,
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
    engine.record(child, "contact", actor=actor, contents=[*ended, row], reason=row.responsibility)
    _announce(child)
    return row


def _end(row: ChildContact) -> ChildContact:
    held = ChildContact.objects.filter(pk=row.pk, ended_at=None).first()
    if held is None:
        raise ValidationError(_("Somebody has changed this meanwhile. Look at it again."))
    held.ended_at = clock.now()
    held.save(update_fields=["ended_at"])
    return held


def _verifier(right: Right, actor: Actor) -> Person | None:
    """Whoever says that somebody may decide has seen something; never the system, and never nothing."""
    if not right.decides:
        return None
    if not right.evidence.strip():
        raise ValidationError(
            {"evidence": _("Say what was seen, such as a birth certificate or the placement plan.")}
        )
    if not isinstance(actor, Person):
        raise ValidationError(_("Only a person verifies who may decide."))
    return actor


def _announce(child: Child) -> None:
    """Once the caller's transaction has committed: what may be shown of the child may have changed."""
    transaction.on_commit(partial(responsibility_changed.send_robust, sender=Child, child_ids=[child.pk]))
