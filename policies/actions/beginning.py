"""What follows when a version comes into force: the one before is superseded, reviews end and begin."""

import uuid

from django.db import transaction

from policies.actions import asking, reviewing
from policies.models import Policy, PolicyVersion, Review
from workflow import clock, engine
from workflow.actors import System
from workflow.sweeps import sweep

CALENDAR = System("calendar")


def sweep_beginnings() -> int:
    """Note every published version whose day has come; returns how many. Safe to repeat."""
    due = PolicyVersion.objects.to_begin().order_by("effective_from")
    return len(sweep("policy beginnings", list(due), begin_now))


def begin_now(version: PolicyVersion) -> None:
    """Note that a version is in force, if its day has come; then ask for signatures.

    That it is in force needs no note: it is computed. What follows from it is done here, and
    by the sweep if nobody did.
    """
    if version.effective_from and version.effective_from <= clock.today():
        _begin(version.pk, version.policy_id)
        asking.ask_for(version.policy)


def catch_up(policy: Policy) -> None:
    """What the sweeps would do for one policy, for somebody who came before them. Safe to repeat."""
    due = PolicyVersion.objects.to_begin().filter(policy=policy)
    for version in due.order_by("effective_from"):
        begin_now(version)
    asking.ask_for(policy)


def _begin(version_id: uuid.UUID, policy_id: uuid.UUID) -> None:
    with transaction.atomic(durable=True):
        policy = engine.lock(Policy, policy_id)
        version = engine.lock(PolicyVersion, version_id)
        if version.began_at:
            return
        version.began_at = clock.now()
        version.save(update_fields=["began_at"])
        engine.record(version, "begin", actor=CALENDAR)
        _supersede_before(version)
        _renew_reviews(policy, version)


def _supersede_before(version: PolicyVersion) -> None:
    before = version.policy.versions.filter(
        state=PolicyVersion.State.PUBLISHED, effective_from__lt=version.effective_from
    )
    last = before.order_by("-effective_from").first()
    if last is not None:
        engine.record(last, "supersede", actor=CALENDAR)


def _renew_reviews(policy: Policy, version: PolicyVersion) -> None:
    """Reviews that waited for this version end with it; a yearly review that runs on stays as it is.

    A small correction is no review: only a policy that was never reviewed, or whose yearly review asked
    for this version, counts its next twelve months from now (S7.1).
    """
    changing = policy.reviews.filter(state=Review.State.CHANGING).order_by("pk")
    locked = [engine.lock(Review, pk) for pk in changing.values_list("pk", flat=True)]
    # Behind the lock: somebody may have taken it up again meanwhile.
    waiting = [review for review in locked if review.state == Review.State.CHANGING]
    for review in waiting:
        reviewing.finish(review, version)
    was_yearly = any(review.reason == Review.Reason.ANNUAL for review in waiting)
    if (was_yearly or policy.reviewed_on is None) and version.effective_from:
        reviewing.note_reviewed(policy, version.effective_from, actor=CALENDAR)
    reviewing.open_next(policy)
