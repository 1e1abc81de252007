"""When reviews and planned actions are told of, to whom, and that it stops: as the data says (§6.10, S7.1)."""

import datetime as dt

import pytest
from django.core import mail

from accounts.models import Person
from notifications import sweeps
from notifications.models import Message
from notifications.selectors import bell
from policies import evidence
from policies.actions import keeping, planning, reminding, reviewing
from policies.models import PlanAction, Policy, Review
from tests.cast import make_person
from workflow import clock
from workflow.verification import verify
from workflow.working_days import LONDON

# A Monday; Good Friday and Easter Monday (3 and 6 April 2026) come within ten working days after its action is due.
MONDAY = dt.date(2026, 3, 23)


def on(day: dt.date, hour: int = 7):
    return clock.at(dt.datetime.combine(day, dt.time(hour), tzinfo=LONDON))


def told(kind: str, first: dt.date, last: dt.date) -> dict[dt.date, set[str]]:
    """Day → given names of whom messages of `kind` were queued for, sweeping each morning."""
    names = dict(Person.objects.values_list("pk", "given_name"))
    found: dict[dt.date, set[str]] = {}
    day = first
    while day <= last:
        before = set(Message.objects.filter(kind=kind).values_list("pk", flat=True))
        with on(day):
            reminding.sweep_reminders()
        new = Message.objects.filter(kind=kind).exclude(pk__in=before)
        if new:
            found[day] = {names[pk] for pk in new.values_list("recipient_id", flat=True)}
        day += dt.timedelta(days=1)
    return found


@pytest.fixture
def policy(cast) -> Policy:
    """Last reviewed on a Monday; its next review is due a year later."""
    with on(MONDAY):
        made = keeping.add_policy(
            actor=cast.maya,
            code="aup",
            title="Acceptable use",
            link="https://example.org/",
            reviewed_on=MONDAY,
        )
        reviewing.sweep_reviews()
    return made


@pytest.fixture
def action(cast) -> PlanAction:
    """Pia's, due on Monday."""
    with on(MONDAY - dt.timedelta(days=7)):
        return planning.add_action(actor=cast.maya, title="Renew it", owner=cast.pia, due_on=MONDAY)


class TestReviews:
    def test_90_60_30_14_7_and_0_days_before_and_then_each_week(self, policy, cast):
        due = policy.reviews.get().due_on
        days = told("policy-review", MONDAY + dt.timedelta(days=1), due + dt.timedelta(days=22))
        assert [(due - day).days for day in days] == [90, 60, 30, 14, 7, 0, -7, -14, -21]
        assert set(map(frozenset, days.values())) == {frozenset({"Maya", "Olive"})}
        assert verify() == []

    def test_it_stops_when_it_is_done_and_begins_again_next_year(self, policy, cast):
        review = policy.reviews.get()
        with on(review.due_on - dt.timedelta(days=60)):
            reviewing.no_change(
                review, actor=cast.maya, seen=0, said={one.code: "Fine." for one in evidence.questions()}
            )
        following = policy.reviews.get(state="open")
        assert told("policy-review", review.due_on - dt.timedelta(days=59), review.due_on) == {}
        first = following.due_on - dt.timedelta(days=90)
        assert list(told("policy-review", first - dt.timedelta(days=3), first)) == [first]

    def test_what_was_told_is_seen_no_more_once_it_is_done(self, policy, cast):
        review = policy.reviews.get()
        told("policy-review", review.due_on, review.due_on)
        with on(review.due_on, 9):
            assert bell(cast.maya)
            reviewing.no_change(
                review, actor=cast.olive, seen=0, said={one.code: "Fine." for one in evidence.questions()}
            )
            assert bell(cast.maya) == []

    def test_a_review_beside_the_yearly_one_is_told_at_once_and_then_weekly(self, policy, cast):
        with on(MONDAY):
            extra = reviewing.open_review(policy, actor=cast.dan, reason="concern", note="Word got round.")
        days = told("policy-review", MONDAY, extra.due_on + dt.timedelta(days=8))
        assert [(extra.due_on - day).days for day in days] == [28, 14, 7, 0, -7]

    def test_a_policy_that_is_kept_no_longer_is_not_reminded_of(self, policy, cast):
        due = policy.reviews.get().due_on
        with on(due - dt.timedelta(days=95)):
            keeping.retire(policy, actor=cast.maya, retired_on=clock.today())
            reviewing.sweep_reviews()
        assert told("policy-review", due - dt.timedelta(days=94), due) == {}


class TestActions:
    def test_it_escalates_to_its_owner_the_manager_and_the_owner_of_the_setting(self, action, cast):
        """One day, five and ten working days late: Easter does not count."""
        days = told("plan-action", MONDAY - dt.timedelta(days=6), MONDAY + dt.timedelta(days=60))
        assert days == {
            MONDAY: {"Pia"},
            MONDAY + dt.timedelta(days=1): {"Pia"},
            dt.date(2026, 3, 30): {"Maya"},
            dt.date(2026, 4, 8): {"Olive"},
        }
        assert verify() == []

    def test_said_to_be_done_it_presses_its_owner_no_more_and_still_escalates(self, action, cast):
        with on(MONDAY):
            reminding.sweep_reminders()
            assert len(bell(cast.pia)) == 2
            planning.claim(action, actor=cast.pia, seen=0, body="Done.")
            assert bell(cast.pia) == []
        days = told("plan-action", MONDAY + dt.timedelta(days=2), MONDAY + dt.timedelta(days=30))
        assert set.union(*days.values()) == {"Maya", "Olive"}

    def test_verified_or_cancelled_it_is_told_of_no_more(self, action, cast):
        with on(MONDAY):
            planning.cancel(action, actor=cast.maya, seen=0, body="No need.")
        assert told("plan-action", MONDAY, MONDAY + dt.timedelta(days=40)) == {}

    def test_handed_over_it_is_told_to_whoever_has_it_now(self, action, cast):
        with on(MONDAY - dt.timedelta(days=1)):
            planning.change_action(
                action, actor=cast.maya, drawn=planning.as_drawn(PlanAction.objects.get(pk=action.pk)),
                why="Away.", title="Renew it", owner=cast.sam, due_on=MONDAY,
            )  # fmt: skip
        assert told("plan-action", MONDAY, MONDAY) == {MONDAY: {"Sam"}}

    def test_put_off_the_clock_begins_anew(self, action, cast):
        later = MONDAY + dt.timedelta(days=7)
        with on(MONDAY - dt.timedelta(days=1)):
            planning.change_action(
                action, actor=cast.maya, drawn=planning.as_drawn(PlanAction.objects.get(pk=action.pk)),
                why="Away.", title="Renew it", owner=cast.pia, due_on=later,
            )  # fmt: skip
        assert list(told("plan-action", MONDAY - dt.timedelta(days=1), later + dt.timedelta(days=1))) == [
            later,
            later + dt.timedelta(days=1),
        ]

    def test_messages_name_neither_the_action_nor_anybody(self, action, cast):
        with on(MONDAY):
            reminding.sweep_reminders()
            sweeps.send_digests()
        said = "".join(f"{one.subject} {one.body}" for one in mail.outbox)
        assert "An action of the action plan is due" in said
        assert "Renew" not in said
        assert "Novak" not in said


def test_whoever_is_manager_today_is_told_and_whoever_was_is_not(policy, cast):
    review: Review = policy.reviews.get()
    nora = make_person("Nora", "Bell", "manager")
    days = told("policy-review", review.due_on, review.due_on)
    assert days[review.due_on] == {"Maya", "Olive", "Nora"}
    assert nora.is_leader
