"""The site's font as PDFs embed it. Scripts that it lacks fall back to the system's fonts, letter by letter."""

import base64
import functools
import io
import os
from pathlib import Path

from django.contrib.staticfiles import finders
from django.core.exceptions import ImproperlyConfigured
from fontTools.ttLib.woff2 import decompress

# Each has letters that the other lacks.
FAMILIES = {"Atkinson Hyperlegible Next": "latin", "Atkinson Hyperlegible Next Extended": "latin-ext"}
# Without a slanted form of its own a font would show emphasis as nothing.
STYLES = ("normal", "italic")
# Each PDF holds its own cut of the variable font. fontTools, which cuts it, would write the present
# moment into it, and the same document would never give the same bytes.
os.environ.setdefault("SOURCE_DATE_EPOCH", "0")


@functools.cache
def faces() -> list[tuple[str, str, str]]:
    """The family, the style and the content, as a data: URL, of each face.

    Raises:
        ImproperlyConfigured: the fonts were not built.
    """
    return [
        (family, style, _as_data_url(f"build/fonts/atkinson-hyperlegible-next-{letters}-wght-{style}.woff2"))
        for family, letters in FAMILIES.items()
        for style in STYLES
    ]


def _as_data_url(file: str) -> str:
    found = finders.find(file)
    if found is None:
        raise ImproperlyConfigured(f"static/{file} is not built; `python3 -m scripts.set_up` builds it.")
    return f"data:font/ttf;base64,{base64.b64encode(_unpacked(Path(found))).decode()}"


def _unpacked(packed: Path) -> bytes:
    """WeasyPrint would unpack each face anew for each PDF: two thirds of the time that a short one takes."""
    unpacked = io.BytesIO()
    decompress(str(packed), unpacked)
    return unpacked.getvalue()
