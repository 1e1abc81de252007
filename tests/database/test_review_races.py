"""Two at once in a review, a source or the action plan: one outcome and one event, and nothing twice."""

import datetime as dt
from collections import Counter
from typing import Any

import pytest

from notifications.models import Message
from policies.actions import keeping, planning, reviewing, sources
from policies.models import PlanAction, Policy, PolicyVersion, Review, Source
from tests.cast import Cast
from tests.database.racing import DONE, ROUNDS, race
from tests.policies.signatures import make_policy, next_version
from workflow import clock
from workflow.models import AuditEvent, Deadline
from workflow.verification import verify

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("real_commits")]
rounds = pytest.mark.parametrize("turn", ROUNDS)


def ids(**rows: Any) -> dict[str, str]:
    return {name: str(row.pk) for name, row in rows.items()}


def events(obj: Any, *verbs: str) -> int:
    return AuditEvent.objects.filter(object_id=obj.pk, verb__in=verbs).count()


def yearly(cast: Cast) -> Review:
    return make_policy(cast, "practitioner").reviews.get()


def given(cast: Cast) -> PlanAction:
    return planning.add_action(actor=cast.maya, title="Renew it", owner=cast.pia, due_on=clock.today())


def cited(cast: Cast, *policies: Policy) -> Source:
    found = sources.add_source(
        actor=cast.maya, title="EYFS", standing="legal_duty", edition="2024", in_force_on=dt.date(2024, 1, 4)
    )
    for policy in policies:
        keeping.cite(policy, found, actor=cast.maya)
    return found


@rounds
def test_two_people_end_a_review(cast, turn):
    review = yearly(cast)
    said = race(*(("end_review", ids(review=review, actor=who)) for who in (cast.maya, cast.olive)))
    assert Counter(said) == {DONE: 1, "StaleState": 1}
    assert events(review, "no change") == 1
    assert Review.objects.get(pk=review.pk).answers.values("by").distinct().count() == 1
    assert review.policy.reviews.filter(state="open").count() == 1, "one next year, not two"
    assert verify() == []


@rounds
def test_one_ends_it_and_one_asks_for_a_version(cast, turn):
    review = yearly(cast)
    said = race(
        ("end_review", ids(review=review, actor=cast.maya)),
        ("ask_for_version", ids(review=review, actor=cast.olive)),
    )
    assert Counter(said) == {DONE: 1, "StaleState": 1}
    assert events(review, "no change", "change") == 1
    assert verify() == []


@rounds
def test_an_answer_while_it_ends_stands_or_is_refused(cast, turn):
    review = yearly(cast)
    said = race(
        ("end_review", ids(review=review, actor=cast.maya)),
        ("answer_review", ids(review=review, actor=cast.dan)),
    )
    assert said[0] == DONE
    assert said[1] in {DONE, "WrongState"}
    assert review.answers.filter(by=cast.dan).count() == (1 if said[1] == DONE else 0)
    assert verify() == []


@rounds
def test_two_answers_both_stand(cast, turn):
    review = yearly(cast)
    said = race(*(("answer_review", ids(review=review, actor=who)) for who in (cast.maya, cast.dan)))
    assert said == [DONE, DONE]
    assert review.answers.count() == 2
    assert verify() == []


@rounds
def test_it_is_taken_up_again_while_the_version_comes_into_force(cast, turn):
    """Whoever is first decides; the version begins in any case."""
    policy = make_policy(cast, "practitioner", since=clock.today() - dt.timedelta(days=30))
    review = policy.reviews.get()
    reviewing.change(review, actor=cast.maya, seen=0)
    with clock.at(clock.now() - dt.timedelta(days=3)):
        day = clock.today() + dt.timedelta(days=2)
        version = next_version(policy, cast, is_major=True, day=day)
    said = race(("look_again", ids(review=review, actor=cast.olive)), ("begin_version", ids(version=version)))
    assert said[1] == DONE
    assert said[0] in {DONE, "StaleState"}
    assert PolicyVersion.objects.get(pk=version.pk).began_at
    assert Review.objects.get(pk=review.pk).state == ("open" if said[0] == DONE else "done")
    assert review.policy.reviews.filter(state="open", reason="annual").count() == 1
    assert verify() == []


@rounds
def test_two_people_note_the_same_edition(cast, turn):
    policy = make_policy(cast, "practitioner")
    source = cited(cast, policy, keeping.add_policy(actor=cast.maya, code="aup", title="Acceptable use"))
    said = race(
        *(
            ("note_edition", {**ids(source=source, actor=who), "edition": "2025"})
            for who in (cast.maya, cast.olive)
        )
    )
    assert Counter(said) == {DONE: 1, "ValidationError": 1}
    assert source.editions.count() == 2
    assert Review.objects.filter(reason="source").count() == 2, "one of each policy that cites it"
    assert verify() == []


@rounds
def test_two_editions_at_once_both_open_a_review(cast, turn):
    source = cited(cast, make_policy(cast, "practitioner"))
    said = race(
        *(
            ("note_edition", {**ids(source=source, actor=cast.maya), "edition": name})
            for name in ("2025", "2026")
        )
    )
    assert said == [DONE, DONE]
    assert Review.objects.filter(reason="source").count() == 2
    assert verify() == []


@rounds
def test_two_sweeps_make_one_yearly_review(cast, turn):
    policy = keeping.add_policy(
        actor=cast.maya, code="aup", title="Acceptable use", link="https://example.org/",
        reviewed_on=clock.today(),
    )  # fmt: skip
    assert race(("sweep_reviews", {}), ("sweep_reviews", {})) == [DONE, DONE]
    assert policy.reviews.count() == 1
    assert verify() == []


@rounds
def test_one_verifies_and_one_cancels(cast, turn):
    action = given(cast)
    planning.claim(action, actor=cast.pia, seen=0, body="Done.")
    said = race(
        ("verify_action", ids(action=action, actor=cast.maya)),
        ("cancel_action", ids(action=action, actor=cast.olive)),
    )
    assert Counter(said) == {DONE: 1, "StaleState": 1}
    assert events(action, "verify", "cancel") == 1
    assert action.entries.filter(kind__in=["verified", "cancelled"]).count() == 1
    assert not Deadline.objects.open().of(action).exists()
    assert verify() == []


@rounds
def test_two_hand_it_over(cast, turn):
    action = given(cast)
    said = race(
        ("hand_over", {**ids(action=action, actor=cast.maya), "to": str(cast.sam.pk)}),
        ("hand_over", {**ids(action=action, actor=cast.olive), "to": str(cast.dan.pk)}),
    )
    assert Counter(said) == {DONE: 1, "StaleState": 1}
    assert events(action, "change") == 1
    assert Deadline.objects.open().of(action).count() == 1
    assert verify() == []


@rounds
def test_it_is_verified_while_it_is_reminded_of(cast, turn):
    action = given(cast)
    planning.claim(action, actor=cast.pia, seen=0, body="Done.")
    said = race(("verify_action", ids(action=action, actor=cast.maya)), ("remind", {"after_days": 1}))
    assert said == [DONE, DONE]
    assert not Deadline.objects.open().of(action).exists()
    assert Message.objects.filter(kind="plan-action", object_id=action.pk).count() <= 1
    assert verify() == []
