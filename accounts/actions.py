"""What is done with people: add, invite, give and end roles and ties, record leaving."""

import datetime as dt
import uuid
from functools import partial

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import notices, permissions
from accounts.models import Child, Person, RoleAssignment, Tie, User
from accounts.signals import standing_changed
from workflow import clock, engine
from workflow.actors import Actor, System


def add_person(*, actor: Actor, given_name: str, family_name: str = "", email: str = "") -> Person:
    """Enter somebody into the register. They have no role and no sign-in yet."""
    person = Person(given_name=given_name, family_name=family_name, email=email)
    with transaction.atomic(durable=True):
        engine.create(person, "add", actor=actor)
    return person


def add_child(
    *, actor: Actor, given_name: str, born_on: dt.date, family_name: str = "", room: str = ""
) -> Child:
    """Enter a child into the register."""
    child = Child(given_name=given_name, family_name=family_name, born_on=born_on, room=room)
    with transaction.atomic(durable=True):
        engine.create(child, "add", actor=actor)
    return child


def give_role(person: Person, role: str, *, actor: Actor, starts_on: dt.date | None = None) -> RoleAssignment:
    """Give `person` a role from `starts_on` (default: today). Raises NotAllowed or ValidationError."""
    if not isinstance(actor, System) and not permissions.can_give_role(actor, person, role):  # type: ignore[arg-type]
        raise engine.NotAllowed(actor, person, "give role")
    assignment = RoleAssignment(person=person, role=role, starts_on=starts_on or clock.today())
    assignment.full_clean()
    with transaction.atomic(durable=True):
        assignment.save(force_insert=True)
        engine.record(person, "give role", actor=actor, contents=[assignment], reason=role)
        _standing_changed([person.pk])
    return assignment


def end_role(assignment: RoleAssignment, *, actor: Actor) -> None:
    """End a role with yesterday, or with its first day when it began today."""
    yesterday = clock.today() - dt.timedelta(days=1)
    with transaction.atomic(durable=True):
        assignment.ends_on = max(assignment.starts_on, yesterday)
        assignment.save(update_fields=["ends_on"])
        engine.record(
            assignment.person, "end role", actor=actor, contents=[assignment], reason=assignment.role
        )
        _standing_changed([assignment.person_id])


def tie(
    person: Person,
    other: Person | Child,
    kind: str,
    *,
    actor: Actor,
    source: str,
    starts_on: dt.date | None = None,
) -> Tie:
    """Record that `person` is tied to another person or a child (COI-4)."""
    row = Tie(person=person, kind=kind, source=source, starts_on=starts_on or clock.today())
    if isinstance(other, Child):
        row.child = other
    else:
        row.other_person = other
    row.full_clean()
    with transaction.atomic(durable=True):
        row.save(force_insert=True)
        engine.record(person, "tie", actor=actor, contents=[row], reason=kind)
        _standing_changed([person.pk, row.other_person_id])
    return row


def end_tie(row: Tie, *, actor: Actor) -> None:
    """The tie no longer holds, from today."""
    with transaction.atomic(durable=True):
        row.ends_on = max(row.starts_on, clock.today() - dt.timedelta(days=1))
        row.save(update_fields=["ends_on"])
        engine.record(row.person, "end tie", actor=actor, contents=[row], reason=row.kind)
        _standing_changed([row.person_id, row.other_person_id])


def invite(person: Person, *, actor: Actor) -> User:
    """Make a sign-in for `person` and send the link that sets its password.

    Inviting again sends a fresh link. Raises ValidationError without a free e-mail address.
    """
    if not person.email:
        raise ValidationError({"email": _("Enter an e-mail address before you invite this person.")})
    taken = User.objects.filter(email__iexact=person.email).exclude(person=person)
    if taken.exists():
        raise ValidationError({"email": _("Another sign-in has this e-mail address already.")})
    with transaction.atomic(durable=True):
        user = User.objects.filter(person=person).first()
        if user is None:
            user = User(person=person, email=person.email.lower())
            user.set_unusable_password()
            user.save(force_insert=True)
        key = f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}"
        notices.invitation(person, _key_path(key))
        engine.record(person, "invite", actor=actor)
    return user


def _key_path(key: str) -> str:
    uid, _separator, token = key.partition("-")
    return reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": token})


def leave(person: Person, *, actor: Actor, left_on: dt.date) -> None:
    """Record the last day; from the next one there is no sign-in, role or message."""
    with transaction.atomic(durable=True):
        person.left_on = left_on
        person.save(update_fields=["left_on"])
        engine.record(person, "leave", actor=actor, contents=[person])
        _standing_changed([person.pk])


def note_second_factor(person: Person, *, added: bool) -> None:
    """Remember that somebody set up or removed their second factor."""
    verb = "add second factor" if added else "remove second factor"
    with transaction.atomic():
        engine.record(person, verb, actor=person)


def _standing_changed(person_ids: list[uuid.UUID | None]) -> None:
    ids = [person_id for person_id in person_ids if person_id]
    transaction.on_commit(partial(standing_changed.send_robust, sender=Person, person_ids=ids))
