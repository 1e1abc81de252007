"""What was done to one row, read from its chain: the newest first."""

from collections.abc import Iterable

from django.db.models import Model, QuerySet

from workflow.models import AuditEvent, WorkflowModel

STEPS_SHOWN = 5


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
