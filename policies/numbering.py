"""What each block of a policy is called: S4, S4.1, S4.1.3, S4.1.3a, S4.1.3a.i. Pure.

The number belongs to the version; the key of a clause lives on. A number that stands in the document
is taken where it fits: below the same section or heading, and after the number before it.
"""

import dataclasses
import re
from collections.abc import Iterable, Sequence
from itertools import chain, islice, takewhile

from policies.outline import CLAUSE, HEADING, SECTION, Block

_NUMBER = re.compile(r"\(?(?:section\s+|s)?(\d{1,3}(?:\.\d{1,3})*)[.):]*", re.IGNORECASE)
_LETTER = re.compile(r"\(?([a-z])[.):]*", re.IGNORECASE)
_ROMAN = re.compile(r"\(?([ivx]{1,6})[.):]*", re.IGNORECASE)

_ROMANS = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_ALPHABET = 26


def numbers(blocks: Sequence[Block]) -> list[str]:
    """The number of each block, in order. Every number occurs once.

    In a section with headings, clauses before the first heading stand below "0" (S4.0.1).
    """
    counter = _Counter()
    return [counter.next(block, islice(blocks, position + 1, None)) for position, block in enumerate(blocks)]


@dataclasses.dataclass
class _Counter:
    """Where the numbering stands. `heading` is None in a section that has no headings."""

    section: int = 0
    heading: int | None = None
    # The values counted on each level below the section or heading: clause, letter, roman, and so on.
    path: list[int] = dataclasses.field(default_factory=list)
    began: bool = False

    def next(self, block: Block, rest: Iterable[Block]) -> str:
        if block.kind == SECTION:
            self._start_section(rest, _value(block.label, [], self.section + 1))
        elif not self.began:
            # Words before the first section stand below S0.
            self._start_section(chain([block], rest), 0)
        if block.kind == HEADING:
            self.heading = _value(block.label, [self.section], (self.heading or 0) + 1)
            self.path = []
        elif block.kind == CLAUSE:
            self._count(block)
        return self._name()

    def _start_section(self, rest: Iterable[Block], number: int) -> None:
        inside = takewhile(lambda one: one.kind != SECTION, rest)
        self.section, self.path, self.began = number, [], True
        self.heading = 0 if any(one.kind == HEADING for one in inside) else None

    def _count(self, block: Block) -> None:
        depth = min(block.depth, len(self.path))
        last = self.path[depth] if depth < len(self.path) else 0
        above = [*self._stem(), *self.path[:depth]]
        self.path = [*self.path[:depth], _value(block.label, above, last + 1)]

    def _stem(self) -> list[int]:
        return [self.section] if self.heading is None else [self.section, self.heading]

    def _name(self) -> str:
        levels = [*self._stem(), *self.path[:1]]
        if not self.path and self.heading == 0:
            levels = [self.section]
        name = "S" + ".".join(map(str, levels))
        for depth, value in enumerate(self.path[1:]):
            name += letters(value) if depth == 0 else f".{roman(value) if depth == 1 else value}"
        return name


def _value(label: str, above: list[int], expected: int) -> int:
    """What the label says, or what follows the last one when it does not say or does not fit."""
    said = said_by(label, expected)
    fits = bool(said) and said[-1] >= expected and (len(said) == 1 or said[:-1] == above)
    return said[-1] if fits else expected


def said_by(label: str, expected: int = 1) -> list[int]:
    """The number in a label: "4.2." [4, 2], "4.0" [4], "b)" [2], "(iv)" [4]; none in a bullet [].

    "i)" is the letter only where the ninth is expected, and so for v and x.
    """
    label = "" if label == "o" else label.strip()  # Word's round bullet
    if found := _NUMBER.fullmatch(label):
        return [int(part) for part in re.sub(r"(\.0+)+$", "", found[1]).split(".")]
    if found := _LETTER.fullmatch(label):
        place = ord(found[1].lower()) - ord("a") + 1
        if place == expected or not _ROMAN.fullmatch(label):
            return [place]
    if found := _ROMAN.fullmatch(label):
        return [value for value in range(1, 40) if roman(value) == found[1].lower()]
    return []


def letters(value: int) -> str:
    """1 is a, 26 z, 27 aa, 28 ab."""
    before, place = divmod(value - 1, _ALPHABET)
    return (letters(before) if before else "") + chr(ord("a") + place)


def roman(value: int) -> str:
    """1 is i, 4 iv."""
    text = ""
    for worth, sign in _ROMANS:
        times, value = divmod(value, worth)
        text += sign * times
    return text
