"""What a file is, by its own bytes, before any of it is decoded; and whether it is a picture that we take."""

import dataclasses
from collections.abc import Sequence
from pathlib import PurePath

from django.utils.translation import gettext as _

from documents.pictures import containers
from documents.pictures.containers import Damaged, Moving, Shape, Trailing

MAX_BYTES = 25 * 1024 * 1024
# Decoding takes some eight bytes for each. Phones of 48 and 50 megapixels send 12 by themselves.
MAX_PIXELS = 40_000_000
SHORTEST_SIDE = 32

JPEG, PNG, WEBP = "JPEG", "PNG", "WEBP"
_MEASURED = {JPEG: containers.jpeg, PNG: containers.png, WEBP: containers.webp}
_ENDINGS = {JPEG: (".jpg", ".jpeg", ".jpe", ".jfif"), PNG: (".png",), WEBP: (".webp",)}
_HEIC = (b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1")
_OTHERS = {
    b"GIF8": "GIF",
    b"%PDF": "PDF",
    b"BM": "BMP",
    b"II*\0": "TIFF",
    b"MM\0*": "TIFF",
    b"PK": "ZIP",
    b"\x1aE\xdf\xa3": "WebM",
}


class Unacceptable(ValueError):
    """The file is not taken; the message says why and what to do, for the person who sent it."""


@dataclasses.dataclass(frozen=True)
class Looked:
    """A file that is a picture of a kind we take, of so many pixels."""

    kind: str
    shape: Shape


def look(name: str, content: bytes) -> Looked:
    """Which picture this is, without decoding it.

    Raises:
        Unacceptable: empty, too large, of another kind than its bytes or its name say, more than a picture.
    """
    if not content:
        raise Unacceptable(_("This file is empty."))
    kind = _kind(content)
    check_file(name, content, kind, _ENDINGS[kind])
    try:
        shape = _MEASURED[kind](content)
    except Trailing as error:
        said = _(
            "This file holds more than a picture, such as a film or another file behind it. "
            "Save the still picture alone, or take a screenshot of it."
        )
        raise Unacceptable(said) from error
    except Moving as error:
        raise Unacceptable(_("This picture moves. Only still pictures are taken.")) from error
    except Damaged as error:
        raise Unacceptable(damaged()) from error
    _check_shape(shape)
    return Looked(kind, shape)


def damaged() -> str:
    return _("This picture is damaged or not complete. Send it again, or take a screenshot of it.")


def _kind(content: bytes) -> str:
    if content.startswith(b"\xff\xd8\xff"):
        return JPEG
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return WEBP
    raise Unacceptable(_what_else(content))


def _what_else(content: bytes) -> str:
    """Why it is not taken, by what it is instead."""
    if content[4:8] == b"ftyp" and content[8:12] in _HEIC:
        return _(
            "This is a HEIC picture, as iPhones keep them. On the phone choose Settings › Camera › Formats › "
            "Most Compatible and take it again, or send a screenshot of it."
        )
    if content[4:8] == b"ftyp":
        return _("This is a film or a picture of another kind. Send it as JPEG, PNG or WebP.")
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return _("This is a drawing in code (SVG) or a web page, not a photograph. Send it as JPEG or PNG.")
    for start, kind in _OTHERS.items():
        if content.startswith(start):
            return _("This is a %(kind)s file. Send the picture as JPEG, PNG or WebP.") % {"kind": kind}
    return _("This is not a picture that can be read. Send it as JPEG, PNG or WebP.")


def too_large() -> str:
    return _("This file is larger than 25 MB. Choose a smaller copy of it.")


def check_file(name: str, content: bytes, kind: str, endings: Sequence[str]) -> None:
    """Its size and its name. The name is never used; one that is a path, or promises something else, no camera made.

    Raises:
        Unacceptable: it is too large, or is called what it is not.
    """
    if len(content) > MAX_BYTES:
        raise Unacceptable(too_large())
    if any(mark in name for mark in ("/", "\\", "\0")) or name.startswith(".."):
        raise Unacceptable(_("The name of this file is a path. Give it a plain name and send it again."))
    ending = PurePath(name).suffix.lower()
    if ending and ending not in endings:
        said = _("This is a %(kind)s file, but its name ends in “%(ending)s”. Save it anew and send that.")
        raise Unacceptable(said % {"kind": kind, "ending": ending[:12]})


def _check_shape(shape: Shape) -> None:
    if shape.width * shape.height > MAX_PIXELS:
        said = _(
            "This picture has %(millions)s million pixels; up to 40 are taken. Choose a smaller copy of it."
        )
        raise Unacceptable(said % {"millions": shape.width * shape.height // 1_000_000})
    if min(shape.width, shape.height) < SHORTEST_SIDE:
        raise Unacceptable(_("This picture is too small to be seen."))
