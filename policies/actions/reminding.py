"""Reminders of what is due: reviews, signatures, planned actions. All of it goes into the day's digest.

The sweep costs what is due, not what exists: it reads deadlines along the index of their next look.
Each is claimed behind its lock, so that two workers tell once, and a dead one loses nothing.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable

from django.db import transaction

from policies import notices
from policies.models import AcknowledgementRequest, PlanAction, PolicyVersion, Review
from workflow import deadlines, engine
from workflow.actors import System
from workflow.models import Deadline, SweepRun
from workflow.sweeps import sweep

CALENDAR = System("calendar")
BATCH = 1000


def sweep_reminders() -> int:
    """Tell of every review, signature and action whose reminder has come; returns how many deadlines."""
    due = _due(Review) + _due(PlanAction)
    told = sweep("policy reminders", due, remind)
    signatures = _by_version(_due(AcknowledgementRequest))
    told += sweep("policy reminders", signatures.items(), lambda pair: remind_to_sign(*pair))
    SweepRun.ended("policy reminders")
    return sum(told)


def _due(model: type) -> list[Deadline]:
    rows = Deadline.objects.missed().filter(object_type=model._meta.label_lower)  # type: ignore[attr-defined]
    rules = rows.select_related("rule__calendar").prefetch_related("rule__calendar__periods")
    return list(rules.order_by("next_check_at")[:BATCH])


def remind(deadline: Deadline) -> int:
    """Tell of one review or action. 0 when somebody else was quicker, or it was met."""
    model = {one._meta.label_lower: one for one in (Review, PlanAction)}[deadline.object_type]
    with transaction.atomic(durable=True):
        obj = engine.lock(model, deadline.object_id)
        said = deadlines.claim_reminder(deadline)
        if said is None:
            return 0
        reason = f"{said.days_left} days left"
        engine.record(
            obj, "remind", actor=CALENDAR, contents=[deadline], rule=deadline.rule_id, reason=reason
        )
        notices.due(obj, said, occasion=f"{deadline.pk} {deadline.level}")
    return 1


def remind_to_sign(version_id: uuid.UUID, due: list[Deadline]) -> int:
    """Tell everybody whose signature under one version is due: one event, and messages in bulk."""
    with transaction.atomic(durable=True):
        version = engine.lock(PolicyVersion, version_id)
        claimed = deadlines.claim_reminders(due)
        if not claimed:
            return 0
        rows = [row for row, _said in claimed]
        engine.record(version, "remind", actor=CALENDAR, contents=rows, rule=rows[0].rule_id)
        notices.signatures_due(version, claimed)
    return len(claimed)


def _by_version(due: Iterable[Deadline]) -> dict[uuid.UUID, list[Deadline]]:
    rows = {row.object_id: row for row in due}
    found: dict[uuid.UUID, list[Deadline]] = defaultdict(list)
    requests = AcknowledgementRequest.objects.filter(pk__in=rows)
    for pk, version_id in requests.values_list("pk", "version_id"):
        found[version_id].append(rows[pk])
    return found
