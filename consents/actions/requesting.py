"""Asking: by itself of whoever decides for a child and has not said, to the last word, where it may be shown.

Whatever the state of a request, no answer is No. What the sweep does once more, a signal only hurries.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Child, Person
from consents.actions import campaigning
from consents.actions.inviting import invite
from consents.actions.locking import lock_children
from consents.lifecycle import ASK
from consents.models import AnswerDraft, Request
from consents.selectors import needs
from consents.selectors.needs import Need
from notifications.recipients import find
from workflow import clock, deadlines, engine
from workflow.actors import System
from workflow.models import Deadline
from workflow.sweeps import sweep

ASKING = System("picture requests")
State = Request.State
BATCH = 1000


def sweep_requests(child_ids: Iterable[uuid.UUID] | None = None) -> int:
    """Make requests agree with who decides for whom today; returns how many people were asked.

    When nothing has changed, it reads and writes nothing else.
    """
    campaigning.open_yearly()
    sweep("picture requests not needed", needs.not_needed(), overtake)
    sweep("picture requests on paper", Request.objects.filter(state=State.PAPER), _mail_after_all)
    by_person: dict[uuid.UUID, list[Need]] = defaultdict(list)
    for need in needs.to_ask(child_ids):
        by_person[need.person_id].append(need)
    return len(sweep("picture requests", by_person, lambda pk: ask(pk, by_person[pk])))


def ask(person_id: uuid.UUID, wanted: list[Need]) -> None:
    """Ask one person about each of these children, by one mail for all of them."""
    ids = [need.child_id for need in wanted]
    with transaction.atomic(durable=True):
        lock_children(ids)
        # Behind the locks: somebody else may have asked, or they may have answered.
        still = [need for need in needs.to_ask(ids) if need.person_id == person_id]
        has_address = _has_address(person_id)
        for need in still:
            if need.campaign_id:
                _take_the_place_of_earlier(need)
            request = Request(
                child_id=need.child_id,
                person_id=person_id,
                reason=need.reason,
                campaign_id=need.campaign_id,
                asked_at=clock.now(),
            )
            engine.create(request, "ask", actor=ASKING, opens=[ASK], reason=need.reason)
            if not has_address:
                engine.advance(request, "paper", actor=ASKING, version=request.version)
        if still and has_address:
            invite(person_id)


def _take_the_place_of_earlier(need: Need) -> None:
    """One open request each: that of a campaign, with its own thirty days, follows an open one before it."""
    before = Request.objects.open().filter(child=need.child_id, person=need.person_id)
    for pk in before.values_list("pk", flat=True):
        locked = engine.lock(Request, pk)
        engine.advance(locked, "overtake", actor=ASKING, version=locked.version)


def _has_address(person_id: uuid.UUID) -> bool:
    found = find([person_id]).get(person_id)
    return found is not None and bool(found.address)


def _mail_after_all(request: Request) -> None:
    """Somebody without an address has one now."""
    if not _has_address(request.person_id):
        return
    with transaction.atomic(durable=True):
        locked = engine.lock(Request, request.pk)
        if locked.state == State.PAPER:
            engine.advance(locked, "mail", actor=ASKING, version=locked.version)
            invite(locked.person_id)


def overtake(request: Request) -> None:
    """They no longer decide for the child, or it has left."""
    _move(request.pk, "overtake")


def _move(pk: uuid.UUID, step: str) -> None:
    with transaction.atomic(durable=True):
        locked = engine.lock(Request, pk)
        if locked.state in Request.OPEN:
            engine.advance(locked, step, actor=ASKING, version=locked.version)


def opened(child: Child, *, actor: Person) -> None:
    """They look at the questions."""
    waiting = Request.objects.filter(child=child, person=actor, state__in=(State.ASKED, State.PAPER))
    for pk in waiting.values_list("pk", flat=True):
        with transaction.atomic(durable=True):
            locked = engine.lock(Request, pk)
            if locked.state in (State.ASKED, State.PAPER):
                engine.advance(locked, "open", actor=actor, version=locked.version)


def settle(child_id: uuid.UUID, person_id: uuid.UUID) -> None:
    """What was signed answers the request, in the transaction of the signature, with the child locked."""
    AnswerDraft.objects.filter(child=child_id, person=person_id).delete()
    waiting = Request.objects.open().filter(child=child_id, person=person_id)
    for pk in waiting.values_list("pk", flat=True):
        locked = engine.lock(Request, pk)
        engine.advance(locked, "answer", actor=ASKING, version=locked.version)


def settle_if_answered(child_id: uuid.UUID, person_id: uuid.UUID) -> None:
    """So does a no, once nothing is left to be said; in its transaction, with the child locked.

    Where a campaign asks, an earlier yes that still holds says nothing yet: only a no to everything does.
    """
    waiting = Request.objects.open().filter(child=child_id, person=person_id)
    if waiting.filter(campaign__isnull=False).exists():
        is_answered = needs.says_no_to_everything(child_id, person_id)
    else:
        is_answered = not needs.unanswered([child_id]).filter(person=person_id).exists()
    if is_answered:
        settle(child_id, person_id)


def send_link(request: Request, *, actor: Person) -> None:
    """Send a new link. Raises NotAllowed, WrongState, or ValidationError for somebody without an address."""
    with transaction.atomic(durable=True):
        locked = engine.lock(Request, request.pk)
        engine.record(locked, "send link", actor=actor)
        if not _has_address(locked.person_id):
            raise ValidationError(_("They have no e-mail address. Ask them on paper or by telephone."))
        invite(locked.person_id)


def sweep_reminders() -> int:
    """Remind whoever has not answered, and end what nobody answered; returns how many requests."""
    rows = Deadline.objects.missed().filter(object_type=Request._meta.label_lower)
    due = rows.select_related("rule__calendar").prefetch_related("rule__calendar__periods")
    by_request = {row.object_id: row for row in due.order_by("next_check_at")[:BATCH]}
    by_person: dict[uuid.UUID, list[Deadline]] = defaultdict(list)
    for pk, person_id in Request.objects.filter(pk__in=by_request).values_list("pk", "person_id"):
        by_person[person_id].append(by_request[pk])
    return sum(sweep("picture reminders", by_person, lambda pk: remind(pk, by_person[pk])))


def remind(person_id: uuid.UUID, due: list[Deadline]) -> int:
    """One mail for all that is due of one person; what passed its last day ends unanswered."""
    with transaction.atomic(durable=True):
        requests = {pk: engine.lock(Request, pk) for pk in sorted(row.object_id for row in due)}
        claimed = deadlines.claim_reminders(due)
        mailed = False
        for row, said in claimed:
            request = requests[row.object_id]
            if "lapse" in said.audiences:
                engine.advance(request, "lapse", actor=ASKING, version=request.version, rule=row.rule_id)
            else:
                engine.record(request, "remind", actor=ASKING, contents=[row], rule=row.rule_id)
                mailed = mailed or request.state != State.PAPER
        if mailed and _has_address(person_id):
            invite(person_id)
    return len(claimed)


def purge_drafts() -> int:
    """Delete what was chosen and never signed, on its day; returns how many rows."""
    return AnswerDraft.objects.filter(delete_on__lte=clock.today()).delete()[0]
