"""Asking for signatures: everybody in scope, once per major version; nobody who has left (S1.4, §6.8)."""

import uuid
from collections.abc import Iterable

from django.db import transaction

from policies.lifecycle import ACKNOWLEDGE
from policies.models import AcknowledgementRequest, Policy, PolicyVersion
from policies.selectors import scope
from workflow import clock, deadlines, engine
from workflow.actors import System
from workflow.models import Audited
from workflow.sweeps import sweep

RECONCILER = System("signatures")
Closing = AcknowledgementRequest.Closing


def sweep_requests() -> int:
    """Make requests agree with who is in scope today; returns how many policies had to change.

    Finds whatever a missed signal would have done: somebody began, left, or changed roles. When
    nothing did, it reads and writes nothing else.
    """
    found = scope.differences(scope.asked_versions())
    retired = scope.of_retired_policies()
    sweep("policy signatures", retired, lambda version: _release(version, retired[version]))
    return len(sweep("policy signatures", [policy for policy in found if found[policy]], ask_for))


def _release(version: PolicyVersion, requests: list[AcknowledgementRequest]) -> None:
    """The policy is kept no longer: nobody signs it."""
    with transaction.atomic(durable=True):
        engine.lock(PolicyVersion, version.pk)
        _close([request.pk for request in requests], Closing.OUT_OF_SCOPE)


def ask_for(policy: Policy) -> None:
    """Ask whoever is in scope of the version in force and was not asked; release whoever is no longer."""
    with transaction.atomic(durable=True):
        engine.lock(Policy, policy.pk)
        asked = scope.asked_versions([policy])
        locked = _lock_versions(policy, asked.values())
        difference = scope.differences(asked).get(policy)
        if not difference:
            return
        version = locked[difference.version_id]
        _ask(version, difference.missing)
        _ask_again(version, difference.again)
        _close(difference.overtaken, Closing.SUPERSEDED)
        _close(difference.out_of_scope, Closing.OUT_OF_SCOPE)


def _lock_versions(policy: Policy, asked: Iterable[PolicyVersion]) -> dict[uuid.UUID, PolicyVersion]:
    """Every version whose requests may change, so that nobody's signature is overwritten meanwhile.

    Whoever answers holds one of them only; the policy's lock is held before by whoever takes several.
    """
    ids = scope.versions_with_open_requests(policy) | {version.pk for version in asked}
    return {pk: engine.lock(PolicyVersion, pk) for pk in sorted(ids)}


def _ask(version: PolicyVersion, missing: dict[uuid.UUID, str]) -> None:
    """One event for all; the rows are made in bulk, whatever their number."""
    requests = AcknowledgementRequest.objects.bulk_create(
        AcknowledgementRequest(version=version, person_id=pk, kind=kind, asked_at=clock.now())
        for pk, kind in sorted(missing.items())
    )
    _start(version, requests)


def _ask_again(version: PolicyVersion, again: dict[uuid.UUID, str]) -> None:
    """In scope again after going out of it unsigned, or to sign the whole policy instead of its notice."""
    requests = list(AcknowledgementRequest.objects.filter(pk__in=again).order_by("pk"))
    for request in requests:
        request.kind = again[request.pk]
        if request.closed_at is not None:
            request.closed_at, request.closing, request.asked_at = None, "", clock.now()
        request.save(update_fields=["kind", "closed_at", "closing", "asked_at"])
    _start(version, requests)


def _start(version: PolicyVersion, requests: list[AcknowledgementRequest]) -> None:
    if requests:
        clocks = deadlines.start_all(requests, [ACKNOWLEDGE])
        engine.record(version, "ask", actor=RECONCILER, contents=[*requests, *clocks])


def _close(ids: Iterable[uuid.UUID], closing: str) -> None:
    """The system closes what nobody needs to answer any more; their versions are locked. One event for each."""
    requests = AcknowledgementRequest.objects.open().filter(pk__in=ids).order_by("version_id", "pk")
    by_version: dict[PolicyVersion, list[AcknowledgementRequest]] = {}
    for request in requests.select_related("version"):
        by_version.setdefault(request.version, []).append(request)
    for version, rows in by_version.items():
        engine.record(version, "release", actor=RECONCILER, contents=closed(rows, closing), reason=closing)


def closed(requests: list[AcknowledgementRequest], closing: str) -> list[Audited]:
    """Close requests and end their clocks, in the caller's transaction; returns the rows to be sealed."""
    moment = clock.now()
    for request in requests:
        request.closed_at, request.closing = moment, closing
    ids = [request.pk for request in requests]
    AcknowledgementRequest.objects.filter(pk__in=ids).update(closed_at=moment, closing=closing)
    return [*requests, *deadlines.meet_all(requests, [ACKNOWLEDGE])]
