"""Children of the setting. They never have accounts (S6.4)."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Child
from workflow import clock, engine
from workflow.actors import Actor


def add_child(
    *, actor: Actor, given_name: str, born_on: dt.date, family_name: str = "", room: str = ""
) -> Child:
    """Enter a child into the register. Raises NotAllowed or ValidationError."""
    child = Child(given_name=given_name, family_name=family_name, born_on=born_on, room=room)
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
) -> None:
    """Correct a child's record, or note the last day. Raises NotAllowed or ValidationError."""
    child.given_name, child.family_name, child.room = given_name, family_name, room
    child.born_on, child.left_on = born_on, left_on
    _check_days(child)
    with transaction.atomic(durable=True):
        child.save(update_fields=["given_name", "family_name", "room", "born_on", "left_on"])
        engine.record(child, "change", actor=actor, contents=[child])


def _check_days(child: Child) -> None:
    if child.born_on > clock.today():
        raise ValidationError({"born_on": _("The date of birth must be in the past.")})
    if child.left_on and child.left_on < child.born_on:
        raise ValidationError({"left_on": _("The last day must be after the date of birth.")})
