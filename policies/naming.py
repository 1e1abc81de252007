"""Whether words that many people read name somebody of the register. Pure; a warning, never a refusal.

A title of the action plan, or the note of a review, must not tell whom a case is about (§6.10).
Names are everyday words too ("May", "Mark"), so whoever wrote them says whether they name anybody.
"""

import dataclasses
import re
import unicodedata
from collections.abc import Iterable

_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"[’']s$", re.IGNORECASE)
# An initial names nobody.
SHORTEST = 2


@dataclasses.dataclass(frozen=True)
class Named:
    """Somebody of the register, by the words of their name."""

    words: str
    is_child: bool = False


@dataclasses.dataclass(frozen=True)
class Found:
    """A name as it stands in the text, from `start` up to `end`."""

    text: str
    start: int
    end: int
    is_child: bool


def names_in(text: str, register: Iterable[Named]) -> list[Found]:
    """The names in a text, in order; a given name with its family name is one.

    A single word counts when it begins with a capital letter: "will" is no Will. Two that follow
    each other count however they are written.
    """
    known = _known(register)
    found: list[Found] = []
    spans = [_span(word) for word in _WORD.finditer(text)]
    hits = [(start, end, known[folded]) for start, end, folded in spans if folded in known]
    for start, end, is_child in hits:
        last = found[-1] if found else None
        if last and not text[last.end : start].strip(" "):
            merged = text[last.start : end]
            found[-1] = Found(merged, last.start, end, last.is_child or is_child)
        else:
            found.append(Found(text[start:end], start, end, is_child))
    return [one for one in found if one.text[0].isupper() or " " in one.text]


def plain_wording(text: str, found: Iterable[Found]) -> str:
    """The same text with "a child" or "a colleague" for each name: something to begin from."""
    for one in sorted(found, key=lambda one: one.start, reverse=True):
        instead = "a child" if one.is_child else "a colleague"
        instead = instead if text[: one.start].strip() else instead.capitalize()
        text = f"{text[: one.start]}{instead}{text[one.end :]}"
    return text


def _known(register: Iterable[Named]) -> dict[str, bool]:
    """Each word of each name → whether a child has it."""
    known: dict[str, bool] = {}
    for one in register:
        for word in _WORD.findall(one.words):
            if len(word) >= SHORTEST:
                known[_folded(word)] = known.get(_folded(word), False) or one.is_child
    return known


def _span(word: re.Match[str]) -> tuple[int, int, str]:
    """Where a word stands without its 's, and what it is compared by."""
    bare = _POSSESSIVE.sub("", word[0])
    return word.start(), word.start() + len(bare), _folded(bare)


def _folded(word: str) -> str:
    """Without case, accents and kinds of apostrophe: Zoë is zoe."""
    parts = unicodedata.normalize("NFKD", word.casefold().replace("’", "'"))
    return "".join(letter for letter in parts if not unicodedata.combining(letter))
