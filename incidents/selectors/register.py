"""Whom somebody may pick from the register when they report."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cached_property
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


class Register:
    """Whom `person` may pick. Made once per request; each thing is asked of the database once."""

    def __init__(self, person: Person) -> None:
        self.person = person

    @cached_property
    def held(self) -> dict[str, set[UUID]]:
        """Role → ids of those who hold it today."""
        return holders()

    @cached_property
    def children(self) -> QuerySet[Child]:
        """Staff pick any child of the setting, a parent their own; others type a name."""
        here = Child.objects.filter(Q(left_on=None) | Q(left_on__gte=clock.today()))
        if self.person.is_staff_member:
            return here
        _persons, children = tied_to(self.person)
        return here.filter(pk__in=children)

    @cached_property
    def staff(self) -> QuerySet[Person]:
        """Everybody who works or helps here, but oneself; only staff pick from it."""
        return self._working_here(but={self.person.pk})

    @cached_property
    def staff_without_leaders(self) -> QuerySet[Person]:
        """The same without those whom the first question offers by their role."""
        return self._working_here(but={self.person.pk, *self._leaders})

    def leaders_by_side(self, but: UUID | None = None) -> list[tuple[str, list[Person], list[str]]]:
        """Answer code, the leaders it means, and their roles in words; sides that nobody holds are absent."""
        rows = []
        for code, roles in SIDES:
            members = {pk for role in roles for pk in self.held[role]} - {but}
            labels = [str(Role(role).label) for role in roles if self.held[role]]
            if members:
                rows.append((code, [self._leaders[pk] for pk in sorted(members)], labels))
        return rows

    def leaders_named_in(self, text: str, but: Iterable[UUID]) -> list[tuple[str, Person]]:
        """Leaders whose given or family name stands in `text` as a word, with their answer code (COI-3)."""
        words, skipped = _words(text), set(but)
        return [
            (code, person)
            for code, people, _labels in self.leaders_by_side()
            for person in people
            if person.pk not in skipped and _names(person) & words
        ]

    @cached_property
    def _leaders(self) -> dict[UUID, Person]:
        ids = {pk for _code, roles in SIDES for role in roles for pk in self.held[role]}
        return {person.pk: person for person in Person.objects.filter(pk__in=ids)}

    def _working_here(self, *, but: set[UUID]) -> QuerySet[Person]:
        if not self.person.is_staff_member:
            return Person.objects.none()
        ids = {pk for role in WORKING_HERE for pk in self.held[role]}
        return Person.objects.filter(pk__in=ids - but)


def _names(person: Person) -> set[str]:
    return {word for word in _words(f"{person.given_name} {person.family_name}") if len(word) > 1}


def _words(text: str) -> set[str]:
    """Words as people mean them, whatever their case, their hyphens or how their accents are stored."""
    return set(re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold()))
