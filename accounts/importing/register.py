"""The register as a file is compared with it: who is here, by names, addresses and families."""

import dataclasses
import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable

from accounts.models import Child, ChildContact, Person
from documents.importing import clean

Name = tuple[str, str]


def fold(text: str) -> str:
    """`text` without what no two people are told apart by: case, spaces, how letters are composed."""
    return clean(text).casefold()


def name_of(who: Child | Person) -> Name:
    return fold(who.given_name), fold(who.family_name)


@dataclasses.dataclass
class Register:
    """Everybody in the register. `contacts` are those that hold, `signing_in` the ids of who has a sign-in."""

    children: dict[uuid.UUID, Child]
    people: dict[uuid.UUID, Person]
    contacts: Iterable[ChildContact]
    signing_in: frozenset[uuid.UUID]
    today: dt.date

    def __post_init__(self) -> None:
        self.children_named: dict[Name, list[Child]] = defaultdict(list)
        for child in self.children.values():
            self.children_named[name_of(child)].append(child)
        self.people_named: dict[Name, list[Person]] = defaultdict(list)
        for person in self.people.values():
            self.people_named[name_of(person)].append(person)
        self.contacts_of: dict[uuid.UUID, list[ChildContact]] = defaultdict(list)
        self.people_of_family: dict[str, list[Person]] = defaultdict(list)
        for row in self.contacts:
            self.contacts_of[row.child_id].append(row)
            self.add_to_family(self.children[row.child_id], row.person)

    def add_to_family(self, child: Child, person: Person) -> None:
        """`person` belongs to a child of this family name. A child without one has no siblings here."""
        if family := fold(child.family_name):
            self.people_of_family[family].append(person)

    def has_left(self, person: Person) -> bool:
        return person.left_on is not None and person.left_on < self.today

    def children_like(self, child: Child) -> list[Child]:
        """Children of the same name and another date of birth, or known by all but the family name."""
        given, _family = name_of(child)
        namesakes = self.children_named[name_of(child)]
        alike = [one for one in self.children.values() if one.born_on == child.born_on]
        found = [one for one in namesakes if one.born_on != child.born_on]
        found += [one for one in alike if fold(one.given_name) == given and one not in namesakes]
        return [one for one in found if one.pk != child.pk]
