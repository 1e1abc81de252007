"""Reminders of assessments to be reviewed, into the digest of the day: as the data says, each told once."""

from django.db import transaction

from social.models import RiskAssessment
from social.notices import risks as notices
from workflow import deadlines, engine
from workflow.actors import System
from workflow.models import Deadline
from workflow.sweeps import sweep

CALENDAR = System("calendar")
BATCH = 1000


def sweep_reminders() -> int:
    """Tell of every assessment whose reminder has come; returns how many."""
    label = RiskAssessment._meta.label_lower
    rows = Deadline.objects.missed().filter(object_type=label).select_related("rule__calendar")
    due = rows.prefetch_related("rule__calendar__periods").order_by("next_check_at")[:BATCH]
    return sum(sweep("risk reminders", list(due), remind))


def remind(deadline: Deadline) -> int:
    """Tell of one. 0 when somebody else was quicker, or it was met."""
    with transaction.atomic(durable=True):
        assessment = engine.lock(RiskAssessment, deadline.object_id)
        said = deadlines.claim_reminder(deadline)
        if said is None:
            return 0
        reason = f"{said.days_left} days left"
        engine.record(
            assessment, "remind", actor=CALENDAR, contents=[deadline], rule=deadline.rule_id, reason=reason
        )
        notices.due(assessment, said, occasion=f"{deadline.pk} {deadline.level}")
    return 1
