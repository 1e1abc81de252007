"""What a file would do, line by line. Made by `planning`, shown by the preview, applied by the action."""

import dataclasses
import datetime as dt
import hashlib
import json
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Child, ChildContact, Person


class What(models.TextChoices):
    """What becomes of a child or a contact."""

    NEW = "new", _("New")
    LINKED = "linked", _("Linked")
    CHANGED = "changed", _("Changed")
    SAME = "same", _("Unchanged")

    @property
    def tone(self) -> str:
        """Of its tag on the page."""
        return {"new": "good", "linked": "info", "changed": "warn"}.get(self.value, "")


class Kind(models.TextChoices):
    """What a line is, for the filter of the preview."""

    WRONG = "wrong", _("To mend")
    NOTED = "noted", _("To look at")
    WRITTEN = "written", _("New or changed")
    SAME = "same", _("Unchanged")


@dataclasses.dataclass(frozen=True)
class Fault:
    """Why a row cannot be taken: in which column, in plain words."""

    heading: str
    why: str


@dataclasses.dataclass(frozen=True)
class Change:
    """One value that becomes another."""

    label: str
    old: Any
    new: Any


@dataclasses.dataclass
class ChildStep:
    """One child of the file: as it stands or is to be entered, and what changes."""

    child: Child
    number: int
    what: What = What.SAME
    values: dict[str, Any] = dataclasses.field(default_factory=dict)
    changes: list[Change] = dataclasses.field(default_factory=list)


@dataclasses.dataclass
class ContactStep:
    """One contact of a child: who it is, and what becomes of it. `row` is the contact that stands,
    `as_in` the row of the file in which a new person stands first.
    """

    person: Person
    what: What
    is_new_person: bool = False
    row: ChildContact | None = None
    capacity: str = ""
    responsibility: str = ""
    email: str = ""
    as_in: int = 0
    changes: list[Change] = dataclasses.field(default_factory=list)

    @property
    def described(self) -> str:
        """A contact that does not stand yet, in words: who they are, and whether they may decide."""
        if self.row is not None:
            return ""
        said = (
            ChildContact.Capacity(self.capacity).label,
            ChildContact.Responsibility(self.responsibility).label,
        )
        return ". ".join(map(str, said))


@dataclasses.dataclass
class Line:
    """One row of the file."""

    number: int
    child: ChildStep | None
    name: str
    contact: ContactStep | None = None
    faults: list[Fault] = dataclasses.field(default_factory=list)
    notes: list[str] = dataclasses.field(default_factory=list)
    claims: bool = False

    @property
    def is_first(self) -> bool:
        """Whether the child's own change is told here, and not in an earlier row."""
        return self.child is not None and self.child.number == self.number

    @property
    def writes(self) -> bool:
        child = self.is_first and self.child is not None and self.child.what != What.SAME
        return child or (self.contact is not None and self.contact.what != What.SAME)

    @property
    def kind(self) -> Kind:
        if self.faults:
            return Kind.WRONG
        if not self.writes:
            return Kind.SAME
        return Kind.NOTED if self.notes else Kind.WRITTEN


@dataclasses.dataclass(frozen=True)
class Plan:
    """Everything that a file would do. `left_out` are headings of columns that were not read."""

    lines: list[Line]
    left_out: list[str] = dataclasses.field(default_factory=list)

    @property
    def children(self) -> list[ChildStep]:
        """Each child once, in the order of the file."""
        return [line.child for line in self.lines if line.child is not None and line.is_first]

    @property
    def has_faults(self) -> bool:
        return any(line.faults for line in self.lines)

    @property
    def writes(self) -> bool:
        return any(line.writes for line in self.lines)

    @property
    def claims(self) -> int:
        """How many contacts the file says have parental responsibility, which no file decides."""
        return sum(line.claims for line in self.lines if not line.faults)

    def of_kind(self, kind: str) -> list[Line]:
        return [line for line in self.lines if line.kind == kind]

    @property
    def digest(self) -> str:
        """The same as long as the file would do the same to the same register."""
        said = [_plain(line) for line in self.lines]
        return hashlib.sha256(json.dumps(said, default=_text).encode()).hexdigest()


def _plain(line: Line) -> list[Any]:
    child, contact = line.child, line.contact
    told: list[Any] = [line.number, [(fault.heading, fault.why) for fault in line.faults], line.notes]
    if child:
        known = child.child.pk if child.what != What.NEW else ""
        told += [known, child.what, child.values, [(one.label, one.old) for one in child.changes]]
    if contact:
        person = contact.person
        who = (person.given_name, person.family_name) if contact.is_new_person else person.pk
        row = contact.row.pk if contact.row else ""
        told += [who, row, contact.what, contact.capacity, contact.responsibility, contact.email]
        told += [(one.label, one.old) for one in contact.changes]
    return told


def _text(value: Any) -> str:
    return value.isoformat() if isinstance(value, dt.date) else str(value)
