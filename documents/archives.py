"""Office files are zip archives: measured before anything in them is parsed."""

import zipfile

_CHUNK = 64 * 1024
# No part of an Office file declares a document type or an entity, in any encoding.
_DECLARATIONS = [
    mark.encode(encoding)
    for mark in ("<!DOCTYPE", "<!ENTITY")
    for encoding in ("ascii", "utf-16-le", "utf-16-be")
]
_LONGEST_MARK = max(map(len, _DECLARATIONS))


class TooMuch(Exception):
    """It unpacks to more than such a file needs."""


class Declares(Exception):
    """Its XML declares entities, which only an attack does."""


def measure(archive: zipfile.ZipFile, *, unpacked: int, xml: int, tags: int | None = None) -> None:
    """Unpack it all, and stop at the limits: bytes unpacked, bytes of XML, and how many "<" this holds.

    What an archive says of its own sizes may be a lie. With `tags`, every part is taken for XML,
    whatever its name: a workbook says itself which part is a sheet.

    Raises:
        TooMuch: beyond a limit.
        Declares: an entity, or a document type.
        zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError: it is damaged.
    """
    total = total_xml = total_tags = 0
    for part in archive.infolist():
        is_xml = tags is not None or part.filename.lower().endswith((".xml", ".rels"))
        before = b""
        with archive.open(part) as opened:
            while chunk := opened.read(_CHUNK):
                total += len(chunk)
                total_xml += len(chunk) if is_xml else 0
                total_tags += chunk.count(b"<") if is_xml else 0
                if total > unpacked or total_xml > xml or (tags is not None and total_tags > tags):
                    raise TooMuch
                if is_xml and any(mark in before + chunk for mark in _DECLARATIONS):
                    raise Declares
                before = chunk[-_LONGEST_MARK:]
