"""Bullets and numbers that were typed before the words of a paragraph."""

import re

# Clear without a space after them. The last four are Symbol's and Wingdings' private characters.
DOTS = "•◦▪▫■□●○‣⁃➢➤►❖✓✔\uf0b7\uf0a7\uf0d8\uf0fc"
# Also used inside sentences, so only with a space after them.
DASHES = "-–—*+·o"

_BULLET = re.compile(rf"(?P<label>[{DOTS}]|[{re.escape(DASHES)}](?=\s|$))(?P<gap>\s*)")
_NUMBER = re.compile(
    r"(?P<label>\((?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,6})\)"
    r"|\d{1,3}(?:\.\d{1,3})*(?:[a-z]|\([a-z]\))?[.)]?"
    r"|(?:[A-Za-z]|[ivxIVX]{1,6})[.)])(?P<gap>\s+|$)"
)
_ROMAN = re.compile(r"x{0,3}(?:ix|iv|v?i{0,3})", re.IGNORECASE)
_ROMANS = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv"]


def split_label(text: str, *, heading: bool = False, previous: str = "") -> tuple[str, str]:
    """The label that `text` begins with, as it stands, and the rest; ("", text) without one.

    `previous` is the label before it: what continues that one is a label even where it might be a word.
    """
    bullet = _BULLET.match(text)
    if bullet and not heading:
        return bullet["label"], text[bullet.end() :]
    number = _NUMBER.match(text)
    if number and _is_number(number["label"], number["gap"], text[number.end() :], heading, previous):
        return number["label"], text[number.end() :]
    return "", text


def is_bullet(label: str) -> bool:
    return len(label) == 1 and label in DOTS + DASHES


def follows(previous: str, label: str) -> bool:
    """Whether `label` comes next after `previous`: 4.1 → 4.2, 5, 4.1.1 or 4.1a; a) → b); (i) → (ii)."""
    before, now = _parts(previous), _parts(label)
    if not before or not now:
        return False
    deeper = any(now == [*before, first] for first in ("1", "a", "i"))
    return deeper or any(
        now[:-1] == before[: depth - 1] and now[-1] in _next(before[depth - 1])
        for depth in range(1, len(before) + 1)
        if len(now) == depth
    )


def is_first(label: str) -> bool:
    """Whether a list may begin with `label`: 1., 4.1, a), (i)."""
    return bool(_parts(label)) and _parts(label)[-1] in {"1", "a", "i"}


def _is_number(label: str, gap: str, rest: str, heading: bool, previous: str) -> bool:
    core = label.strip("().")
    if core.isalpha():
        return _is_letter(label, core, heading, previous)
    parts = re.findall(r"\d+", core)
    if any(part.startswith("0") for part in parts):
        return False  # A time or a date: 9.05, 23.07.24.
    if label[-1] in ".)" or "\t" in gap or heading:
        return True
    if len(parts) == 1:
        return False  # "30 children"
    # "4.2 Staff", not "2.5 hours".
    return not rest[:1].islower() or is_first(label) or follows(previous, label)


def _is_letter(label: str, core: str, heading: bool, previous: str) -> bool:
    if len(core) > 1 and not _ROMAN.fullmatch(core):
        return False
    if label.endswith(")") or core.islower():
        return True
    # "A. Smith" is a name, unless it begins or continues a list.
    return heading or is_first(label) or follows(previous, label)


def _parts(label: str) -> list[str]:
    return re.findall(r"\d+|[a-z]+", label.lower())


def _next(part: str) -> set[str]:
    if part.isdigit():
        return {str(int(part) + 1)}
    found = {chr(ord(part) + 1)} if len(part) == 1 else set()
    if part in _ROMANS[:-1]:
        found.add(_ROMANS[_ROMANS.index(part) + 1])
    return found
