"""A year of reminders: never two mails a day, none at weekends, and the most that each role gets.

The figures stand in docs/messages.md.
"""

import pytest

from notifications.models import Message
from policies.models import AcknowledgementRequest, Review
from tests.policies.year import FIRST, Year
from workflow.models import Deadline
from workflow.verification import verify
from workflow.working_days import bank_holidays

SHORT = 42
# Role → the greatest number of mails in a week, and in the year.
MOST_IN_A_YEAR = {
    "owner": (3, 54),
    "manager": (3, 61),
    "practitioner": (2, 32),
    "visitor": (1, 1),
    "parent": (1, 4),
}


def check(year: Year) -> None:
    for name, days in year.mails.items():
        assert len(days) == len(set(days)), f"{name} had two mails on one day"
        assert all(day.weekday() < 5 and day not in bank_holidays(day.year) for day in days), name
    # Nothing is told of what was met, and nothing that was told stays in the outbox.
    assert not Message.objects.filter(failed_at__isnull=False).exists()
    closed = AcknowledgementRequest.objects.exclude(closed_at=None).values("pk")
    assert not Deadline.objects.open().filter(object_id__in=closed).exists()
    assert verify() == []


@pytest.mark.timeout(120)
def test_six_weeks(cast):
    year = Year(cast)
    year.live(SHORT)
    check(year)
    for role, (week, _whole) in year.most().items():
        assert week <= MOST_IN_A_YEAR[role][0], role


@pytest.mark.nightly
@pytest.mark.timeout(900)
def test_a_year(cast):
    year = Year(cast)
    year.live(365)
    check(year)
    assert set(year.mails) >= {"Olive", "Maya", "Omar", "Nora"}
    # Whoever signs within the week is never written to.
    assert set(year.mails).isdisjoint({"Iris", "Hal", "June", "Tom"})
    assert not [day for day in year.mails["Gus"] if (day - FIRST).days > 151], "told after leaving"
    assert not Review.objects.open().filter(due_on__lt=FIRST).exists()
    assert year.most() == MOST_IN_A_YEAR
