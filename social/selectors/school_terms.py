"""Which term it is, from the setting's own calendar; halves of one term are one."""

import dataclasses
import datetime as dt

from django.utils.translation import gettext as _

from workflow import clock
from workflow.models import CalendarPeriod

CALENDAR = "setting"
# Two halves of one term begin less than so many days apart.
LONGEST_TERM_DAYS = 150


@dataclasses.dataclass(frozen=True)
class Term:
    """One term: what it is called, and its first day."""

    title: str
    starts_on: dt.date


def term_of(day: dt.date | None = None) -> Term:
    """The term that a day (today) is in, or that was the last to begin before it."""
    on = day or clock.today()
    begun = CalendarPeriod.objects.filter(
        calendar_id=CALENDAR, kind=CalendarPeriod.Kind.TERM, starts_on__lte=on
    ).order_by("-starts_on")
    last = begun.first()
    if last is None or (on - last.starts_on).days > LONGEST_TERM_DAYS:
        return _by_months(on)
    title = _whole(last.title)
    since = last.starts_on - dt.timedelta(days=LONGEST_TERM_DAYS)
    halves = [row for row in begun.filter(starts_on__gte=since) if _whole(row.title) == title]
    return Term(title, halves[-1].starts_on)


def _whole(title: str) -> str:
    """ "Autumn term, first half" is part of the "Autumn term"."""
    return title.partition(",")[0].strip()


def _by_months(on: dt.date) -> Term:
    """Where the calendar names no term, a year has three all the same: the check is not lost."""
    if on.month >= 9:
        return Term(_("Autumn term"), dt.date(on.year, 9, 1))
    if on.month >= 4:
        return Term(_("Summer term"), dt.date(on.year, 4, 1))
    return Term(_("Spring term"), dt.date(on.year, 1, 1))
