"""Clocks that run on objects: started and met by steps, found by the sweep when missed."""

import datetime as dt
from collections.abc import Iterable

from django.db import models

from workflow import clock, working_days
from workflow.models import Deadline, DeadlineRule


def start(obj: models.Model, rules: Iterable[str], *, since: dt.datetime | None = None) -> list[Deadline]:
    """Start the clocks of `rules` (codes) on `obj`, counted from `since` (default: now).

    A clock of the same rule that runs already is left as it is.
    """
    codes = list(rules)
    if not codes:
        return []
    since = since or clock.now()
    running = Deadline.objects.open().of(obj).values("rule_id")
    opened = DeadlineRule.objects.filter(code__in=codes).exclude(code__in=running)
    started = [
        _new(obj, rule, since)
        for rule in opened.select_related("calendar").prefetch_related("calendar__periods")
    ]
    return Deadline.objects.bulk_create(started)


def _new(obj: models.Model, rule: DeadlineRule, since: dt.datetime) -> Deadline:
    due_at = working_days.due(rule, since)
    return Deadline(
        object_type=obj._meta.label_lower,
        object_id=obj.pk,
        rule=rule,
        started_at=since,
        due_at=due_at,
        next_check_at=due_at,
    )


def meet(obj: models.Model, rules: Iterable[str]) -> list[Deadline]:
    """End the running clocks of `rules` on `obj`; returns those that ended."""
    codes = list(rules)
    if not codes:
        return []
    met = list(Deadline.objects.open().of(obj).filter(rule_id__in=codes).select_for_update())
    for deadline in met:
        deadline.met_at = clock.now()
        deadline.save(update_fields=["met_at"])
    return met


def claim_missed(deadline: Deadline) -> bool:
    """Take a missed deadline for one escalation. False if somebody else was quicker, or it was met.

    The next look is `escalate_after_hours` later, so a dead worker delays and never loses one.
    """
    later = clock.now() + dt.timedelta(hours=deadline.rule.escalate_after_hours)
    claimed = (
        Deadline.objects.open()
        .filter(pk=deadline.pk, level=deadline.level)
        .update(level=deadline.level + 1, next_check_at=later)
    )
    if claimed:
        deadline.level += 1
        deadline.next_check_at = later
    return claimed == 1
