"""Who holds what and who is tied to whom today; other rooms ask for it."""

import uuid
from collections.abc import Iterable

from django.db.models import Q

from accounts.models import Person, Role, RoleAssignment, Tie
from accounts.selectors.once import kept
from notifications.recipients import Recipient
from workflow import clock


def recipients(person_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Recipient]:
    """Who can be written to: persons who have not left, with their sign-in's or own address."""
    found = Person.objects.filter(pk__in=person_ids).select_related("user")
    return {
        person.pk: Recipient(person, _address(person))
        for person in found
        if not person.left_on or person.left_on >= clock.today()
    }


def _address(person: Person) -> str:
    user = getattr(person, "user", None)
    return user.email if user and user.is_active else person.email


@kept
def holders() -> dict[str, set[uuid.UUID]]:
    """Role → ids of the persons who hold it today and have not left."""
    assignments = RoleAssignment.objects.in_force().filter(
        Q(person__left_on=None) | Q(person__left_on__gte=clock.today())
    )
    found: dict[str, set[uuid.UUID]] = {role: set() for role in Role.values}
    for role, person_id in assignments.values_list("role", "person_id"):
        found[role].add(person_id)
    return found


def tied_pairs(person_ids: Iterable[uuid.UUID]) -> set[tuple[uuid.UUID, uuid.UUID]]:
    """Pairs (person, somebody or a child they are tied to) for `person_ids`, in both directions."""
    ids = set(person_ids)
    rows = Tie.objects.in_force().filter(Q(person__in=ids) | Q(other_person__in=ids))
    pairs = set()
    for one, other, child in rows.values_list("person_id", "other_person_id", "child_id"):
        pairs.add((one, other or child))
        if other:
            pairs.add((other, one))
    return {pair for pair in pairs if pair[0] in ids}


def missing_leaders() -> list[str]:
    """The roles without which conflicts of interest cannot be routed (S1.2b, R2)."""
    held = holders()
    missing = [role for role in (Role.OWNER, Role.DSL, Role.DEPUTY_DSL) if not held[role]]
    if held[Role.DSL] and held[Role.DEPUTY_DSL] and not held[Role.DEPUTY_DSL] - held[Role.DSL]:
        missing.append(Role.DEPUTY_DSL)
    return [str(Role(role).label) for role in missing]


@kept
def tied_to(person: Person) -> tuple[list[uuid.UUID], list[uuid.UUID]]:
    """Ids of the persons and of the children that `person` is tied to today. One query."""
    rows = Tie.objects.in_force().filter(Q(person=person) | Q(other_person=person))
    persons, children = set(), set()
    for one, other, child in rows.values_list("person_id", "other_person_id", "child_id"):
        persons |= {one, other} - {person.pk, None}
        children |= {child} - {None}
    return sorted(persons), sorted(children)


def only_holder(person: Person, roles: Iterable[str]) -> bool:
    """Whether `person` alone holds one of `roles` that conflicts of interest are routed by (R2)."""
    held = holders()
    needed = {Role.OWNER, Role.DSL, Role.DEPUTY_DSL} & set(roles)
    return any(held[role] == {person.pk} for role in needed)
