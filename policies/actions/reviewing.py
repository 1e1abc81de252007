"""Reviews: opened by the calendar or a reason, answered question by question, and ended (S7.1, §6.8)."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Person
from policies import evidence
from policies.lifecycle import REVIEW_DUE, REVIEW_UNSCHEDULED
from policies.models import Policy, PolicyVersion, Review, ReviewAnswer, SourceEdition
from workflow import clock, engine
from workflow.actors import Actor, System
from workflow.models import DeadlineRule

CALENDAR = System("calendar")
END_OF_DAY = dt.time(23, 59, 59)


def open_review(policy: Policy, *, actor: Actor, reason: str, note: str) -> Review:
    """Open a review beside the yearly one, because something changed. Raises ValidationError or NotAllowed."""
    if reason == Review.Reason.ANNUAL:
        raise ValidationError({"reason": _("The yearly review is opened by the calendar.")})
    if not note.strip():
        raise ValidationError({"note": _("Say what happened, without naming anybody.")})
    with transaction.atomic(durable=True):
        locked = engine.lock(Policy, policy.pk)
        return _open(locked, actor, reason=reason, note=note, due_on=_unscheduled_due())


def open_for_edition(policy: Policy, edition: SourceEdition) -> Review | None:
    """A source has a new edition: review what cites it, once, in the caller's transaction (S1.1, S7.1)."""
    if policy.reviews.filter(edition=edition).exists():
        return None
    return _open(
        policy, CALENDAR, reason=Review.Reason.SOURCE, edition=edition, due_on=_unscheduled_due(), note=""
    )


def open_next(policy: Policy) -> Review | None:
    """The next yearly review, in the caller's transaction with the policy locked; None if one is open."""
    due_on = policy.review_due_on
    if due_on is None or policy.reviews.filter(reason=Review.Reason.ANNUAL).open().exists():
        return None
    return _open(policy, CALENDAR, reason=Review.Reason.ANNUAL, due_on=due_on, note="")


def _open(policy: Policy, actor: Actor, *, due_on: dt.date, reason: str, **said: Any) -> Review:
    review = Review(policy=policy, reason=reason, due_on=due_on, opened_at=clock.now(), **said)
    rule = REVIEW_DUE if reason == Review.Reason.ANNUAL else REVIEW_UNSCHEDULED
    engine.create(review, "open", actor=actor, opens=[rule], due_at=clock.london(due_on, END_OF_DAY))
    return review


def _unscheduled_due() -> dt.date:
    rule = DeadlineRule.objects.get(pk=REVIEW_UNSCHEDULED)
    return clock.today() + dt.timedelta(days=rule.amount)


def answer(review: Review, *, actor: Person, question: str, body: str) -> ReviewAnswer:
    """Say what the evidence means. An earlier answer stays on record. Raises ValidationError or NotAllowed."""
    if question not in {one.code for one in evidence.questions()}:
        raise ValidationError({"question": _("There is no such question.")})
    if not body.strip():
        raise ValidationError({"body": _("Write what you found, or that there was nothing.")})
    row = ReviewAnswer(review=review, question=question, body=body, by=actor, at=clock.now())
    with transaction.atomic(durable=True):
        engine.record(review, "answer", actor=actor, contents=[row])
        row.save(force_insert=True)
    return row


def unanswered(review: Review) -> list[evidence.Evidence]:
    """The questions to which nobody has said anything yet."""
    said = set(review.answers.values_list("question", flat=True))
    return [one for one in evidence.questions() if one.code not in said]


def no_change(review: Review, *, actor: Person, seen: int) -> None:
    """Nothing needs to change: every question was answered, and the next year begins today.

    Raises ValidationError naming what is unanswered; NotAllowed, WrongState or StaleState.
    """
    with transaction.atomic(durable=True):
        policy = engine.lock(Policy, review.policy_id)
        locked = engine.lock(Review, review.pk)
        missing = unanswered(locked)
        if missing:
            raise ValidationError(
                _("Answer first: %(questions)s.")
                % {"questions": ", ".join(str(one.title) for one in missing)}
            )
        changes = _done(Review.Outcome.NO_CHANGE, by=actor)
        engine.advance(locked, "no change", actor=actor, version=seen, changes=changes)
        if locked.reason == Review.Reason.ANNUAL:
            policy.reviewed_on = clock.today()
            policy.save(update_fields=["reviewed_on"])
            engine.record(policy, "reviewed", actor=actor, contents=[policy])
            open_next(policy)


def change(review: Review, *, actor: Person, seen: int) -> None:
    """A new version is needed: the review waits for it, and its clock runs on."""
    with transaction.atomic(durable=True):
        locked = engine.lock(Review, review.pk)
        engine.advance(
            locked, "change", actor=actor, version=seen, changes={"outcome": Review.Outcome.CHANGE}
        )


def look_again(review: Review, *, actor: Person, seen: int) -> None:
    """No new version after all: the review is to be done still."""
    with transaction.atomic(durable=True):
        locked = engine.lock(Review, review.pk)
        engine.advance(locked, "look again", actor=actor, version=seen, changes={"outcome": ""})


def finish(review: Review, version: PolicyVersion) -> None:
    """The version that it asked for is in force; in the caller's transaction, with the review locked."""
    changes = _done(Review.Outcome.CHANGE, by=None) | {"version": version}
    engine.advance(review, "changed", actor=CALENDAR, version=review.version, changes=changes)


def _done(outcome: str, *, by: Person | None) -> dict[str, Any]:
    return {"outcome": outcome, "done_by": by, "done_at": clock.now()}
