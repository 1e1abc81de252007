"""The only clock, which the demo may set for itself and for nobody else."""

import datetime as dt
import re
from contextlib import suppress
from pathlib import Path
from threading import Thread

import pytest
from django.conf import settings
from django.utils import timezone

from workflow import clock

NOON = dt.datetime(2026, 7, 1, 12, tzinfo=dt.UTC)
OWN_APPS = ("accounts", "incidents", "notifications", "pages", "workflow")


def test_now_is_aware_and_goes_on():
    before = timezone.now()
    assert before <= clock.now() <= timezone.now()


def test_at_holds_inside_and_ends_even_after_a_fault():
    with suppress(ZeroDivisionError), clock.at(NOON):
        assert clock.now() == NOON
        raise ZeroDivisionError
    assert clock.now() != NOON


def test_at_may_be_nested_and_answers_in_utc():
    with clock.at(NOON):
        with clock.at(NOON.astimezone(dt.timezone(dt.timedelta(hours=5)))):
            assert clock.now().tzinfo is dt.UTC
        assert clock.now() == NOON


def test_a_time_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="aware"), clock.at(dt.datetime(2026, 7, 1, 12)):  # noqa: DTZ001
        pass


def test_today_is_londons():
    """Half past midnight of summer time is still yesterday in UTC."""
    with clock.at(dt.datetime(2026, 7, 1, 23, 30, tzinfo=dt.UTC)):
        assert clock.today() == dt.date(2026, 7, 2)
    with clock.at(dt.datetime(2026, 1, 1, 23, 30, tzinfo=dt.UTC)):
        assert clock.today() == dt.date(2026, 1, 1)


def test_another_thread_never_sees_it():
    seen = []
    with clock.at(NOON):
        thread = Thread(target=lambda: seen.append(clock.now()))
        thread.start()
        thread.join()
    assert seen[0] != NOON


def test_nobody_asks_another_clock():
    other = re.compile(r"timezone\.now\(|datetime\.now\(|date\.today\(|localdate\(\)|utcnow\(")
    asking = {
        str(path.relative_to(settings.BASE_DIR))
        for app in OWN_APPS
        for path in Path(settings.BASE_DIR, app).rglob("*.py")
        if other.search(path.read_text(encoding="utf-8"))
    }
    assert asking == {"workflow/clock.py"}
