"""Children of the setting. They never have accounts (S6.4)."""

import datetime as dt
from functools import partial

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Child
from accounts.signals import responsibility_changed
from workflow import clock, engine
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
    _check_days(child)
    with transaction.atomic(durable=True):
        engine.create(child, "add", actor=actor)
    return child


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
        _check_days(locked)
        locked.save(update_fields=CHANGEABLE)
        engine.record(locked, "change", actor=actor, contents=[locked])
        transaction.on_commit(
            partial(responsibility_changed.send_robust, sender=Child, child_ids=[locked.pk])
        )


def _check_days(child: Child) -> None:
    if child.born_on > clock.today():
        raise ValidationError({"born_on": _("The date of birth must be in the past.")})
    if child.started_on and child.started_on < child.born_on:
        raise ValidationError({"started_on": _("The first day must be after the date of birth.")})
    if child.left_on and child.left_on < child.born_on:
        raise ValidationError({"left_on": _("The last day must be after the date of birth.")})
