"""Clocks that run on objects: started and met by steps, found by the sweep when something is to be told."""

import dataclasses
import datetime as dt
import uuid
from collections.abc import Iterable, Sequence

from django.db import models
from django.utils import timezone

from workflow import clock, working_days
from workflow.models import Deadline, DeadlineRule
from workflow.working_days import LONDON


def start(
    obj: models.Model,
    rules: Iterable[str],
    *,
    since: dt.datetime | None = None,
    due_at: dt.datetime | None = None,
    is_new: bool = False,
) -> list[Deadline]:
    """Start the clocks of `rules` (codes) on `obj`, counted from `since` (default: now).

    `due_at` is when they end, where people chose the day and not the rule. A clock of the same
    rule that runs already is left as it is; on an object that `is_new` there is none.
    """
    return start_all([obj], rules, since=since, due_at=due_at, is_new=is_new)


def start_all(
    objs: Sequence[models.Model],
    rules: Iterable[str],
    *,
    since: dt.datetime | None = None,
    due_at: dt.datetime | None = None,
    is_new: bool = False,
) -> list[Deadline]:
    """The same for many objects of one model: at most four queries, whatever their number."""
    codes = list(rules)
    if not objs or not codes:
        return []
    since = since or clock.now()
    running = set() if is_new else _running(objs, codes)
    found = DeadlineRule.objects.filter(code__in=codes).select_related("calendar")
    return Deadline.objects.bulk_create(
        _new(obj, rule, since, due_at or working_days.due(rule, since))
        for rule in found.prefetch_related("calendar__periods")
        for obj in objs
        if (obj.pk, rule.pk) not in running
    )


def _running(objs: Sequence[models.Model], codes: list[str]) -> set[tuple[uuid.UUID, str]]:
    rows = Deadline.objects.open().filter(object_type=objs[0]._meta.label_lower, rule__in=codes)
    return set(rows.filter(object_id__in=[obj.pk for obj in objs]).values_list("object_id", "rule_id"))


def _new(obj: models.Model, rule: DeadlineRule, since: dt.datetime, due_at: dt.datetime) -> Deadline:
    plan = _plan(rule, due_at)
    return Deadline(
        object_type=obj._meta.label_lower,
        object_id=obj.pk,
        rule=rule,
        started_at=since,
        due_at=due_at,
        # Reminders that passed before the clock began are told at once, as one.
        next_check_at=max(plan[0].at, since) if plan else due_at,
    )


def meet(obj: models.Model, rules: Iterable[str]) -> list[Deadline]:
    """End the running clocks of `rules` on `obj`; returns those that ended."""
    return meet_all([obj], rules)


def meet_all(objs: Sequence[models.Model], rules: Iterable[str]) -> list[Deadline]:
    """The same for many objects of one model: two queries, whatever their number."""
    codes = list(rules)
    if not objs or not codes:
        return []
    running = Deadline.objects.open().filter(object_type=objs[0]._meta.label_lower, rule_id__in=codes)
    met = list(running.filter(object_id__in=[obj.pk for obj in objs]).select_for_update())
    moment = clock.now()
    for deadline in met:
        deadline.met_at = moment
    if met:
        Deadline.objects.filter(pk__in=[deadline.pk for deadline in met]).update(met_at=moment)
    return met


def claim_missed(deadline: Deadline) -> bool:
    """Take a missed deadline for one escalation. False if somebody else was quicker, or it was met.

    The next look is `escalate_after_hours` later, so a dead worker delays and never loses one.
    """
    return _claim(deadline, clock.now() + dt.timedelta(hours=deadline.rule.escalate_after_hours))


@dataclasses.dataclass(frozen=True)
class Reminded:
    """What a claimed reminder says: whom to tell, and how many whole days (London) until it is due."""

    audiences: frozenset[str]
    days_left: int


def claim_reminder(deadline: Deadline) -> Reminded | None:
    """Take what is to be told of a running deadline now. None if somebody was quicker, or it was met.

    After a long absence only the latest of the reminders that passed is told. The next look is
    at the next one, so a dead worker delays and never loses one.
    """
    found = claim_reminders([deadline])
    return found[0][1] if found else None


def claim_reminders(due: Sequence[Deadline]) -> list[tuple[Deadline, Reminded]]:
    """The same for many deadlines, in the caller's transaction: two queries, whatever their number.

    Returns those that were claimed, with what each says.
    """
    # Found by their keys alone: asked for open ones, the database would read every clock that runs.
    held = Deadline.objects.filter(pk__in=[row.pk for row in due]).select_for_update().order_by("pk")
    levels = {pk: level for pk, level, met_at in held.values_list("pk", "level", "met_at") if met_at is None}
    moment = clock.now()
    claimed = []
    for row in due:
        plan = _plan(row.rule, row.due_at)
        passed = [planned for planned in plan if planned.at <= moment]
        if passed and levels.get(row.pk) == row.level:
            told = frozenset().union(*(one.audiences for one in passed if one.at == passed[-1].at))
            row.level += 1
            row.next_check_at = _next_check(row.rule, plan, moment)
            claimed.append((row, Reminded(told, (_day(row.due_at) - _day(moment)).days)))
    Deadline.objects.bulk_update([row for row, _said in claimed], ["level", "next_check_at"])
    return claimed


def _claim(deadline: Deadline, next_check_at: dt.datetime | None) -> bool:
    claimed = (
        Deadline.objects.open()
        .filter(pk=deadline.pk, level=deadline.level)
        .update(level=deadline.level + 1, next_check_at=next_check_at)
    )
    if claimed:
        deadline.level += 1
        deadline.next_check_at = next_check_at
    return claimed == 1


@dataclasses.dataclass(frozen=True)
class _Planned:
    at: dt.datetime
    audiences: frozenset[str]


def _plan(rule: DeadlineRule, due_at: dt.datetime) -> list[_Planned]:
    """When a deadline of `rule` is told of, and to whom: the earliest first."""
    day, periods = _day(due_at), list(rule.calendar.periods.all()) if rule.reminders else []
    plan = []
    for row in rule.reminders:
        if row["unit"] == DeadlineRule.Unit.WORKING_DAY:
            told_on = working_days.shifted(day, row["days"], rule.calendar, periods)
        else:
            told_on = day + dt.timedelta(days=row["days"])
        plan.append(_Planned(working_days.morning(told_on), frozenset(row["to"])))
    return sorted(plan, key=lambda planned: planned.at)


def _next_check(rule: DeadlineRule, plan: list[_Planned], moment: dt.datetime) -> dt.datetime | None:
    """The next reminder after `moment`; after the last one every `repeat_days`, or never again."""
    ahead = [planned.at for planned in plan if planned.at > moment]
    if ahead or rule.repeat_days is None:
        return min(ahead, default=None)
    # In days of London, so that it stays six in the morning over a change of the clocks.
    last = _day(plan[-1].at)
    turns = (_day(moment) - last).days // rule.repeat_days + 1
    return working_days.morning(last + dt.timedelta(days=turns * rule.repeat_days))


def _day(moment: dt.datetime) -> dt.date:
    return timezone.localtime(moment, LONDON).date()
