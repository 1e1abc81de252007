"""The first sheet of an Excel workbook: measured, then read cell by cell. Nothing in it is computed or run."""

import datetime as dt
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import load_workbook

from documents import archives
from documents.importing.tables import MAX_COLUMNS, Fault, Value, clean
from documents.reading import Unreadable

# Far more than a table of a thousand rows needs; a sheet takes many times its size while it is read.
MAX_UNPACKED, MAX_TAGS, MAX_PARTS = 10 * 1024 * 1024, 300_000, 500
# A row may say any number of itself, and the reader counts up to it.
LAST_ROW = 20_000
_ENCRYPTED = 0x1
_MACROS, _WORKBOOK = "vbaproject.bin", "xl/workbook.xml"
# In XLSX, _x0041_ stands for the letter A.
_CODED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_FORMULA, _ERROR, _ANSWER = "f", "e", "b"


def rows_of(content: bytes) -> Iterator[tuple[int, list[Value | Fault]]]:
    """Each row of the first visible sheet with its number. A formula is a fault, never computed.

    Raises:
        Unreadable: not a workbook, damaged, protected, with macros, or far too large.
    """
    _check_archive(content)
    # Whatever a strange file makes of the library, the person gets one answer.
    try:
        yield from _rows(content)
    except (Unreadable, GeneratorExit):
        raise
    except Exception as error:
        raise Unreadable(_damaged()) from error


def _rows(content: bytes) -> Iterator[tuple[int, list[Value | Fault]]]:
    book = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
    sheet = next((sheet for sheet in book.worksheets if sheet.sheet_state == "visible"), None)
    if sheet is None:
        raise Unreadable(_("This workbook has no sheet that can be seen."))
    # What a sheet says of its own size may be a lie.
    sheet.reset_dimensions()
    for number, cells in enumerate(sheet.iter_rows(max_col=MAX_COLUMNS), start=1):
        if number > LAST_ROW:
            raise Unreadable(_too_large())
        yield number, [_value(cell) for cell in cells]


def _check_archive(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_parts(archive.infolist())
            archives.measure(archive, unpacked=MAX_UNPACKED, xml=MAX_UNPACKED, tags=MAX_TAGS)
    except archives.TooMuch as error:
        raise Unreadable(_too_large()) from error
    except archives.Declares as error:
        raise Unreadable(_("This workbook has parts that no workbook has. It was not opened.")) from error
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
        raise Unreadable(_damaged()) from error


def _check_parts(parts: list[zipfile.ZipInfo]) -> None:
    names = {part.filename.lower() for part in parts}
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise Unreadable(_("This file is protected by a password. Save it without one and try again."))
    if _WORKBOOK not in names:
        raise Unreadable(
            _("This is not an Excel workbook (.xlsx). Open it in your spreadsheet and save it as one.")
        )
    if any(name.endswith(_MACROS) for name in names):
        raise Unreadable(_("This workbook has macros. Save it as .xlsx, without them, and try again."))
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise Unreadable(_too_large())


def _value(cell: Any) -> Value | Fault:
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == _FORMULA:
        return Fault(_("This cell holds a formula. Put its value there: copy it, then “paste as values”."))
    if cell.data_type == _ERROR:
        return Fault(_("This cell shows an error of the spreadsheet."))
    if cell.data_type == _ANSWER:
        return "TRUE" if value else "FALSE"
    if isinstance(value, dt.datetime):
        return value.date() if value.time() == dt.time() else f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return value if isinstance(value, dt.date) else clean(_CODED.sub(_letter, str(value)))


def _letter(code: re.Match[str]) -> str:
    return chr(int(code[1], 16))


def _too_large() -> str:
    return _("This workbook holds far more than a list of people needs. It was not opened.")


def _damaged() -> str:
    return _("This workbook is damaged. Open it in your spreadsheet, save it again and try again.")
