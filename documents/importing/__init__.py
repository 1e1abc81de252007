"""The one way in from spreadsheets: CSV and XLSX as rows of named cells, and nothing is ever computed.

The counterpart of `documents.export`: what that wrote is read back word for word.
"""

from collections.abc import Sequence
from pathlib import PurePath

from django.utils.translation import gettext as _

from documents.importing import csv_files, xlsx_files
from documents.importing.tables import NOTE, Column, Row, Table, Value, assemble, clean
from documents.reading import Unreadable

__all__ = ["MAX_BYTES", "NOTE", "SUFFIXES", "Column", "Row", "Table", "Unreadable", "Value", "clean", "read"]

MAX_BYTES = 2 * 1024 * 1024
_TEXT, _XLSX = (".csv", ".tsv", ".txt"), ".xlsx"
SUFFIXES = (*_TEXT, _XLSX)
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read(name: str, content: bytes, columns: Sequence[Column], *, most: int) -> Table:
    """The rows of a CSV or XLSX file named `name`, `most` at most, by the headings of its first row.

    Rows whose first cell begins with "#" say something to people and are not read. Of a workbook, the
    first sheet that can be seen is read. Nothing is written to disk.

    Raises:
        Unreadable: the file is bad, or not such a table; the message is for people.
    """
    suffix = _suffix(name, content)
    if suffix == _XLSX:
        return assemble(xlsx_files.rows_of(content), columns, most=most, strict=False)
    return assemble(csv_files.rows_of(content, columns), columns, most=most, strict=True)


def _suffix(name: str, content: bytes) -> str:
    """The ending of the name, once the content is what it promises."""
    suffix = PurePath(name).suffix.lower()
    if len(content) > MAX_BYTES:
        raise Unreadable(
            _("This file is larger than 2 MB. Take out what is not a list of people and try again.")
        )
    if not content.strip():
        raise Unreadable(_("This file is empty."))
    if content.startswith(_OLE):
        raise Unreadable(
            _("This is an old Excel file (.xls), or one with a password. Save it as .xlsx without one.")
        )
    if suffix not in SUFFIXES:
        said = _("Only CSV (.csv) and Excel (.xlsx) can be read; this name ends in “%(end)s”.")
        raise Unreadable(said % {"end": suffix[:12] or PurePath(name).name[-12:]})
    if content.startswith(_ZIP) != (suffix == _XLSX):
        raise Unreadable(
            _("This is not an Excel workbook, though its name ends in .xlsx.")
            if suffix == _XLSX
            else _("This is not a text file, though its name says so. A workbook’s name ends in .xlsx.")
        )
    return suffix
