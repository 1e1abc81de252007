"""Reminders of a running deadline: which are told when, to whom, and that none is told twice or lost."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
import time_machine

from tests.cast import Cast
from workflow import clock, deadlines
from workflow.models import Deadline, DeadlineRule

LONDON = ZoneInfo("Europe/London")
CALENDAR, WORKING = "calendar_day", "working_day"


def row(days: int, *to: str, unit: str = CALENDAR) -> dict:
    return {"days": days, "unit": unit, "to": list(to)}


REVIEW = [*(row(-days, "manager", "owner") for days in (90, 60, 30, 14, 7)), row(0, "manager", "owner")]
ACTION = [row(1, "holder"), row(5, "manager", unit=WORKING), row(10, "owner", unit=WORKING)]


def at(day: str, hour: int = 9) -> dt.datetime:
    return dt.datetime.fromisoformat(f"{day}T{hour:02}:00").replace(tzinfo=LONDON)


@pytest.fixture
def started(cast: Cast):
    """A clock that began on a day, with reminders; a person stands for whatever it runs on."""

    def start(reminders: list[dict], *, began: str, due: str, repeat_days: int | None = None) -> Deadline:
        DeadlineRule.objects.create(
            code="x",
            title="x",
            amount=12,
            unit="month",
            calendar_id="weekday",
            standing="default",
            source="Test",
            checked_on=dt.date(2026, 1, 1),
            reminders=reminders,
            repeat_days=repeat_days,
        )
        with time_machine.travel(at(began), tick=False):
            due_at = clock.london(dt.date.fromisoformat(due))
            return deadlines.start(cast.pia, ["x"], due_at=due_at)[0]

    return start


def told_on_each_day(first: str, days: int) -> list[tuple[str, list[str], int]]:
    """What a sweep each morning finds: day, who is told, days left."""
    found = []
    for offset in range(days):
        moment = at(first) + dt.timedelta(days=offset)
        with time_machine.travel(moment, tick=False):
            for deadline in Deadline.objects.missed().filter(rule="x").select_related("rule__calendar"):
                said = deadlines.claim_reminder(deadline)
                assert said is not None
                found.append((moment.date().isoformat(), sorted(said.audiences), said.days_left))
    return found


def test_a_review_is_told_six_times_before_and_then_each_week(started):
    started(REVIEW, began="2026-01-05", due="2026-07-23", repeat_days=7)
    told = told_on_each_day("2026-01-06", 230)
    assert [(day, left) for day, _who, left in told] == [
        ("2026-04-24", 90), ("2026-05-24", 60), ("2026-06-23", 30), ("2026-07-09", 14), ("2026-07-16", 7),
        ("2026-07-23", 0), ("2026-07-30", -7), ("2026-08-06", -14), ("2026-08-13", -21), ("2026-08-20", -28),
    ]  # fmt: skip
    assert {tuple(who) for _day, who, _left in told} == {("manager", "owner")}


def test_what_is_long_overdue_when_its_clock_begins_is_told_at_once_and_then_each_week(started):
    started(REVIEW, began="2026-11-02", due="2025-07-23", repeat_days=7)
    told = told_on_each_day("2026-11-02", 15)
    assert [day for day, _who, _left in told] == ["2026-11-02", "2026-11-04", "2026-11-11"]
    assert told[0][2] == -467


def test_after_a_long_absence_only_the_latest_is_told(started):
    started(REVIEW, began="2026-01-05", due="2026-07-23", repeat_days=7)
    told = told_on_each_day("2026-07-10", 1)
    assert [left for _day, _who, left in told] == [13]


def test_escalation_counts_working_days_and_ends(started):
    """Friday 1 May 2026 is due; Monday 4 May is a bank holiday."""
    started(ACTION, began="2026-04-20", due="2026-05-01")
    assert told_on_each_day("2026-04-21", 60) == [
        ("2026-05-02", ["holder"], -1),
        ("2026-05-11", ["manager"], -10),
        ("2026-05-18", ["owner"], -17),
    ]


def test_the_morning_stays_six_over_the_change_of_the_clocks(started):
    deadline = started([row(0, "manager")], began="2026-10-01", due="2026-10-20", repeat_days=7)
    with time_machine.travel(at("2026-10-20"), tick=False):
        deadlines.claim_reminder(deadline)
    assert deadline.next_check_at.astimezone(LONDON).isoformat() == "2026-10-27T06:00:00+00:00"


def test_two_sweeps_tell_once(started):
    deadline = started([row(0, "manager")], began="2026-10-01", due="2026-10-20", repeat_days=7)
    same = Deadline.objects.select_related("rule__calendar").get(pk=deadline.pk)
    with time_machine.travel(at("2026-10-20"), tick=False):
        assert deadlines.claim_reminder(deadline) is not None
        assert deadlines.claim_reminder(same) is None


def test_a_met_deadline_is_never_told(started, cast: Cast):
    deadline = started([row(0, "manager")], began="2026-10-01", due="2026-10-20", repeat_days=7)
    with time_machine.travel(at("2026-10-20"), tick=False):
        deadlines.meet(cast.pia, ["x"])
        assert list(Deadline.objects.missed().filter(rule="x")) == []
        assert deadlines.claim_reminder(deadline) is None


def test_nothing_is_told_before_its_time(started):
    deadline = started(REVIEW, began="2026-01-05", due="2026-07-23")
    with time_machine.travel(at("2026-02-01"), tick=False):
        assert deadlines.claim_reminder(deadline) is None
    deadline.refresh_from_db()
    assert deadline.level == 0


def test_many_clocks_start_in_as_many_queries_as_one(started, cast: Cast, django_assert_num_queries):
    people = [cast.sam, cast.vera, cast.colin]
    started(REVIEW, began="2026-01-05", due="2026-07-23")
    with django_assert_num_queries(4):
        assert len(deadlines.start_all([cast.pia, *people], ["x"])) == len(people)


@pytest.mark.parametrize(
    ("since", "months", "due"),
    [("2024-07-23", 12, "2025-07-23"), ("2024-02-29", 12, "2025-02-28"), ("2026-08-31", 6, "2027-02-28")],
)
def test_months_end_on_the_same_day_or_the_last(started, since, months, due):
    rule = started([], began=since, due=due).rule
    rule.amount = months
    fresh = deadlines.working_days.due(rule, at(since))
    assert fresh.astimezone(LONDON).isoformat()[:19] == f"{due}T23:59:59"
