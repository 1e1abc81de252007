"""The drawn signature: lines of points, as they are stored and sealed, and as they are drawn again. Pure.

Whoever draws stands behind a browser that anybody can imitate: what arrives is taken only if it is exactly
a list of lines of points inside the field, no more than a hand draws.
"""

import json
from typing import Any

from workflow import audit

# The field, in units of its own: whatever the screen, the same lines.
WIDTH, HEIGHT = 1000, 400
MAX_LINES, MAX_POINTS, MAX_LETTERS = 60, 2_000, 24_000

Line = list[list[int]]


def canonical(typed: str) -> str:
    """The drawing as it is stored; nothing for nothing drawn. Raises ValueError for anything but a drawing."""
    if not typed.strip():
        return ""
    lines = _read(typed)
    return audit.canonical(lines) if lines else ""


def _read(typed: str) -> list[Line]:
    if len(typed) > MAX_LETTERS:
        raise ValueError("More than a hand draws.")
    try:
        found = json.loads(typed)
    except RecursionError as error:
        raise ValueError("Not a list of lines.") from error
    if not isinstance(found, list) or len(found) > MAX_LINES or not all(map(_is_line, found)):
        raise ValueError("Not a list of lines.")
    if sum(map(len, found)) > MAX_POINTS:
        raise ValueError("More than a hand draws.")
    return found


def _is_line(said: Any) -> bool:
    return isinstance(said, list) and bool(said) and all(map(_is_point, said))


def _is_point(said: Any) -> bool:
    # True is an int, and no place.
    if not isinstance(said, list) or [type(part) for part in said] != [int, int]:
        return False
    return 0 <= said[0] <= WIDTH and 0 <= said[1] <= HEIGHT


def svg(drawn: str) -> str:
    """The stored drawing as a picture of lines; of numbers only, whatever somebody wrote into the row.

    Raises ValueError when it is no drawing.
    """
    paths = "".join(f'<path d="{_path(line)}"/>' for line in _read(drawn))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" '
        f'height="{HEIGHT}"><g fill="none" stroke="#1f2a2b" stroke-width="7" stroke-linecap="round" '
        f'stroke-linejoin="round">{paths}</g></svg>'
    )


def _path(line: Line) -> str:
    """A point alone is a dot: a line that ends where it begins."""
    first, *others = line
    return f"M{first[0]} {first[1]}" + "".join(f"L{x} {y}" for x, y in others or [first])
