"""Which words were in force on a day: at most one version, the same as a plain reading of the dates says."""

import datetime as dt

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from policies.models import Policy, PolicyVersion
from policies.selectors.policy_page import history
from policies.selectors.scope import asked_versions
from workflow import clock

BEGIN = dt.date(2024, 1, 1)
DAYS = 25


def stored(days: dict[int, bool], retired: int | None) -> Policy:
    """A policy with a version published for each of `days` (offset → is it a major one), and one never published."""
    policy = Policy.objects.create(
        code="a", title="A", retired_on=BEGIN + dt.timedelta(retired) if retired is not None else None
    )
    for number, (offset, is_major) in enumerate(days.items(), start=1):
        version = PolicyVersion.objects.create(
            policy=policy,
            number=number,
            is_major=is_major,
            text_hash="0" * 64,
            effective_from=BEGIN + dt.timedelta(offset),
        )
        PolicyVersion.objects.filter(pk=version.pk)._move(state=PolicyVersion.State.PUBLISHED, is_frozen=True)
    PolicyVersion.objects.create(policy=policy, number=99, effective_from=BEGIN)
    return policy


def plainly(days: dict[int, bool], retired: int | None, on: int) -> int | None:
    """Slow and sure: day by day from the beginning, the offset of the version that is read on day `on`."""
    current = None
    for day in range(on + 1):
        if day in days:
            current = day
        if retired is not None and day >= retired:
            current = None
    return current


def to_be_signed(days: dict[int, bool], current: int | None) -> int | None:
    """The last major one up to it, or the very first."""
    if current is None:
        return None
    upto = sorted(day for day in days if day <= current)
    return next((day for day in reversed(upto) if days[day]), upto[0])


def offset_of(version: PolicyVersion | None) -> int | None:
    return (version.effective_from - BEGIN).days if version else None


@pytest.mark.django_db
@settings(max_examples=30, deadline=None)
@given(
    days=st.dictionaries(st.integers(0, DAYS), st.booleans(), max_size=8),
    retired=st.none() | st.integers(0, DAYS),
)
def test_every_day_has_the_version_that_a_plain_reading_finds(days, retired):
    with transaction.atomic():
        policy = stored(days, retired)
        told = told_by_history(policy)
        for on in range(DAYS + 2):
            day = BEGIN + dt.timedelta(on)
            expected = plainly(days, retired, on)
            wanted = [] if expected is None else [expected]
            assert [offset_of(one) for one in PolicyVersion.objects.in_force(day)] == wanted
            assert [offset for offset, span in told if day in span] == wanted
            asked = asked_versions([policy], day).get(policy.pk)
            assert offset_of(asked) == to_be_signed(days, expected)
        transaction.set_rollback(True)


def told_by_history(policy: Policy) -> list[tuple[int, set[dt.date]]]:
    """What the list of versions says: each version with its days from and to."""
    last = BEGIN + dt.timedelta(DAYS + 9)
    found = []
    for past in history(policy):
        end = past.until or last
        span = (end - past.version.effective_from).days + 1
        found.append(
            (
                offset_of(past.version),
                {past.version.effective_from + dt.timedelta(n) for n in range(max(span, 0))},
            )
        )
    return found


def test_today_is_meant_without_a_day(db):
    stored({0: True}, None)
    with clock.at(dt.datetime(2023, 12, 31, 23, 59, tzinfo=dt.UTC)):
        assert not PolicyVersion.objects.in_force().exists()
    with clock.at(dt.datetime(2024, 1, 1, 0, 0, tzinfo=dt.UTC)):
        assert PolicyVersion.objects.in_force().exists()
