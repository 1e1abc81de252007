"""Whom somebody may pick from the register when they report."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, QuerySet

from accounts.models import LEADER_ROLES, Child, Person, Role
from accounts.selectors import holders, tied_to
from incidents.routing import ABOUT_DEPUTY, ABOUT_MANAGER, ABOUT_OWNER, DEPUTY_SIDE, MANAGER_SIDE
from workflow import clock

WORKING_HERE = LEADER_ROLES | {
    Role.PRACTITIONER,
    Role.SUPPORT,
    Role.VOLUNTEER,
    Role.CONTRACTOR,
}
SIDES = ((ABOUT_MANAGER, MANAGER_SIDE), (ABOUT_DEPUTY, DEPUTY_SIDE), (ABOUT_OWNER, (Role.OWNER,)))


def children_for(person: Person) -> QuerySet[Child]:
    """Staff pick any child of the setting, a parent their own; others type a name."""
    here = Child.objects.filter(Q(left_on=None) | Q(left_on__gte=clock.today()))
    if person.is_staff_member:
        return here
    _persons, children = tied_to(person)
    return here.filter(pk__in=children)


def staff_for(person: Person) -> QuerySet[Person]:
    """Everybody who works or helps here, but oneself; only staff pick from it."""
    if not person.is_staff_member:
        return Person.objects.none()
    held = holders()
    ids = {pk for role in WORKING_HERE for pk in held[role]}
    return Person.objects.filter(pk__in=ids - {person.pk})


def leaders_by_side(but: UUID | None = None) -> list[tuple[str, list[Person], list[str]]]:
    """Answer code, the leaders it means, and their roles in words; sides that nobody holds are absent."""
    held = holders()
    ids = {pk for _code, roles in SIDES for role in roles for pk in held[role]}
    people = {person.pk: person for person in Person.objects.filter(pk__in=ids)}
    rows = []
    for code, roles in SIDES:
        members = {pk for role in roles for pk in held[role]}
        labels = [str(Role(role).label) for role in roles if held[role]]
        if members - {but}:
            rows.append((code, [people[pk] for pk in sorted(members - {but})], labels))
    return rows


def leaders_named_in(text: str, but: Iterable[UUID]) -> list[tuple[str, Person]]:
    """Leaders whose given or family name stands in `text` as a word, with their answer code (COI-3)."""
    words = {word.strip(".,;:!?'\"()[]’“”").casefold() for word in text.split()}
    words |= {word.removesuffix("'s").removesuffix("’s") for word in words}
    skipped = set(but)
    return [
        (code, person)
        for code, people, _labels in leaders_by_side()
        for person in people
        if person.pk not in skipped and _names(person) & words
    ]


def _names(person: Person) -> set[str]:
    parts = (*person.given_name.split(), *person.family_name.split())
    return {part.casefold() for part in parts if len(part) > 1}
