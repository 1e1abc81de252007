"""Persons: entered into the register, corrected, and recorded as having left."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import notices
from accounts.actions import signing_in, standing
from accounts.models import Person
from workflow import engine
from workflow.actors import Actor

# The reason code of a leaving day that was taken back.
STILL_HERE = "still here"


def add_person(*, actor: Actor, given_name: str, family_name: str = "", email: str = "") -> Person:
    """Enter somebody into the register. They have no role and no sign-in yet. Raises NotAllowed."""
    person = Person(given_name=given_name, family_name=family_name, email=email)
    with transaction.atomic(durable=True):
        enter(person, actor=actor)
    return person


def enter(person: Person, *, actor: Actor) -> None:
    """Store a new person, in the caller's transaction. Raises NotAllowed."""
    engine.create(person, "add", actor=actor)


def change_person(person: Person, *, actor: Actor, given_name: str, family_name: str, email: str) -> None:
    """Correct name and address; the sign-in moves to the new address, and the old one is told.

    Raises NotAllowed, or ValidationError when a sign-in would lose its address or take another's.
    """
    with transaction.atomic(durable=True):
        correct(person, actor=actor, given_name=given_name, family_name=family_name, email=email)


def correct(person: Person, *, actor: Actor, given_name: str, family_name: str, email: str) -> None:
    """As `change_person`, in the caller's transaction."""
    standing.lock(person)
    user = signing_in.of(person)
    if user is not None and not email:
        raise ValidationError({"email": _("Enter an e-mail address: this person signs in with it.")})
    person.given_name, person.family_name, person.email = given_name, family_name, email
    person.save(update_fields=["given_name", "family_name", "email"])
    engine.record(person, "change", actor=actor, contents=[person])
    if user is not None and user.email != email.lower():
        # Whoever reads the new address can choose a new password: the person must hear of it.
        notices.sign_in_moved(person, old_address=user.email)
        signing_in.move(user, email)


def leave(person: Person, *, actor: Actor, left_on: dt.date | None) -> None:
    """Record the last day; from the next one there is no sign-in, role or message.

    None takes a day back that was recorded by mistake. Raises NotAllowed, or ValidationError
    when the day is before a role began.
    """
    with transaction.atomic(durable=True):
        standing.lock(person)
        began = person.role_assignments.order_by("starts_on").values_list("starts_on", flat=True).first()
        if left_on and began and left_on < began:
            raise ValidationError({"left_on": _("They cannot have left before their first role began.")})
        person.left_on = left_on
        person.save(update_fields=["left_on"])
        engine.record(person, "leave", actor=actor, contents=[person], reason="" if left_on else STILL_HERE)
        standing.announce([person.pk])
