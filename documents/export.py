"""The one way out into spreadsheets: no cell is ever a formula, and none says other words than before.

In XLSX a cell knows that it is text. CSV has no types, so a text that a spreadsheet might take
for a formula gets an apostrophe before it (OWASP, "CSV Injection"): who reads the file with a
program takes it away again.
"""

import csv
import datetime as dt
import io
import re
from collections.abc import Callable, Iterable, Sequence

from django.http import HttpResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import Cell as XlsxCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

Cell = str | int | bool | dt.date | dt.datetime | Promise | None
Columns = Sequence[str | Promise]
Rows = Iterable[Sequence[Cell]]

# OWASP's list with its full-width forms; a spreadsheet may drop the space before them. With the
# apostrophes, so that one more can always be told from those that were there.
_DANGEROUS = re.compile(r"'*(?:\s*[=+\-@＝＋－＠]|[\t\r\n])")
# What XML cannot hold: control characters, lone surrogates, and two that are no characters.
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_PICTURES, _UNKNOWN = 0x2400, "\N{REPLACEMENT CHARACTER}"
# In XLSX, _x0041_ stands for the letter A; this way it stands for itself.
_CODED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_MOST_LETTERS = 32_767
_MOST_DIGITS = 15
# Spreadsheets count days from here, and get the two months before it wrong.
_FIRST_DATE = dt.date(1900, 3, 1)
_NARROWEST, _WIDEST = 8, 60
_SHEET_TITLE = re.compile(r"[\[\]:*?/\\]")
_LONGEST_TITLE = 31


def as_csv(columns: Columns, rows: Rows) -> bytes:
    """The table as CSV in UTF-8 with its mark and CRLF; dates as 2024-07-23, times of day in London."""
    held = io.StringIO()
    writer = csv.writer(held, lineterminator="\r\n")
    writer.writerow([_safe(_written(column)) for column in columns])
    for row in rows:
        writer.writerow(
            [_safe(_written(cell)) if _is_text(cell) else _written(cell) for cell in _checked(row, columns)]
        )
    return held.getvalue().encode("utf-8-sig")


def as_xlsx(title: str, columns: Columns, rows: Rows) -> bytes:
    """The table as a workbook with one sheet; dates are dates, and text is text."""
    book = Workbook()
    sheet: Worksheet = book.active
    sheet.title = _sheet_title(title)
    book.properties.title = visible(str(title))
    for at, column in enumerate(columns, start=1):
        heading = sheet.cell(1, at)
        _fill(heading, str(column))
        heading.font = Font(bold=True)
    widths = [len(str(column)) + 2 for column in columns]
    for number, row in enumerate(rows, start=2):
        for at, cell in enumerate(_checked(row, columns)):
            _fill(sheet.cell(number, at + 1), cell)
            widths[at] = max(widths[at], *map(len, (_written(cell) or " ").splitlines() or [""]))
    for at, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(at)].width = min(max(width + 1, _NARROWEST), _WIDEST)
    sheet.freeze_panes = "A2"
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


_FORMATS: dict[str, tuple[str, Callable[[str, Columns, Rows], bytes]]] = {
    "csv": ("text/csv; charset=utf-8", lambda _title, columns, rows: as_csv(columns, rows)),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", as_xlsx),
}
FORMATS = tuple(_FORMATS)


def download(name: str, fmt: str, columns: Columns, rows: Rows) -> HttpResponse:
    """The table as a file to keep, named `name` in plain letters; `fmt` is one of FORMATS.

    Raises:
        KeyError: another format; a view checks it first.
    """
    content_type, made_by = _FORMATS[fmt]
    file_name = f"{slugify(name) or 'export'}.{fmt}"
    return HttpResponse(
        made_by(name, columns, rows),
        content_type=content_type,
        headers={
            "Content-Disposition": f'attachment; filename="{file_name}"',
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
        },
    )


def visible(text: str) -> str:
    """`text` with line ends as "\\n", and with characters that no file may hold made visible: a NUL is ␀."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _FORBIDDEN.sub(lambda found: _picture(ord(found[0])), text)


def as_typed(text: str) -> str:
    """A cell of CSV as it was before it was made safe; a text that needed nothing stays as it is."""
    return text[1:] if text.startswith("'") and _DANGEROUS.match(text[1:]) else text


def _picture(code: int) -> str:
    return chr(_PICTURES + code) if code < ord(" ") else _UNKNOWN


def _checked(row: Sequence[Cell], columns: Columns) -> Sequence[Cell]:
    if len(row) != len(columns):
        raise ValueError(f"A row of {len(row)} cells for {len(columns)} columns.")
    return row


def _is_text(cell: Cell) -> bool:
    return isinstance(cell, str | Promise)


def _written(cell: Cell) -> str:
    """The cell in words, as CSV shows it."""
    if cell is None:
        return ""
    if _is_text(cell):
        return visible(str(cell))
    if isinstance(cell, bool):
        return _("Yes") if cell else _("No")
    if isinstance(cell, dt.datetime):
        return f"{_in_london(cell):%Y-%m-%d %H:%M}"
    if isinstance(cell, dt.date):
        return cell.isoformat()
    if isinstance(cell, int):
        return str(cell)
    raise TypeError(f"A table has no cells of {type(cell).__name__}.")


def _safe(text: str) -> str:
    return f"'{text}" if _DANGEROUS.match(text) else text


def _in_london(moment: dt.datetime) -> dt.datetime:
    """The time on the clocks of London, without its zone, which no spreadsheet knows."""
    if moment.tzinfo is None:
        raise ValueError("A moment without a time zone.")
    return timezone.make_naive(moment, timezone.get_default_timezone())


def _fill(target: XlsxCell, cell: Cell) -> None:
    if isinstance(cell, dt.datetime):
        cell = _in_london(cell)
    if isinstance(cell, dt.date) and _day(cell) >= _FIRST_DATE:
        target.value = cell
        target.number_format = "dd/mm/yyyy hh:mm" if isinstance(cell, dt.datetime) else "dd/mm/yyyy"
    elif isinstance(cell, int) and not isinstance(cell, bool) and len(str(abs(cell))) <= _MOST_DIGITS:
        target.value = cell
    elif cell is not None:
        _fill_with_words(target, _written(cell))
    target.alignment = Alignment(vertical="top", wrap_text=target.data_type == "s")


def _fill_with_words(target: XlsxCell, words: str) -> None:
    text = _CODED.sub("_x005F_", words)
    if len(text) > _MOST_LETTERS:
        cut = _("… (cut here: a cell holds no more; the CSV has it all)")
        text = text[: _MOST_LETTERS - len(cut)] + cut
    target.value = text
    # After the value, which would make a formula of "=1+1" and an error of "#N/A".
    target.data_type = "s"
    # "@" is a spreadsheet's own format for text: it stays so when somebody edits the cell.
    target.number_format = "@"


def _day(cell: dt.date) -> dt.date:
    return cell.date() if isinstance(cell, dt.datetime) else cell


def _sheet_title(title: str) -> str:
    return _SHEET_TITLE.sub(" ", visible(str(title))).strip(" '")[:_LONGEST_TITLE].strip(" '") or "Sheet"
