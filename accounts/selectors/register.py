"""Page-shaped reads of the register: the lists of people and children, and one person's page."""

import dataclasses
import datetime as dt
from collections.abc import Iterable
from itertools import groupby
from operator import attrgetter
from typing import Any

from allauth.mfa.models import Authenticator
from django.db.models import Case, Exists, IntegerField, OuterRef, Prefetch, Q, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from accounts.models import LEADER_ROLES, STAFF_ROLES, Child, Person, Role, RoleAssignment, Tie, User
from workflow import clock
from workflow.history import events_of
from workflow.models import AuditEvent

LEADERS, STAFF, HELPERS, PARENTS, NO_ROLE = range(5)
GROUP_TITLES = {
    LEADERS: _("Leaders"),
    STAFF: _("Staff"),
    HELPERS: _("Volunteers, contractors, visitors and others"),
    PARENTS: _("Parents and carers"),
    NO_ROLE: _("Without a role today"),
}
GROUPS = (
    (LEADERS, LEADER_ROLES),
    (STAFF, STAFF_ROLES),
    (HELPERS, frozenset(Role.values) - STAFF_ROLES - {Role.PARENT}),
    (PARENTS, frozenset({Role.PARENT})),
)


def people(role: str = "", *, left: bool = False) -> QuerySet[Person]:
    """Everybody, or those who hold `role` today; grouped by the first of `GROUPS` they belong to."""
    found = Person.objects.filter(_has_left() if left else ~_has_left())
    if role:
        found = found.filter(_holding({role}))
    ranks = [When(_holding(roles), then=Value(group)) for group, roles in GROUPS]
    in_force = Prefetch("role_assignments", RoleAssignment.objects.in_force(), to_attr="held")
    return (
        found.annotate(group=Case(*ranks, default=Value(NO_ROLE), output_field=IntegerField()))
        .select_related("user")
        .prefetch_related(in_force)
        .order_by("group", "family_name", "given_name", "id")
    )


def grouped(found: Iterable[Person]) -> list[tuple[Any, list[Person]]]:
    """A page of `people()` under the titles of its groups."""
    return [(GROUP_TITLES[group], list(rows)) for group, rows in groupby(found, attrgetter("group"))]


def children(room: str = "", *, left: bool = False) -> QuerySet[Child]:
    """The children of the setting, or of one room, or those who have left."""
    found = Child.objects.filter(_has_left() if left else ~_has_left())
    return found.filter(room=room) if room else found


def rooms() -> list[str]:
    """The rooms that children are in, for the filter."""
    named = Child.objects.exclude(room="").order_by("room").values_list("room", flat=True)
    return list(named.distinct())


def _has_left() -> Q:
    return Q(left_on__isnull=False, left_on__lt=clock.today())


def _holding(roles: Iterable[str]) -> Exists:
    return Exists(RoleAssignment.objects.in_force().filter(person=OuterRef("pk"), role__in=sorted(roles)))


@dataclasses.dataclass(frozen=True)
class TieLine:
    """One tie as it reads on the page of either end."""

    tie: Tie
    words: Any
    other: Person | Child | None


def ties_of(person: Person) -> list[TieLine]:
    """Every tie of `person`, from either end, those in force first; each end with its roles."""
    roles = ("person__role_assignments", "other_person__role_assignments")
    ties = Tie.objects.select_related("person", "other_person", "child").prefetch_related(*roles)
    own, theirs = ties.filter(person=person), ties.filter(other_person=person)
    lines = [TieLine(tie, tie.get_kind_display(), tie.other_person or tie.child) for tie in own]
    lines += [TieLine(tie, _("Named in a tie of"), tie.person) for tie in theirs]
    return sorted(lines, key=lambda line: (not line.tie.is_in_force, line.tie.starts_on))


def sign_in_state(person: Person) -> list[Any]:
    """In words: whether somebody can sign in, and with a second step."""
    user = User.objects.filter(person=person).first()
    if user is None:
        return [_("Cannot sign in: not invited")]
    if not user.is_active or (person.left_on and person.left_on < clock.today()):
        return [_("Closed")]
    if not user.has_usable_password():
        return [_("Invited; has not chosen a password yet")]
    has_app = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()
    return [_("Can sign in"), _("Second step is on") if has_app else _("No second step")]


@dataclasses.dataclass(frozen=True)
class Told:
    """One event of a person's record, in words."""

    label: Any
    detail: Any
    who: str
    at: dt.datetime


def history(person: Person) -> QuerySet[AuditEvent]:
    """What was done with this person's record, the newest first."""
    return events_of(person)


def told(events: Iterable[AuditEvent]) -> list[Told]:
    """Events in words. One query for the names of those who acted."""
    events = list(events)
    names = Person.objects.in_bulk({event.actor_id for event in events if event.actor_id})
    return [
        Told(
            label=DONE[event.verb],
            detail=_DETAILS.get((event.verb, event.reason), ""),
            who=str(names.get(event.actor_id, event.system)),
            at=event.at,
        )
        for event in events
    ]


# What was done, as said afterwards; the lifecycle's own words are those of its buttons.
DONE = {
    "add": _("Added"),
    "change": _("Name or address changed"),
    "give role": _("Role given"),
    "end role": _("Role ended"),
    "tie": _("Tie recorded"),
    "end tie": _("Tie ended"),
    "invite": _("Invited to sign in"),
    "leave": _("Leaving recorded"),
    "add second factor": _("Second step at sign-in added"),
    "remove second factor": _("Second step at sign-in removed"),
}
_DETAILS = {
    **{(verb, code): label for verb in ("give role", "end role") for code, label in Role.choices},
    **{(verb, code): label for verb in ("tie", "end tie") for code, label in Tie.Kind.choices},
    **{
        (verb, code): label
        for verb in ("add second factor", "remove second factor")
        for code, label in (("totp", _("Authenticator app")), ("recovery_codes", _("Recovery codes")))
    },
    ("leave", "still here"): _("Taken back"),
}
