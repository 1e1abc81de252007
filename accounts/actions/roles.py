"""Roles: given from a day, ended with a day. Conflicts of interest are computed from them."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts import permissions
from accounts.actions import standing
from accounts.models import Person, RoleAssignment
from workflow import clock, engine
from workflow.actors import Actor, System


def give_role(person: Person, role: str, *, actor: Actor, starts_on: dt.date | None = None) -> RoleAssignment:
    """Give `person` a role from `starts_on` (default: today); it may be in the future.

    Raises NotAllowed, or ValidationError when they hold it then already.
    """
    _check(person, role, actor, "give role")
    assignment = RoleAssignment(person=person, role=role, starts_on=starts_on or clock.today())
    with transaction.atomic(durable=True):
        standing.lock(person)
        held = person.role_assignments.filter(
            Q(ends_on=None) | Q(ends_on__gte=assignment.starts_on), role=role
        )
        if held.exists():
            raise ValidationError({"role": _("This person has that role already, then or later.")})
        assignment.full_clean()
        assignment.save(force_insert=True)
        engine.record(person, "give role", actor=actor, contents=[assignment], reason=role)
        standing.announce([person.pk])
    return assignment


def end_role(assignment: RoleAssignment, *, actor: Actor, ends_on: dt.date | None = None) -> None:
    """End a role with the last day `ends_on`; by default at once: with yesterday, or its own first day.

    Raises NotAllowed, or ValidationError when it ended before or would end before it began.
    """
    person = assignment.person
    _check(person, assignment.role, actor, "end role")
    with transaction.atomic(durable=True):
        standing.lock(person)
        assignment.refresh_from_db(fields=["starts_on", "ends_on"])
        if assignment.ends_on and assignment.ends_on < clock.today():
            raise ValidationError({"ends_on": _("This role has ended already.")})
        if ends_on and ends_on < assignment.starts_on:
            raise ValidationError({"ends_on": _("A role cannot end before it began.")})
        yesterday = clock.today() - dt.timedelta(days=1)
        assignment.ends_on = ends_on or max(assignment.starts_on, yesterday)
        assignment.save(update_fields=["ends_on"])
        engine.record(person, "end role", actor=actor, contents=[assignment], reason=assignment.role)
        standing.announce([person.pk])


def _check(person: Person, role: str, actor: Actor, verb: str) -> None:
    """The lifecycle asks about the person; which role it is, only we know."""
    if not isinstance(actor, System) and not permissions.can_give_role(actor, person, role):  # type: ignore[arg-type]
        raise engine.NotAllowed(actor, person, verb)
