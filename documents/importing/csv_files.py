"""CSV as programs write it: commas, semicolons or tabs, in UTF-8, UTF-16 with its mark or Windows-1252."""

import csv
import io
import re
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from documents.export import as_typed
from documents.importing.tables import DELETE, Column, clean, is_empty, known_headings
from documents.reading import Unreadable
from documents.reading.files import text_of

DELIMITERS = (",", ";", "\t")
# Excel writes and obeys such a first line.
_SAYS_DELIMITER = re.compile(r"sep=(?P<delimiter>[,;\t])\r?\n", re.IGNORECASE)
# A letter of two or three bytes of UTF-8. Windows-1252 has hardly any word with such a pair.
_UTF8_LETTER = re.compile(rb"[\xc3-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}")


def rows_of(content: bytes, columns: Sequence[Column]) -> Iterator[tuple[int, list[str]]]:
    """Each row with its number, the apostrophes of a safe export taken away.

    Raises:
        Unreadable: not text, of two encodings, or with quotes that do not close.
    """
    text = _text(content)
    said = _SAYS_DELIMITER.match(text)
    text, first = (text[said.end() :], 2) if said else (text, 1)
    delimiter = said["delimiter"] if said else _delimiter(text, columns)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = first - 1
    try:
        for number, cells in enumerate(reader, start=first):
            yield number, [clean(as_typed(cell)) for cell in cells]
    except csv.Error as error:
        said_why = _("The quotes of this file do not fit: look at row %(number)s and the one before it.")
        raise Unreadable(said_why % {"number": number + 1}) from error


def _text(content: bytes) -> str:
    is_utf16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    text = text_of(content if is_utf16 else content.replace(DELETE.encode(), b""))
    if not is_utf16:
        try:
            content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            if _UTF8_LETTER.search(content):
                raise Unreadable(
                    _(
                        "The letters of this file are stored in two ways. Save it as “CSV UTF-8” and try again."
                    )
                ) from error
    return text


def _delimiter(text: str, columns: Sequence[Column]) -> str:
    """The one by which most headings are known; a comma where none is."""
    return max(DELIMITERS, key=lambda one: known_headings(_first_row(text, one), columns))


def _first_row(text: str, delimiter: str) -> list[str]:
    try:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        return next((row for row in rows if not is_empty(row)), [])
    except csv.Error:
        return []
