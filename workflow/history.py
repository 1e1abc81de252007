"""What was done to one row, read from its chain: the newest first."""

import datetime as dt
from collections.abc import Iterable
from uuid import UUID

from django.db.models import Model, QuerySet

from workflow import clock
from workflow.models import AuditEvent, WorkflowModel

STEPS_SHOWN = 5
# Two presses of one button, and not two decisions.
DOUBLE_PRESS = dt.timedelta(minutes=1)


def events_of(obj: Model) -> QuerySet[AuditEvent]:
    """Every event of `obj`, the newest first."""
    found = AuditEvent.objects.filter(object_type=obj._meta.label_lower, object_id=obj.pk)
    return found.order_by("-sequence")


def steps_after(obj: WorkflowModel, seen: int, verbs: Iterable[str] = ()) -> QuerySet[AuditEvent]:
    """The steps of `obj`, and `verbs` that count with them, after its version was `seen`: at least the last one, and
    not more than somebody who was slower wants to read.
    """
    since = min(max(obj.version - seen, 1), STEPS_SHOWN)
    return events_of(obj).filter(verb__in=[*obj.lifecycle.steps, *verbs])[:since]


def own_verbs(obj: WorkflowModel, seen: int, actor_id: UUID, also: Iterable[str] = ()) -> set[str]:
    """What one person did to `obj` after its version was `seen`, and the last of the verbs `also`; nothing where
    anybody else did something too.
    """
    steps = events_of(obj).filter(verb__in=list(obj.lifecycle.steps))[: max(obj.version - seen, 0)]
    noted = events_of(obj).filter(verb__in=list(also))[:1]
    found = [*steps, *noted]
    return {event.verb for event in found} if {event.actor_id for event in found} == {actor_id} else set()


def was_just_done(obj: Model, actor_id: UUID, verbs: Iterable[str] = ()) -> bool:
    """Whether the last that was done to `obj`, of `verbs` if there are any, is this person's own, a moment ago."""
    wanted = list(verbs)
    found = events_of(obj).filter(verb__in=wanted) if wanted else events_of(obj)
    last = found.first()
    return last is not None and last.actor_id == actor_id and clock.now() - last.at <= DOUBLE_PRESS
