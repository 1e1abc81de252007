"""A Word file is a zip archive: looked at before anything in it is parsed."""

import io
import zipfile
import zlib

from django.utils.translation import gettext as _

from documents import archives
from documents.reading.paragraphs import Unreadable

MAX_UNPACKED = 50 * 1024 * 1024
# Word's own files of hundreds of pages stay below both. XML takes fifty times its size while it is read.
MAX_XML, MAX_PARTS = 10 * 1024 * 1024, 2000
MAIN = "word/document.xml"
_ENCRYPTED = 0x1
_OTHERS = {
    "xl/workbook.xml": "Excel",
    "ppt/presentation.xml": "PowerPoint",
    "content.xml": "OpenDocument",
    "META-INF/container.xml": "EPUB",
}


def check_archive(content: bytes) -> None:
    """Refuse an archive that is damaged, unpacks to too much, or has XML that declares entities.

    Raises:
        Unreadable: with the reason, for people.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            _check_declared(parts)
            _check_actual(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as error:
        if isinstance(error, Unreadable):
            raise
        raise Unreadable(
            _("This Word file is damaged. Open it in Word, save it again and load that.")
        ) from error


def _check_declared(parts: list[zipfile.ZipInfo]) -> None:
    names = {part.filename for part in parts}
    for name, kind in _OTHERS.items():
        if name in names and MAIN not in names:
            said = _("This is a file of %(kind)s. Save the document as Word (.docx), Markdown or plain text.")
            raise Unreadable(said % {"kind": kind})
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise Unreadable(_("This file is protected by a password. Save it without one and try again."))
    if "[Content_Types].xml" not in names:
        raise Unreadable(_("This is not a Word file, though its name ends in .docx."))
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise Unreadable(too_much())


def _check_actual(archive: zipfile.ZipFile) -> None:
    """What the archive says of its sizes may be a lie: unpack it, and stop at the limit."""
    try:
        archives.measure(archive, unpacked=MAX_UNPACKED, xml=MAX_XML)
    except archives.TooMuch as error:
        raise Unreadable(too_much()) from error
    except archives.Declares as error:
        raise Unreadable(_("This Word file has parts that no Word file has. It was not opened.")) from error


def too_much() -> str:
    return _("This Word file unpacks to far more than a document needs. It was not opened.")
