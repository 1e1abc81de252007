"""What every reader of tables hands on: rows of named cells with their numbers, and what is wrong with a cell."""

import dataclasses
import datetime as dt
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Self

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from documents.export import visible
from documents.reading import Unreadable

Value = str | dt.date
MAX_COLUMNS, MAX_LETTERS = 100, 1000
# A row whose first cell begins so says something to people: it is not read.
NOTE = "#"
# A control character that XML can hold and no text has.
DELETE = "\x7f"


@dataclasses.dataclass(frozen=True)
class Fault:
    """A cell that has no value: why, in words."""

    why: str


@dataclasses.dataclass(frozen=True)
class Column:
    """A column that is looked for: by its heading or one of `also`, however it is cased and spaced."""

    key: str
    heading: str | Promise
    needed: bool = False
    also: tuple[str | Promise, ...] = ()

    @property
    def names(self) -> frozenset[str]:
        return frozenset(_heading(str(name)) for name in (self.heading, *self.also))


@dataclasses.dataclass(frozen=True)
class Row:
    """One row: its number as a spreadsheet shows it, a value for each column that the file has ("" when
    empty), and the faults by column; under "" what is wrong with the row as a whole.
    """

    number: int
    cells: dict[str, Value]
    faults: dict[str, str] = dataclasses.field(default_factory=dict)


@dataclasses.dataclass(frozen=True)
class Table:
    """The rows that hold something, and the headings that nobody asked for."""

    rows: list[Row]
    left_out: list[str] = dataclasses.field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        """As plain data; a date is {"day": "2024-07-23"}."""
        rows = [
            {
                "number": row.number,
                "cells": {
                    key: {"day": value.isoformat()} if isinstance(value, dt.date) else value
                    for key, value in row.cells.items()
                },
                "faults": row.faults,
            }
            for row in self.rows
        ]
        return {"rows": rows, "left_out": self.left_out}

    @classmethod
    def from_json(cls, said: dict[str, Any]) -> Self:
        """What `to_json` wrote."""
        rows = [
            Row(
                row["number"],
                {
                    key: dt.date.fromisoformat(value["day"]) if isinstance(value, dict) else value
                    for key, value in row["cells"].items()
                },
                row["faults"],
            )
            for row in said["rows"]
        ]
        return cls(rows, said["left_out"])


def clean(text: str) -> str:
    """`text` as it is compared and kept: composed letters (NFC), one space between words, none around."""
    return " ".join(unicodedata.normalize("NFC", visible(text).replace(DELETE, "")).split())


def is_empty(cells: Iterable[Any]) -> bool:
    return not any(cell for cell in cells)


def assemble(
    raw: Iterable[tuple[int, Sequence[Value | Fault]]], columns: Sequence[Column], *, most: int, strict: bool
) -> Table:
    """Rows of raw cells as a table: the first that holds something has the headings.

    `most` rows at most. `strict`: a cell beyond the last heading is a fault, because a comma within a
    cell may have moved the others.

    Raises:
        Unreadable: no headings, a heading twice, a needed column missing, no rows or too many.
    """
    filled = ((number, cells) for number, cells in raw if not is_empty(cells))
    _number, first = next(filled, (0, ()))
    headings = [cell if isinstance(cell, str) else "" for cell in first][:MAX_COLUMNS]
    placed = _placed(headings, columns)
    rows: list[Row] = []
    for number, cells in _without_notes(filled):
        if len(rows) == most:
            raise Unreadable(_too_many(most))
        rows.append(_row(number, cells, placed, len(headings) if strict else None))
    if not rows:
        raise Unreadable(_("There is nothing below the headings of this file."))
    known = set(placed.values())
    left_out = [text[:60] for at, text in enumerate(headings) if text and at not in known]
    return Table(rows, left_out)


def _without_notes(
    rows: Iterable[tuple[int, Sequence[Value | Fault]]],
) -> Iterator[tuple[int, Sequence[Value | Fault]]]:
    for number, cells in rows:
        begins = next((cell for cell in cells if cell), "")
        if not (isinstance(begins, str) and begins.startswith(NOTE)):
            yield number, cells


def _placed(headings: list[str], columns: Sequence[Column]) -> dict[str, int]:
    """Where each column stands."""
    plain = [_heading(text) for text in headings]
    placed: dict[str, int] = {}
    for column in columns:
        found = [at for at, text in enumerate(plain) if text in column.names]
        if len(found) > 1:
            said = _("The heading “%(heading)s” stands in this file twice. Which one counts?")
            raise Unreadable(said % {"heading": column.heading})
        if found:
            placed[column.key] = found[0]
    missing = [str(column.heading) for column in columns if column.needed and column.key not in placed]
    if missing:
        said = ngettext(
            "There is no column “%(headings)s” in this file. The first row must hold the headings.",
            "There are no columns “%(headings)s” in this file. The first row must hold the headings.",
            len(missing),
        )
        raise Unreadable(said % {"headings": "”, “".join(missing)})
    return placed


def _row(number: int, cells: Sequence[Value | Fault], placed: dict[str, int], width: int | None) -> Row:
    values: dict[str, Value] = {}
    faults: dict[str, str] = {}
    for key, at in placed.items():
        cell = cells[at] if at < len(cells) else ""
        if isinstance(cell, str) and len(cell) > MAX_LETTERS:
            cell = Fault(_("This cell holds more than %(most)s letters.") % {"most": MAX_LETTERS})
        values[key] = "" if isinstance(cell, Fault) else cell
        if isinstance(cell, Fault):
            faults[key] = cell.why
    if width is not None and not is_empty(cells[width:]):
        faults[""] = _(
            "This row has more cells than there are headings. Perhaps a comma in one of them is not in quotes."
        )
    return Row(number, values, faults)


def _heading(text: str) -> str:
    return clean(text).rstrip(" *:").casefold()


def known_headings(cells: Sequence[str], columns: Sequence[Column]) -> int:
    """How many of `cells` are headings of `columns`."""
    wanted = frozenset().union(*(column.names for column in columns))
    return sum(_heading(cell) in wanted for cell in cells)


def _too_many(most: int) -> str:
    said = _("This file has more than %(most)s rows. Divide it into several and import one after the other.")
    return said % {"most": most}
