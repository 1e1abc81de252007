"""What kind of file this is, by its content, before any of it is parsed."""

import re
from pathlib import PurePath

from django.utils.translation import gettext as _

from documents.reading.paragraphs import Unreadable

MAX_BYTES = 5 * 1024 * 1024
MARKDOWN, TEXT, WORD = (".md", ".markdown"), (".txt", ".text"), (".docx",)
_ZIP, _OLE = b"PK", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BYTE_ORDER = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
# What no text has: control characters other than tab, line and page ends.
_NOT_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_OTHERS = {
    b"%PDF": "PDF",
    b"{\\rtf": "RTF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
}


def suffix_of(name: str, content: bytes) -> str:
    """The ending of the name, once the content is what it promises.

    Raises:
        Unreadable: empty, too large, of another type, or not what its name says.
    """
    suffix = PurePath(name).suffix.lower()
    if len(content) > MAX_BYTES:
        raise Unreadable(_("This file is larger than 5 MB. Take the pictures out and try again."))
    if not content.strip():
        raise Unreadable(_("This file is empty."))
    _refuse_other_types(content)
    if suffix not in (*MARKDOWN, *TEXT, *WORD):
        said = _(
            "Only Markdown (.md), plain text (.txt) and Word (.docx) can be read; this name ends in “%(end)s”."
        )
        raise Unreadable(said % {"end": suffix[:12] or PurePath(name).name[-12:]})
    if content.startswith(_ZIP) and suffix not in WORD:
        raise Unreadable(
            _("This is not a text file, though its name says so. A Word file’s name ends in .docx.")
        )
    if not content.startswith(_ZIP) and suffix in WORD:
        raise Unreadable(_("This is not a Word file, though its name ends in .docx."))
    return suffix


def _refuse_other_types(content: bytes) -> None:
    for start, kind in _OTHERS.items():
        if content.startswith(start):
            said = _(
                "This is a %(kind)s file. Save the document as Word (.docx), Markdown or plain text, and load that."
            )
            raise Unreadable(said % {"kind": kind})
    if content.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise Unreadable(
                _("This Word file is protected by a password. Save it without one and try again.")
            )
        raise Unreadable(_("This is an old Word file (.doc). Open it in Word and save it as .docx."))


def text_of(content: bytes) -> str:
    """The text of a file: UTF-8, UTF-16 with its mark, or Windows-1252.

    Raises:
        Unreadable: it is not text, or in another encoding.
    """
    marked = next((name for mark, name in _BYTE_ORDER.items() if content.startswith(mark)), None)
    for encoding in [marked] if marked else ["utf-8", "cp1252"]:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _NOT_TEXT.search(text):
            raise Unreadable(_("This is not a text file, or its letters are not stored as UTF-8."))
        if not text.strip():
            raise Unreadable(_("This file is empty."))
        return text
    raise Unreadable(_("The letters of this file cannot be read. Save it as UTF-8 and try again."))
