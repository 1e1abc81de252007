"""Asking for signatures: everybody in scope, once per major version; nobody who has left (S1.4, §6.8)."""

import uuid
from collections.abc import Iterable

from django.db import transaction

from policies.lifecycle import ACKNOWLEDGE
from policies.models import AcknowledgementRequest, Policy, PolicyVersion
from policies.selectors import scope
from workflow import clock, deadlines, engine
from workflow.actors import System
from workflow.models import Audited, Deadline
from workflow.sweeps import sweep

RECONCILER = System("signatures")
Closing = AcknowledgementRequest.Closing


def sweep_requests() -> int:
    """Make requests agree with who is in scope today; returns how many policies had to change.

    Finds whatever a missed signal would have done: somebody began, left, or changed roles. When
    nothing did, it reads and writes nothing else.
    """
    wanting = [policy for policy, difference in scope.differences().items() if difference]
    sweep("policy signatures", scope.of_no_policy_in_force(), _release)
    return len(sweep("policy signatures", wanting, ask_for))


def _release(request: AcknowledgementRequest) -> None:
    """The policy is kept no longer: nobody signs it."""
    with transaction.atomic(durable=True):
        engine.lock(PolicyVersion, request.version_id)
        close(request, Closing.OUT_OF_SCOPE)


def ask_for(policy: Policy) -> None:
    """Ask whoever is in scope of the version in force and was not asked; release whoever is no longer."""
    with transaction.atomic(durable=True):
        engine.lock(Policy, policy.pk)
        difference = scope.differences([policy]).get(policy)
        if not difference:
            return
        version = engine.lock(PolicyVersion, difference.version_id)
        _ask(version, difference.missing)
        _ask_again(version, difference.returned)
        for request in AcknowledgementRequest.objects.filter(pk__in=difference.overtaken):
            close(request, Closing.SUPERSEDED)
        for request in AcknowledgementRequest.objects.filter(pk__in=difference.out_of_scope):
            close(request, Closing.OUT_OF_SCOPE)


def _ask(version: PolicyVersion, missing: dict[uuid.UUID, str]) -> None:
    """One event for all; the rows are made in bulk, whatever their number."""
    if not missing:
        return
    requests = AcknowledgementRequest.objects.bulk_create(
        AcknowledgementRequest(version=version, person_id=pk, kind=kind, asked_at=clock.now())
        for pk, kind in sorted(missing.items())
    )
    _start(version, requests)


def _ask_again(version: PolicyVersion, returned: Iterable[uuid.UUID]) -> None:
    """Somebody is in scope again who had gone out of it unsigned."""
    requests = list(AcknowledgementRequest.objects.filter(pk__in=returned))
    for request in requests:
        request.closed_at, request.closing, request.asked_at = None, "", clock.now()
        request.save(update_fields=["closed_at", "closing", "asked_at"])
    if requests:
        _start(version, requests)


def _start(version: PolicyVersion, requests: list[AcknowledgementRequest]) -> None:
    clocks = deadlines.start_all(requests, [ACKNOWLEDGE])
    engine.record(version, "ask", actor=RECONCILER, contents=[*requests, *clocks])


def close(request: AcknowledgementRequest, closing: str) -> None:
    """The system closes a request that nobody needs to answer any more, and its clock ends."""
    contents = closed(request, closing)
    engine.record(request.version, "release", actor=RECONCILER, contents=contents, reason=closing)


def closed(request: AcknowledgementRequest, closing: str) -> list[Audited]:
    """Close a request and end its clock, in the caller's transaction; returns the rows to be sealed."""
    request.closed_at, request.closing = clock.now(), closing
    request.save(update_fields=["closed_at", "closing"])
    met: list[Deadline] = deadlines.meet(request, [ACKNOWLEDGE])
    return [request, *met]
