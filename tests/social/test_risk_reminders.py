"""When an assessment is told of, to whom, and that it stops: as the data says; and what asks for a look (§6.4)."""

import datetime as dt

import pytest
from django.core import mail

from accounts.models import Person
from notifications import sweeps
from notifications.models import Message
from notifications.selectors import bell
from social.actions import noticing_change, reminding_of_risks, stopping
from social.models import Platform, RiskTrigger
from tests.social.risk_rows import account, approved, in_review, platform, step, stored, tool
from workflow import clock
from workflow.verification import verify
from workflow.working_days import LONDON

MONDAY = dt.date(2026, 3, 23)


def on(day: dt.date, hour: int = 7):
    return clock.at(dt.datetime.combine(day, dt.time(hour), tzinfo=LONDON))


def told(first: dt.date, last: dt.date) -> dict[dt.date, set[str]]:
    """Day → given names of whom a review was told to, sweeping each morning."""
    names = dict(Person.objects.values_list("pk", "given_name"))
    found: dict[dt.date, set[str]] = {}
    for number in range((last - first).days + 1):
        day = first + dt.timedelta(days=number)
        before = set(Message.objects.filter(kind="risk-due").values_list("pk", flat=True))
        with on(day):
            reminding_of_risks.sweep_reminders()
        new = Message.objects.filter(kind="risk-due").exclude(pk__in=before)
        if new:
            found[day] = {names[pk] for pk in new.values_list("recipient_id", flat=True)}
    return found


@pytest.fixture
def row(cast):
    """Dan's, approved on a Monday for two hundred days."""
    with on(MONDAY):
        return approved(platform(), cast, days=200)


def test_90_30_14_7_and_0_days_before_then_to_the_owner_too(row, cast):
    due = row.next_review_on
    days = told(due - dt.timedelta(days=95), due + dt.timedelta(days=9))
    assert [(due - day).days for day in days] == [90, 30, 14, 7, 0, -1, -8]
    assert {day: who for day, who in days.items() if day <= due and who != {"Dan", "Maya"}} == {}
    assert days[due + dt.timedelta(days=1)] == {"Dan", "Maya", "Olive"}
    assert verify() == []


def test_it_stops_when_a_new_version_is_approved_or_it_is_withdrawn(row, cast):
    due = row.next_review_on
    told(due - dt.timedelta(days=90), due - dt.timedelta(days=90))
    with on(due - dt.timedelta(days=60)):
        assert any(message.kind == "risk-due" for message in bell(cast.dan))
        second = approved(platform(), cast, days=300)
        assert not any(message.kind == "risk-due" for message in bell(cast.dan))
    assert told(due - dt.timedelta(days=31), due) == {}
    with on(due):
        step(stopping.withdraw, second, cast.maya, body="No.")
    assert told(second.next_review_on - dt.timedelta(days=1), second.next_review_on) == {}


def test_new_terms_ask_for_a_look_once_and_again_when_they_change_again(cast):
    with on(MONDAY):
        rows = [approved(platform(), cast), approved(account(cast), cast), approved(tool(cast), cast)]
        assert noticing_change.sweep_terms() == 0
        Platform.objects.filter(pk="facebook").update(edition="March 2026")
        assert noticing_change.sweep_terms() == 2
        assert noticing_change.sweep_terms() == 0
    assert {one.assessment_id for one in RiskTrigger.objects.filter(reason="terms", by=None)} == {
        rows[0].pk,
        rows[1].pk,
    }
    # At once, then as the data says; what it covers is covered meanwhile.
    days = told(MONDAY, MONDAY + dt.timedelta(days=30))
    assert [(day - MONDAY).days for day in days] == [0, 14, 21, 28, 29]
    assert stored(rows[0]).state == "approved"
    with on(MONDAY + dt.timedelta(days=31)):
        Platform.objects.filter(pk="facebook").update(terms_checked_on=MONDAY)
        assert noticing_change.sweep_terms() == 2
        approved(platform(), cast)
        assert noticing_change.sweep_terms() == 0
    assert verify() == []


def test_whoever_decides_is_told_and_leaders_at_once_when_it_is_off(cast):
    row = in_review(account(cast), cast)
    assert [message.kind for message in bell(cast.maya)] == ["risk-waits"]
    assert bell(cast.olive) == []
    row = approved(tool(cast), cast)
    step(stopping.suspend, row, cast.dan, body="Strange posts of Kit.")
    sweeps.sweep_outbox()
    assert {address for one in mail.outbox for address in one.to} == {
        "olive@example.org", "maya@example.org", "dan@example.org"
    }  # fmt: skip
    said = "".join(f"{one.subject} {one.body}" for one in mail.outbox)
    assert "No longer to be used: Story time" in said
    assert "Strange" not in said
    assert "Kit" not in said
    step(stopping.restore, row, cast.maya, body="Fine.")
    assert not any(message.kind == "risk-off" for message in bell(cast.olive))
