"""The action plan: what is to be done, by whom and by when, and who saw that it was (§6.10).

Nothing here knows what an action comes from: reviews, debriefs and monitoring all add to one plan.
"""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import STAFF_ROLES, Person
from pages.templatetags.dates import nice_date
from policies import plan_notices
from policies.lifecycle import PLAN
from policies.models import PlanAction, PlanEntry, Review
from workflow import audit, clock, engine
from workflow.actors import Actor

END_OF_DAY = dt.time(23, 59, 59)
Kind = PlanEntry.Kind


def add_action(
    *,
    actor: Actor,
    title: str,
    owner: Person,
    due_on: dt.date,
    origin: str = PlanAction.Origin.OTHER,
    review: Review | None = None,
) -> PlanAction:
    """Put one thing on the plan and tell whoever is to do it. Its title holds no fact of a case.

    Raises NotAllowed, or ValidationError for a day that has passed, or an owner who does not work here.
    """
    action = PlanAction(
        title=title.strip(),
        owner=owner,
        due_on=due_on,
        origin=PlanAction.Origin.REVIEW if review else origin,
        review=review,
        created_by_id=actor.pk,
        created_at=clock.now(),
    )
    _check(action)
    with transaction.atomic(durable=True):
        engine.create(action, "add", actor=actor, opens=[PLAN], due_at=_due_at(due_on))
        plan_notices.given(action)
    return action


def change_action(
    action: PlanAction, *, actor: Person, drawn: str, why: str, title: str, owner: Person, due_on: dt.date
) -> None:
    """Hand it over, choose another day, or say it in other words; by somebody else than its owner.

    `drawn` is `as_drawn()` of the action on the page. Raises NotAllowed, WrongState, StaleState, or
    ValidationError.
    """
    with transaction.atomic(durable=True):
        stands = engine.lock(PlanAction, action.pk)
        if as_drawn(stands) != drawn:
            raise engine.StaleState("change")
        changed = PlanAction.objects.get(pk=action.pk)
        changed.title, changed.owner, changed.due_on = title.strip(), owner, due_on
        _check(changed, may_be_past=due_on == stands.due_on)
        row = _entry(changed, actor, Kind.CHANGED, _with_before(why, stands, changed))
        clocks = [PLAN] if due_on != stands.due_on else []
        # Asked of the action as it stood: nobody hands over, or puts off, what they hold themselves.
        engine.record(
            stands, "change", actor=actor, contents=[changed, row],
            meets=clocks, opens=clocks, due_at=_due_at(due_on),
        )  # fmt: skip
        changed.save(update_fields=["title", "owner", "due_on"])
        row.save(force_insert=True)
        if (changed.owner_id, changed.due_on) != (stands.owner_id, stands.due_on):
            plan_notices.given(changed)


def _with_before(why: str, before: PlanAction, after: PlanAction) -> str:
    """The reason, and whose it was and by when. Words that named somebody by mistake are not repeated."""
    if not why.strip():
        return ""
    lines = [why]
    if before.owner_id != after.owner_id:
        lines.append(_("Before: %(name)s.") % {"name": before.owner.name})
    if before.due_on != after.due_on:
        lines.append(_("Before: by %(day)s.") % {"day": nice_date(before.due_on)})
    if before.title != after.title:
        lines.append(_("Said in other words."))
    return "\n".join(lines)


def as_drawn(action: PlanAction) -> str:
    """What tells one content of an action from another, for a page that changes it."""
    return f"{action.version} {audit.seal(action)['digest']}"


def start(action: PlanAction, *, actor: Person, seen: int) -> None:
    """Its owner has begun. Raises NotAllowed, WrongState or StaleState; so every step here."""
    with transaction.atomic(durable=True):
        engine.advance(engine.lock(PlanAction, action.pk), "start", actor=actor, version=seen)


def block(action: PlanAction, *, actor: Person, seen: int, body: str) -> None:
    """Its owner cannot go on, and says what is in the way. The clock runs on. Raises ValidationError too."""
    _step(action, "block", actor, seen, Kind.BLOCKED, body)


def claim(action: PlanAction, *, actor: Person, seen: int, body: str) -> None:
    """Its owner says that it is done, and how that can be seen; another person verifies it."""
    _step(action, "claim", actor, seen, Kind.EVIDENCE, body, {"claimed_by": actor})


def verify(action: PlanAction, *, actor: Person, seen: int, body: str) -> None:
    """Another person than its owner and than who claimed it has seen that it is done (§6.10)."""
    _step(action, "verify", actor, seen, Kind.VERIFIED, body)


def send_back(action: PlanAction, *, actor: Person, seen: int, body: str) -> None:
    """It is not done yet: back to its owner, with the reason."""
    _step(action, "send back", actor, seen, Kind.SENT_BACK, body, {"claimed_by": None})


def cancel(action: PlanAction, *, actor: Person, seen: int, body: str) -> None:
    """It is not needed: decided by somebody else than its owner, with the reason."""
    _step(action, "cancel", actor, seen, Kind.CANCELLED, body)


def add_note(action: PlanAction, *, actor: Person, body: str) -> PlanEntry:
    """A line by anybody who sees the action, in whatever state. Raises NotAllowed or ValidationError."""
    with transaction.atomic(durable=True):
        row = _entry(action, actor, Kind.NOTE, body)
        engine.record(action, "note", actor=actor, contents=[row])
        row.save(force_insert=True)
    return row


def _step(
    action: PlanAction,
    step: str,
    actor: Person,
    seen: int,
    kind: str,
    body: str,
    changes: dict[str, Any] | None = None,
) -> None:
    """One step with its words, and whoever is next is told."""
    with transaction.atomic(durable=True):
        locked = engine.lock(PlanAction, action.pk)
        row = _entry(locked, actor, kind, body)
        engine.advance(locked, step, actor=actor, version=seen, changes=changes, contents=[row])
        row.save(force_insert=True)
        plan_notices.moved(locked)


def _check(action: PlanAction, *, may_be_past: bool = False) -> None:
    action.clean_fields(exclude=["owner", "review", "created_by", "claimed_by"])
    if action.due_on < clock.today() and not may_be_past:
        raise ValidationError({"due_on": _("Enter today or a day to come.")})
    if action.owner.roles.isdisjoint(STAFF_ROLES):
        raise ValidationError({"owner": _("Choose somebody who works here today.")})


def _entry(action: PlanAction, actor: Person, kind: str, body: str) -> PlanEntry:
    if not body.strip():
        raise ValidationError({"body": _("Write something here.")})
    return PlanEntry(action=action, kind=kind, body=body, by=actor, at=clock.now())


def _due_at(due_on: dt.date) -> dt.datetime:
    return clock.london(due_on, END_OF_DAY)
