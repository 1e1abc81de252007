"""Names and properties in Word's XML."""

from collections.abc import Iterator
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
# 720 twips, Word's step of a list, are four columns.
TWIPS_PER_COLUMN = 180
_OFF = {"0", "false", "off", "none"}

# An element of lxml, which has no types of its own.
Element = Any


def child(element: Element | None, *path: str) -> Element | None:
    """The first w:a/w:b/… below `element`, or None."""
    for name in path:
        element = element.find(W + name) if element is not None else None
    return element


def value(element: Element | None, *path: str) -> str | None:
    """The w:val of the element at `path`."""
    found = child(element, *path)
    return found.get(f"{W}val") if found is not None else None


def is_on(element: Element | None, *path: str) -> bool:
    """Whether the switch at `path` is there and not set to off."""
    found = child(element, *path)
    return found is not None and found.get(f"{W}val", "1").lower() not in _OFF


def number(text: str | None) -> int | None:
    """A number of the file, or None; twips may be written as "720.0"."""
    try:
        return int(float(text)) if text else None
    except (ValueError, OverflowError):
        return None


def indentation(properties: Element | None) -> dict[str, int]:
    """left, hanging and firstLine of a paragraph's properties, in twips, as far as they are given."""
    ind = child(properties, "ind")
    if ind is None:
        return {}
    given = {
        "left": number(ind.get(f"{W}left") or ind.get(f"{W}start")),
        "hanging": number(ind.get(f"{W}hanging")),
        "firstLine": number(ind.get(f"{W}firstLine")),
    }
    return {name: twips for name, twips in given.items() if twips is not None}


def columns(ind: dict[str, int]) -> int:
    """Where the label or the first line begins."""
    first = -ind["hanging"] if ind.get("hanging") else ind.get("firstLine", 0)
    return max(0, round((ind.get("left", 0) + first) / TWIPS_PER_COLUMN))


def elements(parent: Element) -> Iterator[Element]:
    """The children without comments and processing instructions."""
    return (found for found in parent if isinstance(found.tag, str))
