"""When things are due: by hand for the days that matter, by property for all others.

Bank holidays used here: Good Friday 3 and Easter Monday 6 April 2026, early May 4 May 2026,
summer 31 August 2026, Christmas Friday 25 and (for Saturday 26) Monday 28 December 2026,
New Year's Day Friday 1 January 2027. Clocks go forward on 29 March and back on 25 October 2026.
"""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from workflow import clock, working_days
from workflow.models import Calendar, CalendarPeriod, DeadlineRule

LONDON = ZoneInfo("Europe/London")
AUTHORITY, WEEKDAY, SETTING = "local_authority", "weekday", "setting"
DAY, CALENDAR_DAY, HOUR = "working_day", "calendar_day", "hour"


def london(text: str) -> dt.datetime:
    return dt.datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=LONDON)


def rule(amount: int, unit: str, calendar: str = WEEKDAY) -> DeadlineRule:
    return DeadlineRule(
        code="x", title="x", amount=amount, unit=unit, calendar=Calendar.objects.get(code=calendar)
    )


def period(calendar: str, kind: str, starts: str, ends: str) -> None:
    CalendarPeriod.objects.create(calendar_id=calendar, kind=kind, title=kind, starts_on=starts, ends_on=ends)


# Began (London) · rule · due (London). The authority closes at 17:00, the others at 18:00.
TABLE = [
    # LADO within one working day of the authority.
    ("2026-05-01 16:00", (1, DAY, AUTHORITY), "2026-05-05 17:00", "Friday before a bank-holiday Monday"),
    ("2026-06-02 10:00", (1, DAY, AUTHORITY), "2026-06-03 17:00", "an ordinary Tuesday"),
    ("2026-06-05 23:30", (1, DAY, AUTHORITY), "2026-06-08 17:00", "late on a Friday"),
    ("2026-06-06 09:00", (1, DAY, AUTHORITY), "2026-06-08 17:00", "a Saturday"),
    ("2026-06-07 23:59", (1, DAY, AUTHORITY), "2026-06-08 17:00", "a Sunday"),
    ("2026-04-02 15:00", (1, DAY, AUTHORITY), "2026-04-07 17:00", "Maundy Thursday"),
    ("2026-12-24 16:30", (1, DAY, AUTHORITY), "2026-12-29 17:00", "Christmas Eve: the 26th is a Saturday"),
    ("2026-12-31 12:00", (1, DAY, AUTHORITY), "2027-01-04 17:00", "New Year's Eve"),
    ("2026-08-28 12:00", (1, DAY, AUTHORITY), "2026-09-01 17:00", "before the summer bank holiday"),
    ("2027-12-24 12:00", (1, DAY, AUTHORITY), "2027-12-29 17:00", "Christmas on a weekend"),
    # Several working days.
    ("2026-06-01 09:00", (5, DAY, WEEKDAY), "2026-06-08 18:00", "five from a Monday"),
    ("2026-04-01 09:00", (3, DAY, WEEKDAY), "2026-04-08 18:00", "three over Easter"),
    # Nought: the same working day, or the next one.
    ("2026-06-02 08:00", (0, DAY, WEEKDAY), "2026-06-02 18:00", "in the morning"),
    ("2026-06-02 17:59", (0, DAY, WEEKDAY), "2026-06-02 18:00", "a minute before closing"),
    ("2026-06-02 18:00", (0, DAY, WEEKDAY), "2026-06-03 18:00", "at closing time"),
    ("2026-06-05 21:00", (0, DAY, WEEKDAY), "2026-06-08 18:00", "Friday evening"),
    ("2026-06-06 10:00", (0, DAY, WEEKDAY), "2026-06-08 18:00", "Saturday"),
    ("2026-05-04 10:00", (0, DAY, WEEKDAY), "2026-05-05 18:00", "a bank holiday"),
    ("2026-06-02 03:00", (0, DAY, WEEKDAY), "2026-06-02 18:00", "before opening"),
    # Half past midnight of a Saturday in summer is still Friday in UTC.
    ("2026-06-06 00:30", (1, DAY, AUTHORITY), "2026-06-08 17:00", "just past midnight"),
    # Summer time begins and ends between.
    ("2026-03-27 16:00", (1, DAY, AUTHORITY), "2026-03-30 17:00", "clocks go forward"),
    ("2026-10-23 16:00", (1, DAY, AUTHORITY), "2026-10-26 17:00", "clocks go back"),
    # Calendar days: Ofsted counts the day of the allegation as day one, so 13 more.
    ("2026-03-01 09:00", (13, CALENDAR_DAY, WEEKDAY), "2026-03-14 23:59", "1 March + 13 = 14 March"),
    ("2024-02-20 09:00", (13, CALENDAR_DAY, WEEKDAY), "2024-03-04 23:59", "over 29 February"),
    ("2026-03-20 23:50", (13, CALENDAR_DAY, WEEKDAY), "2026-04-02 23:59", "over the change to summer time"),
    ("2026-12-20 09:00", (28, CALENDAR_DAY, WEEKDAY), "2027-01-17 23:59", "holidays do not stop it"),
    # Hours.
    ("2026-06-05 16:00", (72, HOUR, WEEKDAY), "2026-06-08 16:00", "72 hours over a weekend"),
    ("2026-03-28 16:00", (24, HOUR, WEEKDAY), "2026-03-29 17:00", "a day of 23 hours"),
    ("2026-10-24 16:00", (24, HOUR, WEEKDAY), "2026-10-25 15:00", "a day of 25 hours"),
    ("2026-06-05 16:00", (0, HOUR, WEEKDAY), "2026-06-05 16:00", "at once"),
]  # fmt: skip


@pytest.mark.parametrize(("began", "said", "due", "why"), TABLE, ids=[row[-1] for row in TABLE])
@pytest.mark.parametrize("zone", [LONDON, dt.UTC], ids=["London", "UTC"])
def test_when_it_is_due(db, began, said, due, why, zone):
    found = working_days.due(rule(*said), london(began).astimezone(zone))
    assert found.astimezone(LONDON).strftime("%Y-%m-%d %H:%M") == due
    assert found.tzinfo is dt.UTC


class TestClosuresAndTerms:
    @pytest.fixture(autouse=True)
    def summer_holidays(self, db):
        """Two terms, the setting closed between them and on a training day."""
        period(SETTING, "term", "2026-04-13", "2026-07-17")
        period(SETTING, "term", "2026-09-07", "2026-12-18")
        period(SETTING, "closure", "2026-06-03", "2026-06-03")

    @pytest.mark.parametrize(
        ("calendar", "due"),
        [(SETTING, "2026-09-07 18:00"), (WEEKDAY, "2026-07-20 18:00"), (AUTHORITY, "2026-07-20 17:00")],
    )
    def test_the_settings_holidays_stop_its_own_clock_only(self, calendar, due):
        found = working_days.due(rule(1, DAY, calendar), london("2026-07-17 12:00"))
        assert found.astimezone(LONDON).strftime("%Y-%m-%d %H:%M") == due

    def test_a_closure_in_term_is_no_working_day_of_the_setting(self):
        for calendar, due in ((SETTING, 4), (WEEKDAY, 3), (AUTHORITY, 3)):
            assert working_days.due(rule(1, DAY, calendar), london("2026-06-02 12:00")).day == due

    def test_before_the_first_and_after_the_last_known_term_weekdays_count(self):
        assert working_days.due(rule(1, DAY, SETTING), london("2027-01-05 12:00")).date() == dt.date(
            2027, 1, 6
        )
        assert working_days.due(rule(1, DAY, SETTING), london("2026-03-10 12:00")).date() == dt.date(
            2026, 3, 11
        )

    def test_the_authoritys_closure_stops_its_clock_only(self):
        """Many authorities shut between Christmas and New Year."""
        period(AUTHORITY, "closure", "2026-12-29", "2026-12-31")
        began = london("2026-12-24 10:00")
        assert working_days.due(rule(1, DAY, AUTHORITY), began).date() == dt.date(2027, 1, 4)
        assert working_days.due(rule(1, DAY, WEEKDAY), began).date() == dt.date(2026, 12, 29)

    def test_a_closure_of_a_year_and_more_stops_no_clock(self):
        """A mistake in the data; the concern still has a day."""
        period(AUTHORITY, "closure", "2026-01-01", "2028-12-31")
        began = london("2026-06-02 12:00")
        assert began < working_days.due(rule(1, DAY, AUTHORITY), began) < began + dt.timedelta(days=2)

    def test_today_counts_or_not(self):
        with clock.at(london("2026-06-02 12:00")):
            assert working_days.is_working_today()
            assert working_days.is_working_today(SETTING)
        with clock.at(london("2026-06-03 12:00")):
            assert working_days.is_working_today()
            assert not working_days.is_working_today(SETTING)
        with clock.at(london("2026-08-31 12:00")):
            assert not working_days.is_working_today()


moments = st.datetimes(
    min_value=dt.datetime(2024, 1, 1),  # noqa: DTZ001 hypothesis adds the zone
    max_value=dt.datetime(2031, 1, 1),  # noqa: DTZ001
    timezones=st.sampled_from([dt.UTC, LONDON]),
    allow_imaginary=False,
)
units = st.sampled_from([DAY, CALENDAR_DAY, HOUR])
calendars = st.sampled_from([AUTHORITY, WEEKDAY, SETTING])
amounts = st.integers(0, 60)
generously = settings(max_examples=150, deadline=None)


class TestForEveryMoment(TestCase):
    """Begins after the same two terms and a closure, made once."""

    @classmethod
    def setUpTestData(cls) -> None:
        period(SETTING, "term", "2026-04-13", "2026-07-17")
        period(SETTING, "term", "2026-09-07", "2026-12-18")
        period(AUTHORITY, "closure", "2026-12-29", "2026-12-31")

    @generously
    @given(moments, amounts, units, calendars)
    def test_due_is_never_before_it_began(self, since, amount, unit, calendar):
        assert working_days.due(rule(amount, unit, calendar), since) >= since

    @generously
    @given(moments, moments, amounts, units, calendars)
    def test_what_begins_later_is_not_due_sooner(self, one, other, amount, unit, calendar):
        first, second = sorted((one, other), key=lambda moment: moment.timestamp())
        said = rule(amount, unit, calendar)
        assert working_days.due(said, first) <= working_days.due(said, second)

    @generously
    @given(moments, amounts, units, calendars)
    def test_a_longer_time_is_not_due_sooner(self, since, amount, unit, calendar):
        shorter, longer = rule(amount, unit, calendar), rule(amount + 1, unit, calendar)
        assert working_days.due(shorter, since) <= working_days.due(longer, since)

    @generously
    @given(moments, amounts, calendars)
    def test_working_days_end_on_a_working_day_at_closing_time(self, since, amount, code):
        said = rule(amount, DAY, code)
        due = working_days.due(said, since).astimezone(LONDON)
        assert working_days.is_working_day(due.date(), said.calendar, list(said.calendar.periods.all()))
        assert due.time() == said.calendar.closes_at

    @generously
    @given(moments, st.integers(1, 60), calendars)
    def test_as_many_working_days_as_were_given_lie_between(self, since, amount, code):
        said = rule(amount, DAY, code)
        periods = list(said.calendar.periods.all())
        began, ends = since.astimezone(LONDON).date(), working_days.due(said, since).astimezone(LONDON).date()
        days = (began + dt.timedelta(days=n) for n in range(1, (ends - began).days + 1))
        assert sum(working_days.is_working_day(day, said.calendar, periods) for day in days) == amount
