"""Reviews: opened by the calendar or a reason, answered question by question, and ended (S7.1, §6.8)."""

import datetime as dt
from collections.abc import Mapping
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
from workflow.sweeps import sweep

CALENDAR = System("calendar")
END_OF_DAY = dt.time(23, 59, 59)
Reason = Review.Reason
# What people notice; the calendar opens the yearly ones.
BY_PEOPLE = (Reason.SOURCE, Reason.CONCERN, Reason.TECHNOLOGY, Reason.LESSON)


def open_review(policy: Policy, *, actor: Actor, reason: str, note: str) -> Review:
    """Open a review beside the yearly one, because something changed. Raises ValidationError or NotAllowed.

    `note` is read by every leader: no fact of a case, and nobody's name.
    """
    if reason not in BY_PEOPLE:
        raise ValidationError({"reason": _("The yearly review is opened by the calendar.")})
    if not note.strip():
        raise ValidationError({"note": _("Say what happened, without naming anybody.")})
    with transaction.atomic(durable=True):
        locked = engine.lock(Policy, policy.pk)
        if not locked.is_kept:
            raise ValidationError(_("This policy is kept no longer."))
        return _open(locked, actor, reason=reason, note=note, due_on=_unscheduled_due())


def open_for_edition(policy: Policy, edition: SourceEdition) -> Review | None:
    """A source has a new edition: review what cites it, once, in the caller's transaction (S1.1, S7.1)."""
    if policy.reviews.filter(edition=edition).exists():
        return None
    return _open(
        policy, CALENDAR, reason=Review.Reason.SOURCE, edition=edition, due_on=_unscheduled_due(), note=""
    )


def note_reviewed(policy: Policy, day: dt.date, *, actor: Actor) -> None:
    """The policy was last reviewed on `day`, if nothing later is known; in the caller's transaction, locked."""
    if policy.reviewed_on is None or policy.reviewed_on < day:
        policy.reviewed_on = day
        policy.save(update_fields=["reviewed_on"])
        engine.record(policy, "reviewed", actor=actor, contents=[policy])


def open_next(policy: Policy) -> Review | None:
    """The next yearly review, in the caller's transaction with the policy locked; None if one is open.

    One that is open moves to the day on which it is due now: the months between reviews may have changed.
    """
    due_on = policy.review_due_on
    if due_on is None:
        return None
    running = policy.reviews.filter(reason=Reason.ANNUAL).open().first()
    if running is None:
        return _open(policy, CALENDAR, reason=Reason.ANNUAL, due_on=due_on, note="")
    if running.due_on != due_on:
        _move_day(running, due_on)
    return None


def _move_day(review: Review, due_on: dt.date) -> None:
    locked = engine.lock(Review, review.pk)
    locked.due_on = due_on
    locked.save(update_fields=["due_on"])
    clocks = [REVIEW_DUE]
    due_at = clock.london(due_on, END_OF_DAY)
    engine.record(
        locked, "move", actor=CALENDAR, contents=[locked], meets=clocks, opens=clocks, due_at=due_at
    )


def _open(policy: Policy, actor: Actor, *, due_on: dt.date, reason: str, **said: Any) -> Review:
    review = Review(policy=policy, reason=reason, due_on=due_on, opened_at=clock.now(), **said)
    rule = REVIEW_DUE if reason == Review.Reason.ANNUAL else REVIEW_UNSCHEDULED
    engine.create(review, "open", actor=actor, opens=[rule], due_at=clock.london(due_on, END_OF_DAY))
    return review


def _unscheduled_due() -> dt.date:
    rule = DeadlineRule.objects.get(pk=REVIEW_UNSCHEDULED)
    return clock.today() + dt.timedelta(days=rule.amount)


def answer(review: Review, *, actor: Person, said: Mapping[str, str]) -> list[ReviewAnswer]:
    """Say what the evidence means: question code → words. Earlier answers stay on record; the last one counts.

    Any leader may. Raises NotAllowed, WrongState, or ValidationError for a question that does not exist.
    """
    with transaction.atomic(durable=True):
        locked = engine.lock(Review, review.pk)
        return _answer(locked, actor, said)


def _answer(review: Review, actor: Person, said: Mapping[str, str]) -> list[ReviewAnswer]:
    written = {code: body for code, body in said.items() if body.strip()}
    if not written.keys() <= {one.code for one in evidence.questions()}:
        raise ValidationError(_("One of these questions is not asked any more."))
    rows = [
        ReviewAnswer(review=review, question=code, body=body, by=actor, at=clock.now())
        for code, body in written.items()
    ]
    if rows:
        engine.record(review, "answer", actor=actor, contents=rows)
        ReviewAnswer.objects.bulk_create(rows)
    return rows


def unanswered(review: Review) -> list[evidence.Evidence]:
    """The questions to which nobody has said anything yet."""
    said = set(review.answers.values_list("question", flat=True))
    return [one for one in evidence.questions() if one.code not in said]


def no_change(review: Review, *, actor: Person, seen: int, said: Mapping[str, str] | None = None) -> None:
    """Nothing needs to change: every question was answered, `said` among it. A yearly review begins the next year.

    Raises ValidationError with the codes of what is unanswered; NotAllowed, WrongState or StaleState.
    """
    with transaction.atomic(durable=True):
        policy = engine.lock(Policy, review.policy_id)
        locked = engine.lock(Review, review.pk)
        _check_seen(locked, seen)
        _answer(locked, actor, said or {})
        missing = unanswered(locked)
        if missing:
            raise ValidationError(
                {one.code: _("“%(title)s”: answer this first.") % {"title": one.title} for one in missing}
            )
        changes = _done(Review.Outcome.NO_CHANGE, by=actor)
        engine.advance(locked, "no change", actor=actor, version=seen, changes=changes)
        if locked.reason == Reason.ANNUAL:
            note_reviewed(policy, clock.today(), actor=actor)
            open_next(policy)


def change(review: Review, *, actor: Person, seen: int, said: Mapping[str, str] | None = None) -> None:
    """A new version is needed: the review waits for it, and its clock runs on. Raises as `no_change` does."""
    _move(review, "change", actor, seen, said, outcome=Review.Outcome.CHANGE)


def look_again(review: Review, *, actor: Person, seen: int, said: Mapping[str, str] | None = None) -> None:
    """No new version after all: the review is to be done still."""
    _move(review, "look again", actor, seen, said, outcome="")


def _move(
    review: Review, step: str, actor: Person, seen: int, said: Mapping[str, str] | None, *, outcome: str
) -> None:
    with transaction.atomic(durable=True):
        locked = engine.lock(Review, review.pk)
        _check_seen(locked, seen)
        _answer(locked, actor, said or {})
        engine.advance(locked, step, actor=actor, version=seen, changes={"outcome": outcome})


def _check_seen(review: Review, seen: int) -> None:
    """Before anything else: whoever was slower hears of it, not of what is unanswered."""
    if review.version != seen:
        raise engine.StaleState("review")


def finish(review: Review, version: PolicyVersion) -> None:
    """The version that it asked for is in force; in the caller's transaction, with the review locked."""
    changes = _done(Review.Outcome.CHANGE, by=None) | {"new_version": version}
    engine.advance(review, "changed", actor=CALENDAR, version=review.version, changes=changes)


def _done(outcome: str, *, by: Person | None) -> dict[str, Any]:
    return {"outcome": outcome, "done_by": by, "done_at": clock.now()}


def sweep_reviews() -> int:
    """Make reviews agree with the policies that are kept today; returns how many policies had to change.

    A policy whose text is kept elsewhere is reviewed too (S2.1), though no version of it ever begins;
    one that is kept no longer has no review to do. Reads and writes nothing else when nothing is amiss.
    """
    kept = Policy.objects.kept()
    reviewed = Review.objects.open().filter(reason=Reason.ANNUAL).values("policy")
    without = kept.exclude(reviewed_on=None).exclude(pk__in=reviewed)
    left = Policy.objects.exclude(pk__in=kept.values("pk")).filter(reviews__in=Review.objects.open())
    wanting = [*without, *left.distinct()]
    return sum(sweep("policy reviews", wanting, reconcile))


def reconcile(policy: Policy) -> int:
    """The next yearly review of a policy that is kept; no review of one that is not. 1 if anything changed."""
    with transaction.atomic(durable=True):
        locked = engine.lock(Policy, policy.pk)
        if locked.is_kept:
            return int(open_next(locked) is not None)
        running = list(locked.reviews.open().order_by("pk"))
        for row in running:
            review = engine.lock(Review, row.pk)
            changes = _done(Review.Outcome.LAPSED, by=None)
            engine.advance(review, "lapse", actor=CALENDAR, version=review.version, changes=changes)
        return int(bool(running))
