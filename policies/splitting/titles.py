"""The title of a document: its first heading or first line, when that fits."""

import re
from collections.abc import Sequence

from policies.splitting.headings import SECTION, Found
from policies.splitting.looks import ends_sentence, whole, without_emphasis

_NAMES_A_POLICY = re.compile(
    r"\b(?:polic(?:y|ies)|procedures?|code|agreement|guidance|statement|plan|notice|handbook|use)\b",
    re.IGNORECASE,
)
_LONGEST = 15


def take_title(found: list[Found]) -> tuple[str, list[Found]]:
    """The title ("" without one), and what stands below it.

    A first line that names no policy ("Super Stars Pre-school") and a second that does make one title.
    """
    if not found or not _may_be_title(found[0]):
        return "", found
    first, *rest = found
    names = _names_a_policy(first)
    if not names and rest and _may_be_title(rest[0]) and _names_a_policy(rest[0]):
        return f"{_text(first)} {_text(rest[0])}", rest[1:]
    return (_text(first), rest) if names or _stands_above(first, rest) else ("", found)


def take_first_heading(found: list[Found]) -> tuple[str, list[Found]]:
    """A heading 1 at the beginning is the title."""
    if found and found[0].look == "h1":
        return whole(found[0].line), found[1:]
    return "", found


def _may_be_title(one: Found) -> bool:
    line = one.line
    return (
        line.kind != "item"
        and not line.label
        and len(line.text.split()) <= _LONGEST
        and not ends_sentence(line.text)
    )


def _names_a_policy(one: Found) -> bool:
    return _NAMES_A_POLICY.search(one.line.text) is not None


def _stands_above(first: Found, rest: Sequence[Found]) -> bool:
    """Whether everything else stands below it: another heading follows at once, or no other looks like it."""
    headings = [one for one in rest if one.rank is not None]
    if first.look and rest and rest[0].rank == SECTION:
        return True
    if not headings:
        return first.look.startswith("h")
    return all(one.look != first.look for one in headings)


def _text(one: Found) -> str:
    return without_emphasis(one.line.text)
