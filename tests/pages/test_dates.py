"""Dates and times as people read them, on both sides of the clock change."""

from datetime import UTC, date, datetime

import pytest

from pages.templatetags.dates import nice_date, nice_datetime, nice_time, nice_when, time_tag


@pytest.mark.parametrize(
    ("stored", "read"),
    [
        (datetime(2024, 7, 23, 14, 5, tzinfo=UTC), "23 July 2024 at 3:05pm"),
        (datetime(2024, 1, 23, 14, 5, tzinfo=UTC), "23 January 2024 at 2:05pm"),
        (datetime(2024, 7, 22, 23, 30, tzinfo=UTC), "23 July 2024 at 12:30am"),
        (datetime(2024, 12, 1, 12, 0, tzinfo=UTC), "1 December 2024 at 12:00pm"),
    ],
)
def test_times_are_read_in_london(stored: datetime, read: str) -> None:
    assert nice_datetime(stored) == read


@pytest.mark.parametrize(
    ("stored", "read"),
    [
        (datetime(2024, 7, 22, 23, 0, tzinfo=UTC), "23 July 2024"),
        (datetime(2024, 1, 23, 0, 0, tzinfo=UTC), "23 January 2024"),
        (datetime(2024, 7, 23, 0, 0, tzinfo=UTC), "23 July 2024 at 1:00am"),
        (None, ""),
    ],
)
def test_no_hour_is_made_up_where_only_the_day_is_known(stored: datetime | None, read: str) -> None:
    assert nice_when(stored) == read


def test_a_day_has_no_time_zone() -> None:
    assert nice_date(date(2024, 7, 23)) == "23 July 2024"
    assert time_tag(date(2024, 7, 23)) == '<time datetime="2024-07-23">23 July 2024</time>'


def test_the_time_tag_holds_the_exact_moment() -> None:
    tag = time_tag(datetime(2024, 7, 23, 14, 5, tzinfo=UTC))
    assert tag == '<time datetime="2024-07-23T15:05:00+01:00">23 July 2024 at 3:05pm</time>'


def test_nothing_is_drawn_as_nothing() -> None:
    assert [nice_date(None), nice_time(None), nice_datetime(None), time_tag(None)] == ["", "", "", ""]


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="naive"):
        nice_time(datetime(2024, 7, 23, 14, 5))  # noqa: DTZ001
