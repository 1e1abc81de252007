"""The demo's terms and closures of 2026/27, as calendar data."""

import datetime as dt

from workflow.models import CalendarPeriod

CALENDAR = "setting"
TERM, CLOSURE = CalendarPeriod.Kind.TERM, CalendarPeriod.Kind.CLOSURE

# Kind, title, first day, last day; both days included. Modelled on Kent's school year.
YEAR_2026_27 = (
    (TERM, "Autumn term, first half", "2026-09-02", "2026-10-23"),
    (TERM, "Autumn term, second half", "2026-11-02", "2026-12-18"),
    (TERM, "Spring term, first half", "2027-01-04", "2027-02-12"),
    (TERM, "Spring term, second half", "2027-02-22", "2027-03-25"),
    (TERM, "Summer term, first half", "2027-04-12", "2027-05-28"),
    (TERM, "Summer term, second half", "2027-06-07", "2027-07-21"),
    (CLOSURE, "Team training day", "2026-09-02", "2026-09-02"),
    (CLOSURE, "Team training day", "2026-11-02", "2026-11-02"),
    (CLOSURE, "Christmas closure", "2026-12-21", "2027-01-01"),
    (CLOSURE, "Team training day", "2027-04-12", "2027-04-12"),
)


def set_year() -> None:
    """Enter the year into the setting's own calendar. The authority's days stay as they are."""
    for kind, title, first, last in YEAR_2026_27:
        CalendarPeriod.objects.get_or_create(
            calendar_id=CALENDAR,
            kind=kind,
            starts_on=dt.date.fromisoformat(first),
            defaults={"title": title, "ends_on": dt.date.fromisoformat(last)},
        )
