"""Workbooks as no honest program writes them: one part of a real one replaced, or a part more."""

import io
import zipfile
from collections.abc import Callable

from documents import export

SHEET = "xl/worksheets/sheet1.xml"


def workbook(*rows: tuple, headings=("Name", "Born")) -> bytes:
    return export.as_xlsx("People", headings, rows)


def changed(content: bytes, change: Callable[[bytes], bytes], *, part: str = SHEET, **more: bytes) -> bytes:
    """`content` with `part` changed; `more` are added parts, "__" in their names for "/" and "_" for "."."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new:
        for one in old.infolist():
            said = old.read(one)
            new.writestr(one.filename, change(said) if one.filename == part else said)
        for name, said in more.items():
            new.writestr(name.replace("__", "/").replace("_", "."), said)
    return held.getvalue()


def with_cells(xml: bytes) -> bytes:
    """One row with a name, and these rows after it."""
    return changed(workbook(("Ana", "")), lambda said: said.replace(b"</sheetData>", xml + b"</sheetData>"))
