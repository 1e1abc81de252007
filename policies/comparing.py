"""What changed between two texts, word by word, and between two versions, clause by clause. Pure."""

import dataclasses
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from policies.numbering import numbers
from policies.outline import Block, plain

SAME, ADDED, REMOVED, CHANGED = "same", "added", "removed", "changed"
MOVED, RENUMBERED = "moved", "renumbered"


class Run(NamedTuple):
    """Some words in a row, and what happened to them: "same", "added" (<ins>) or "removed" (<del>)."""

    op: str
    words: str


class Numbered(NamedTuple):
    number: str
    block: Block


@dataclasses.dataclass(frozen=True)
class Change:
    """What happened to one clause.

    `op` is "added", "removed", "changed" (its words), "moved" (to another place or level),
    "renumbered" (because others came or went) or "same"; changed words outweigh a new place.
    """

    op: str
    before: Numbered | None
    after: Numbered | None
    runs: list[Run]
    is_moved: bool = False

    @property
    def is_renumbered(self) -> bool:
        return bool(self.before and self.after and self.before.number != self.after.number)

    @property
    def number(self) -> str:
        """The one it has now or, when it was removed, had."""
        said = self.after or self.before
        return said.number if said else ""


def compare_texts(before: str, after: str) -> list[Run]:
    """The words of both in order, as runs. Marks of emphasis count only where nothing else changed."""
    if plain(before) != plain(after):
        before, after = plain(before), plain(after)
    old, new = before.split(), after.split()
    runs = []
    for op, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if op == "equal":
            runs.append(Run(SAME, " ".join(old[i:j])))
            continue
        runs += [Run(REMOVED, " ".join(old[i:j]))] if i < j else []
        runs += [Run(ADDED, " ".join(new[k:m]))] if k < m else []
    return runs


def compare(before: Sequence[Block], after: Sequence[Block]) -> list[Change]:
    """What happened to each clause, by its key, in the order of `after`; a removed one stands where it stood.

    A block without a key is a clause of its own: removed from `before`, added in `after`.
    """
    old, new = _numbered(before), _numbered(after)
    places = {said.block.clause: at for at, said in reversed(list(enumerate(old))) if said.block.clause}
    pairs: dict[int, int] = {}
    for at, said in enumerate(new):
        kept = places.get(said.block.clause or "")
        if kept is not None and kept not in pairs.values():
            pairs[at] = kept
    in_place = rising([pairs[at] for at in sorted(pairs)])
    changes = {at: _kept(old[was], new[at], moved=was not in in_place) for at, was in pairs.items()}
    return list(_in_order(old, new, pairs, changes))


def _in_order(
    old: list[Numbered], new: list[Numbered], pairs: dict[int, int], changes: dict[int, Change]
) -> Iterator[Change]:
    gone = set(range(len(old))) - set(pairs.values())
    # Each removed clause follows the old one before it that is still there.
    after: dict[int, list[int]] = {}
    for was in sorted(gone):
        kept_before = next((k for k in reversed(range(was)) if k not in gone), -1)
        after.setdefault(kept_before, []).append(was)
    yield from (_removed(old[was]) for was in after.get(-1, []))
    for at, said in enumerate(new):
        yield changes.get(at) or Change(ADDED, None, said, [Run(ADDED, plain(said.block.text))])
        yield from (_removed(old[was]) for was in after.get(pairs.get(at, -2), []))


def _kept(was: Numbered, now: Numbered, *, moved: bool) -> Change:
    moved = moved or (was.block.kind, was.block.depth) != (now.block.kind, now.block.depth)
    runs = compare_texts(was.block.text, now.block.text)
    if any(run.op != SAME for run in runs):
        op = CHANGED
    elif moved:
        op = MOVED
    else:
        op = SAME if was.number == now.number else RENUMBERED
    return Change(op, was, now, runs, is_moved=moved)


def _removed(said: Numbered) -> Change:
    return Change(REMOVED, said, None, [Run(REMOVED, plain(said.block.text))])


def _numbered(blocks: Sequence[Block]) -> list[Numbered]:
    return [Numbered(number, block) for number, block in zip(numbers(blocks), blocks, strict=True)]


def rising(places: list[int]) -> set[int]:
    """The most of these different numbers that stand in rising order: the others were moved."""
    ends: list[int] = []
    before: dict[int, int | None] = {}
    for place in places:
        length = bisect_left(ends, place)
        before[place] = ends[length - 1] if length else None
        ends[length : length + 1] = [place]
    kept: set[int] = set()
    place_or_none = ends[-1] if ends else None
    while place_or_none is not None:
        kept.add(place_or_none)
        place_or_none = before[place_or_none]
    return kept
