"""The site's font as PDFs embed it. Scripts that it lacks fall back to the system's fonts, letter by letter."""

import base64
import functools
import os
from pathlib import Path

from django.contrib.staticfiles import finders
from django.core.exceptions import ImproperlyConfigured

# Each has letters that the other lacks.
FILES = {
    "Atkinson Hyperlegible Next": "build/fonts/atkinson-hyperlegible-next-latin-wght-normal.woff2",
    "Atkinson Hyperlegible Next Extended": "build/fonts/atkinson-hyperlegible-next-latin-ext-wght-normal.woff2",
}
# Each PDF holds its own cut of the variable font. fontTools, which cuts it, would write the present
# moment into it, and the same document would never give the same bytes.
os.environ.setdefault("SOURCE_DATE_EPOCH", "0")


@functools.cache
def faces() -> list[tuple[str, str]]:
    """Each file's family and its content as a data: URL.

    Raises:
        ImproperlyConfigured: the fonts were not built.
    """
    return [(family, _as_data_url(file)) for family, file in FILES.items()]


def _as_data_url(file: str) -> str:
    found = finders.find(file)
    if found is None:
        raise ImproperlyConfigured(f"static/{file} is not built; `python3 -m scripts.set_up` builds it.")
    return f"data:font/woff2;base64,{base64.b64encode(Path(found).read_bytes()).decode()}"
