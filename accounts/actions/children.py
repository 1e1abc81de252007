"""Children of the setting. They never have accounts (S6.4)."""

import datetime as dt
import uuid
from collections.abc import Iterable
from functools import partial

from django.db import transaction

from accounts.models import Child
from accounts.signals import responsibility_changed
from workflow import engine
from workflow.actors import Actor

CHANGEABLE = ["given_name", "family_name", "room", "born_on", "started_on", "left_on"]


def add_child(
    *,
    actor: Actor,
    given_name: str,
    born_on: dt.date,
    family_name: str = "",
    room: str = "",
    started_on: dt.date | None = None,
) -> Child:
    """Enter a child into the register. Raises NotAllowed or ValidationError."""
    child = Child(
        given_name=given_name,
        family_name=family_name,
        born_on=born_on,
        room=room,
        started_on=started_on,
    )
    with transaction.atomic(durable=True):
        enter(child, actor=actor)
    return child


def enter(child: Child, *, actor: Actor) -> None:
    """Store a new child, in the caller's transaction. Raises NotAllowed or ValidationError."""
    child.check_days()
    engine.create(child, "add", actor=actor)


def change_child(
    child: Child,
    *,
    actor: Actor,
    given_name: str,
    family_name: str,
    born_on: dt.date,
    room: str,
    left_on: dt.date | None,
    started_on: dt.date | None = None,
) -> None:
    """Correct a child's record, or note the last day. Raises NotAllowed or ValidationError."""
    with transaction.atomic(durable=True):
        locked = engine.lock(Child, child.pk)
        locked.given_name, locked.family_name, locked.room = given_name, family_name, room
        locked.born_on, locked.started_on, locked.left_on = born_on, started_on, left_on
        correct(locked, actor=actor)
        announce([locked.pk])


def correct(locked: Child, *, actor: Actor) -> None:
    """Store what was changed of a locked child, in the caller's transaction, which then announces it.

    Raises NotAllowed or ValidationError.
    """
    locked.check_days()
    locked.save(update_fields=CHANGEABLE)
    engine.record(locked, "change", actor=actor, contents=[locked])


def announce(child_ids: Iterable[uuid.UUID]) -> None:
    """Once the caller's transaction has committed: what may be shown of the children may have changed."""
    transaction.on_commit(
        partial(responsibility_changed.send_robust, sender=Child, child_ids=list(child_ids))
    )
