"""One row of a file, understood: what it says of a child and of a contact, and what is not understood."""

import dataclasses
import uuid
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from accounts.importing import cells
from accounts.importing.columns import CHILD, DAYS, HEADING_OF
from accounts.importing.plan import Fault
from documents.importing import Row, Table

_CHILD_KEYS = tuple(column.key for column in CHILD)


@dataclasses.dataclass
class Said:
    """What one row says. An empty cell says nothing: its key is missing."""

    number: int
    child: dict[str, Any] = dataclasses.field(default_factory=dict)
    contact: dict[str, Any] = dataclasses.field(default_factory=dict)
    faults: list[Fault] = dataclasses.field(default_factory=list)

    def wrong(self, key: str, why: Any) -> None:
        """Something is wrong in the column `key`, or with the row ("")."""
        self.faults.append(Fault(HEADING_OF.get(key, ""), str(why)))


def rows_said(table: Table) -> list[Said]:
    """Every row of the file, understood as far as it can be."""
    unsure = cells.month_comes_first(row.cells.get(key, "") for row in table.rows for key in DAYS)
    return [_said(row, unsure=unsure) for row in table.rows]


def _said(row: Row, *, unsure: bool) -> Said:
    said = Said(row.number)
    for key, why in row.faults.items():
        said.wrong(key, why)
    for key, value in row.cells.items():
        if value == "":
            continue
        readers: dict[str, Callable[[Any], Any]] = {
            "reference": _reference,
            "contact_email": _email,
            "capacity": cells.capacity,
            "responsibility": cells.responsibility,
            **dict.fromkeys(DAYS, lambda day: cells.day(day, unsure=unsure)),
        }
        try:
            meant = readers[key](value) if key in readers else str(value)
        except cells.Unclear as error:
            said.wrong(key, error)
            continue
        if key in _CHILD_KEYS:
            said.child[key] = meant
        else:
            said.contact[key.removeprefix("contact_")] = meant
    _check_needed(said)
    return said


def _reference(value: str) -> uuid.UUID:
    try:
        return uuid.UUID(str(value))
    except ValueError as error:
        raise cells.Unclear(
            _("This is no reference of an export. Leave it empty for a new child.")
        ) from error


def _email(value: str) -> str:
    try:
        validate_email(str(value))
    except ValidationError as error:
        raise cells.Unclear(" ".join(error.messages)) from error
    return str(value)


def _check_needed(said: Said) -> None:
    """A child is known by its reference, or by name and date of birth; a contact by a name."""
    wrong = {fault.heading for fault in said.faults}
    if "reference" not in said.child and HEADING_OF["reference"] not in wrong:
        for key, why in (
            ("given_name", _("Enter the child’s given name.")),
            ("born_on", _("Enter the child’s date of birth.")),
        ):
            if key not in said.child and HEADING_OF[key] not in wrong:
                said.wrong(key, why)
    if said.contact and "given_name" not in said.contact and HEADING_OF["contact_given_name"] not in wrong:
        said.wrong("contact_given_name", _("Enter the contact’s given name."))
