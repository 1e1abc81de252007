"""Ties between persons, or a person and a child: who is tied to a subject may not know (COI-4)."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accounts import permissions
from accounts.actions import standing
from accounts.models import Child, Person, Tie
from workflow import clock, engine
from workflow.actors import Actor, System


def tie(
    person: Person,
    other: Person | Child,
    kind: str,
    *,
    actor: Actor,
    source: str,
    starts_on: dt.date | None = None,
) -> Tie:
    """Record that `person` is tied to another person or a child from `starts_on` (default: today).

    Raises NotAllowed, or ValidationError when the same tie stands already.
    """
    row = Tie(person=person, kind=kind, source=source, starts_on=starts_on or clock.today())
    if isinstance(other, Child):
        row.child = other
    else:
        row.other_person = other
    _check(row, actor, "tie")
    with transaction.atomic(durable=True):
        standing.lock(person)
        if _standing_like(row).exists():
            raise ValidationError({"kind": _("This tie is recorded already.")})
        row.full_clean()
        row.save(force_insert=True)
        engine.record(person, "tie", actor=actor, contents=[row], reason=kind)
        standing.announce([person.pk, row.other_person_id])
    return row


def end_tie(row: Tie, *, actor: Actor, ends_on: dt.date | None = None) -> None:
    """The tie held until `ends_on`; by default until yesterday, or its own first day.

    Raises NotAllowed, or ValidationError when it ended before or would end before it began.
    """
    _check(row, actor, "end tie")
    with transaction.atomic(durable=True):
        standing.lock(row.person)
        row.refresh_from_db(fields=["starts_on", "ends_on"])
        if row.ends_on and row.ends_on < clock.today():
            raise ValidationError({"ends_on": _("This tie has ended already.")})
        if ends_on and ends_on < row.starts_on:
            raise ValidationError({"ends_on": _("A tie cannot end before it began.")})
        row.ends_on = ends_on or max(row.starts_on, clock.today() - dt.timedelta(days=1))
        row.save(update_fields=["ends_on"])
        engine.record(row.person, "end tie", actor=actor, contents=[row], reason=row.kind)
        standing.announce([row.person_id, row.other_person_id])


def _check(row: Tie, actor: Actor, verb: str) -> None:
    """The lifecycle asks about one end; a tie makes a conflict at both."""
    if not isinstance(actor, System) and not permissions.can_change_tie(actor, row):  # type: ignore[arg-type]
        raise engine.NotAllowed(actor, row.person, verb)


def _standing_like(row: Tie) -> QuerySet[Tie]:
    """The same tie between the same two, open or ending later."""
    later = Tie.objects.filter(Q(ends_on=None) | Q(ends_on__gte=row.starts_on), kind=row.kind)
    return later.filter(person=row.person, other_person=row.other_person, child=row.child)
