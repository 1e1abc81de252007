"""Reminders of what is due on accounts and access: decisions, ends, termly checks, removals, alarms.

Which day, and who is told, are data (`workflow/data/05-social-rules.json`). Each is claimed behind its lock,
so that two workers tell once, and a dead one loses nothing.
"""

from typing import Any

from django.db import transaction

from social import notices
from social.models import AccessPermission, AccountRemoval, OfficialAccount, Recertification
from workflow import deadlines, engine
from workflow.actors import System
from workflow.models import Deadline, WorkflowModel
from workflow.sweeps import sweep

CALENDAR = System("calendar")
BATCH = 1000
NOTICES: dict[type[WorkflowModel], Any] = {
    AccessPermission: notices.access,
    OfficialAccount: notices.accounts,
    AccountRemoval: notices.accounts,
    Recertification: notices.accounts,
}
MODELS = {model._meta.label_lower: model for model in NOTICES}


def sweep_reminders() -> int:
    """Tell of everything whose reminder has come; returns how many deadlines."""
    due = Deadline.objects.missed().filter(object_type__in=MODELS)
    rows = due.select_related("rule__calendar").prefetch_related("rule__calendar__periods")
    return sum(sweep("social reminders", list(rows.order_by("next_check_at")[:BATCH]), remind))


def remind(deadline: Deadline) -> int:
    """Tell of one. 0 when somebody else was quicker, or it was met."""
    model = MODELS[deadline.object_type]
    with transaction.atomic(durable=True):
        obj = engine.lock(model, deadline.object_id)
        said = deadlines.claim_reminder(deadline)
        if said is None:
            return 0
        reason = f"{said.days_left} days left"
        engine.record(
            obj, "remind", actor=CALENDAR, contents=[deadline], rule=deadline.rule_id, reason=reason
        )
        NOTICES[model].due(obj, said, occasion=f"{deadline.pk} {deadline.level}")
    return 1
