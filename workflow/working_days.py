"""Working days: bank holidays of England, and each calendar's own terms and closures.

The local authority's clock does not stop for the setting's holidays (working
days of the authority, `domain`: "LADO within one working day").
"""

import datetime as dt
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays
from dateutil.relativedelta import relativedelta
from django.utils import timezone

from workflow import clock
from workflow.models import Calendar, CalendarPeriod, DeadlineRule

LONDON = ZoneInfo("Europe/London")
HORIZON_DAYS = 400


@lru_cache(maxsize=32)
def bank_holidays(year: int) -> frozenset[dt.date]:
    """England's bank holidays of one year."""
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))


def is_working_day(day: dt.date, calendar: Calendar, periods: list[CalendarPeriod]) -> bool:
    """Whether `day` counts on `calendar`. Beyond the last known term, weekdays count."""
    if str(day.weekday()) not in calendar.weekdays or day in bank_holidays(day.year):
        return False
    inside = {period.kind for period in periods if period.starts_on <= day <= period.ends_on}
    if CalendarPeriod.Kind.CLOSURE in inside:
        return False
    terms = [period for period in periods if period.kind == CalendarPeriod.Kind.TERM]
    known = bool(terms) and terms[0].starts_on <= day <= max(term.ends_on for term in terms)
    return CalendarPeriod.Kind.TERM in inside or not known


def is_working_today(code: str = "weekday") -> bool:
    """Whether today counts on the calendar named `code`."""
    calendar = Calendar.objects.get(code=code)
    return is_working_day(clock.today(), calendar, list(calendar.periods.all()))


def due(rule: DeadlineRule, since: dt.datetime) -> dt.datetime:
    """When `rule` falls due for something that began at `since`; aware, in UTC.

    Nought working days means the end of the same working day or, after closing
    time, of the next one. Calendar days and months end at midnight in London.
    """
    local = timezone.localtime(since, LONDON)
    match rule.unit:
        case DeadlineRule.Unit.HOUR:
            # In UTC: adding to a London time would count the hour that summer time skips.
            return since.astimezone(dt.UTC) + dt.timedelta(hours=rule.amount)
        case DeadlineRule.Unit.CALENDAR_DAY:
            last = local.date() + dt.timedelta(days=rule.amount)
            return _at(last, dt.time(23, 59, 59))
        case DeadlineRule.Unit.MONTH:
            # The same day of a later month, or its last: 31 August and six months is 28 February.
            return _at(local.date() + relativedelta(months=rule.amount), dt.time(23, 59, 59))
    return _at(_nth_working_day(rule, local), rule.calendar.closes_at)


def shifted(day: dt.date, working: int, calendar: Calendar, periods: list[CalendarPeriod]) -> dt.date:
    """The day that many working days after `day`; before it, when negative; `day` itself for nought."""
    step = dt.timedelta(days=1 if working > 0 else -1)
    remaining = abs(working)
    for _ in range(HORIZON_DAYS):
        if not remaining:
            break
        day += step
        remaining -= is_working_day(day, calendar, periods)
    return day


def morning(day: dt.date) -> dt.datetime:
    """When reminders of a day are looked for: six in the morning in London, before anybody's digest."""
    return _at(day, dt.time(6))


def _nth_working_day(rule: DeadlineRule, local: dt.datetime) -> dt.date:
    calendar = rule.calendar
    periods = list(calendar.periods.all())
    remaining = rule.amount
    if remaining == 0:
        if is_working_day(local.date(), calendar, periods) and local.time() < calendar.closes_at:
            return local.date()
        remaining = 1
    for offset in range(1, HORIZON_DAYS):
        day = local.date() + dt.timedelta(days=offset)
        if is_working_day(day, calendar, periods):
            remaining -= 1
            if remaining == 0:
                return day
    # A calendar closed for over a year is a mistake in its data; a safeguarding clock never stops.
    return local.date() + dt.timedelta(days=max(rule.amount, 1))


def _at(day: dt.date, moment: dt.time) -> dt.datetime:
    return dt.datetime.combine(day, moment, tzinfo=LONDON).astimezone(dt.UTC)
