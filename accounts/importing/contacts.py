"""Who is meant by a contact of a file, and what becomes of it.

The same name and address is the same person. Without an address a name alone says little: there, somebody
is the same person only within a family, that is among the contacts of children of one family name.
"""

import uuid

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts import permissions
from accounts.importing.cells import RESPONSIBILITY_WORDS
from accounts.importing.columns import HEADING_OF
from accounts.importing.plan import Change, ChildStep, ContactStep, What
from accounts.importing.register import Name, Register, fold
from accounts.importing.said import Said
from accounts.models import Child, ChildContact, Person

Responsibility = ChildContact.Responsibility
_CLAIMS = (Responsibility.YES, Responsibility.DELEGATED)


class Contacts:
    """The contacts of one file. Rows with an address come first: they say most surely who is meant."""

    def __init__(self, register: Register, actor: Person) -> None:
        self._register, self._actor = register, actor
        self._used: set[uuid.UUID] = set()
        self._new: dict[uuid.UUID, int] = {}
        self._belongs: dict[tuple[uuid.UUID, uuid.UUID], int] = {}
        self._addresses: dict[uuid.UUID, tuple[str, int]] = {}

    def step(self, said: Said, child: ChildStep) -> ContactStep | None:
        """What becomes of a row's contact; None, with a fault, where it cannot be."""
        row = self._row(said, child.child)
        person = row.person if row else self._person(said, child.child)
        if person is None:
            return None
        if row is not None:
            self._used.add(row.pk)
        elif (child.child.pk, person.pk) in self._belongs or self._belongs_already(child.child, person):
            said.wrong("", _("This contact of the child stands in another row, too."))
            return None
        self._belongs[child.child.pk, person.pk] = said.number
        self._register.add_to_family(child.child, person)
        step = _of_row(said, row) if row else self._new_contact(said, person)
        self._address(said, step)
        return None if said.faults else step

    def _row(self, said: Said, child: Child) -> ChildContact | None:
        """The contact of the child that is meant. An address that nobody else has is that of its namesake."""
        name, email = _name(said), fold(said.contact.get("email", ""))
        mine = [
            row
            for row in self._register.contacts_of[child.pk]
            if row.pk not in self._used and _name_of(row.person) == name
        ]
        exact = [row for row in mine if fold(row.person.email) == email] or ([] if email else mine)
        if not exact and email and not self._with_address(name, email):
            exact = mine if len(mine) == 1 else []
        same = [row for row in exact if row.capacity == said.contact.get("capacity", row.capacity)]
        return next(iter(same or exact), None)

    def _with_address(self, name: Name, email: str) -> list[Person]:
        return [one for one in self._register.people_named[name] if fold(one.email) == email]

    def _person(self, said: Said, child: Child) -> Person | None:
        name, email = _name(said), fold(said.contact.get("email", ""))
        if email:
            found = self._with_address(name, email)
        else:
            family = self._register.people_of_family[fold(child.family_name)] if child.family_name else []
            found = list({one.pk: one for one in family if _name_of(one) == name}.values())
        if len(found) > 1:
            text = _("Several people here have this name and address. Add this contact on the child’s page.")
            said.wrong("contact_given_name", text)
            return None
        if found and self._register.has_left(found[0]):
            text = _("Somebody of this name and address has left. Take that back on their page first.")
            said.wrong("contact_given_name", text)
            return None
        return found[0] if found else self._new_person(said, name)

    def _new_person(self, said: Said, name: Name) -> Person | None:
        given, family = said.contact["given_name"], said.contact.get("family_name", "")
        person = Person(given_name=given, family_name=family, email=said.contact.get("email", ""))
        try:
            person.clean_fields(exclude={"id", "salt"})
        except ValidationError as error:
            for field, whys in error.message_dict.items():
                said.wrong(f"contact_{field}", " ".join(whys))
            return None
        self._register.people_named[name].append(person)
        self._register.people[person.pk] = person
        self._new[person.pk] = said.number
        return person

    def _belongs_already(self, child: Child, person: Person) -> bool:
        rows = self._register.contacts_of[child.pk]
        return any(row.person_id == person.pk for row in rows)

    def _new_contact(self, said: Said, person: Person) -> ContactStep:
        if "capacity" not in said.contact:
            said.wrong("capacity", _("Say who they are to the child, such as mother."))
        claim = said.contact.get("responsibility", Responsibility.UNVERIFIED)
        first = self._new.get(person.pk)
        return ContactStep(
            person,
            What.NEW if first == said.number else What.LINKED,
            is_new_person=first is not None,
            as_in=first if first and first != said.number else 0,
            capacity=said.contact.get("capacity", ""),
            responsibility=Responsibility.NO if claim == Responsibility.NO else Responsibility.UNVERIFIED,
        )

    def _address(self, said: Said, step: ContactStep) -> None:
        """An address that the file gives somebody: one for all rows, and of whom the actor may change it."""
        person, email = step.person, said.contact.get("email", "")
        if not email:
            return
        given, number = self._addresses.setdefault(person.pk, (fold(email), said.number))
        if given != fold(email):
            text = _("Row %(number)s says another address of the same person.")
            said.wrong("contact_email", text % {"number": number})
        if person.pk in self._new or fold(person.email) == fold(email):
            return
        if person.pk in self._register.signing_in:
            said.wrong(
                "contact_email", _("They sign in with another address. It is changed on their own page.")
            )
        elif not permissions.can_change_person(self._actor, person):
            said.wrong("contact_email", _("You may not change this person’s address. Ask the owner."))
        step.email = email
        step.changes.append(Change(HEADING_OF["contact_email"], person.email, email))
        if step.what == What.SAME:
            step.what = What.CHANGED


def _of_row(said: Said, row: ChildContact) -> ContactStep:
    """A contact that stands. What is said of its right to decide is never changed by a file."""
    step = ContactStep(row.person, What.SAME, row=row)
    claim = said.contact.get("responsibility", row.responsibility)
    if claim != row.responsibility and not (
        claim in _CLAIMS and row.responsibility == Responsibility.UNVERIFIED
    ):
        text = _(
            "The register says “%(held)s”. No file changes that: it is said on the child’s page. "
            "Leave this cell empty to keep it."
        )
        said.wrong(
            "responsibility", text % {"held": RESPONSIBILITY_WORDS[Responsibility(row.responsibility)]}
        )
    capacity = said.contact.get("capacity", row.capacity)
    if capacity != row.capacity:
        if row.responsibility in ChildContact.DECIDING:
            said.wrong("capacity", ChildContact.CAPACITY_WAS_VERIFIED)
        step.capacity, step.what = capacity, What.CHANGED
        new = ChildContact.Capacity(capacity).label
        step.changes.append(Change(HEADING_OF["capacity"], row.get_capacity_display(), new))
    return step


def _name(said: Said) -> Name:
    return fold(said.contact["given_name"]), fold(said.contact.get("family_name", ""))


def _name_of(person: Person) -> Name:
    return fold(person.given_name), fold(person.family_name)
