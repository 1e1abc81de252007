"""Which clause of the last version each clause of a new one carries on. Pure: a proposal that the manager confirms."""

import dataclasses
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import pairwise

from policies.comparing import rising
from policies.outline import Block, words_of

# From here two texts are taken for the same clause reworded; tried on reworded policies, and only proposed.
ALIKE = 0.6


@dataclasses.dataclass(frozen=True)
class Match:
    """That block `new` carries on block `old` (positions).

    Without an old one it is a new clause; without a new one the old clause vanished. `likeness` is 1
    for the same words, and else how much of them is the same.
    """

    new: int | None
    old: int | None
    likeness: float = 0.0

    @property
    def is_certain(self) -> bool:
        return self.likeness == 1


def carry(old_blocks: Sequence[Block], new_blocks: Sequence[Block]) -> list[Match]:
    """A match for each new block, in order; then one for each old block that vanished.

    A key that a new block has already is kept. Then the same words are the same clause, even moved;
    then similar words, in the order of the old version. Each old clause goes on once at most.
    """
    found = _Pairs(old_blocks, new_blocks)
    found.by_key()
    found.by_words_in_order()
    found.by_words_moved()
    found.by_likeness()
    matches = [Match(new, *found.pairs.get(new, (None, 0.0))) for new in range(len(new_blocks))]
    return matches + [Match(None, old) for old in range(len(old_blocks)) if old not in found.taken]


def carried(
    old_blocks: Sequence[Block], new_blocks: Sequence[Block], matches: Sequence[Match]
) -> list[Block]:
    """The new blocks with the keys of the clauses that they carry on, as confirmed in `matches`."""
    old_of = {match.new: match.old for match in matches if match.new is not None}
    return [
        replace(block, clause=None if (old := old_of.get(new)) is None else old_blocks[old].clause)
        for new, block in enumerate(new_blocks)
    ]


class _Pairs:
    """What has been paired so far: new → (old, likeness)."""

    def __init__(self, old_blocks: Sequence[Block], new_blocks: Sequence[Block]) -> None:
        self._old, self._new = old_blocks, new_blocks
        self._old_words = [_words(block) for block in old_blocks]
        self._new_words = [_words(block) for block in new_blocks]
        self.pairs: dict[int, tuple[int, float]] = {}
        self.taken: set[int] = set()

    def by_key(self) -> None:
        places = {block.clause: old for old, block in enumerate(self._old) if block.clause}
        for new, block in enumerate(self._new):
            if block.clause in places:
                old = places[block.clause]
                self._pair(new, old, self._likeness(old, new))

    def by_words_in_order(self) -> None:
        matcher = SequenceMatcher(None, self._old_words, self._new_words, autojunk=False)
        for old, new, length in matcher.get_matching_blocks():
            for step in range(length):
                self._pair(new + step, old + step, 1.0)

    def by_words_moved(self) -> None:
        for new in self._unpaired():
            same = (old for old in self._left() if self._old_words[old] == self._new_words[new])
            if (old := next(same, None)) is not None:
                self._pair(new, old, 1.0)

    def by_likeness(self) -> None:
        """In each gap between clauses that stand where they stood, the pairs that are most alike in all."""
        for olds, news in self._gaps():
            for old, new, likeness in _best(self._alike(olds, news), olds, news):
                self._pair(new, old, likeness)

    def _gaps(self) -> Iterator[tuple[list[int], list[int]]]:
        pairs = [(new, old) for new, (old, _) in sorted(self.pairs.items())]
        in_place = rising([old for _, old in pairs])
        anchors = [(new, old) for new, old in pairs if old in in_place]
        ends = [(-1, -1), *anchors, (len(self._new), len(self._old))]
        for (new, old), (next_new, next_old) in pairwise(ends):
            olds = [one for one in range(old + 1, next_old) if one not in self.taken]
            news = [one for one in range(new + 1, next_new) if one not in self.pairs]
            if olds and news:
                yield olds, news

    def _alike(self, olds: list[int], news: list[int]) -> dict[tuple[int, int], float]:
        pairs = ((old, new) for old in olds for new in news if self._old[old].kind == self._new[new].kind)
        alike = {(old, new): self._likeness(old, new) for old, new in pairs}
        return {pair: likeness for pair, likeness in alike.items() if likeness >= ALIKE}

    def _likeness(self, old: int, new: int) -> float:
        before, after = self._old_words[old], self._new_words[new]
        total = len(before) + len(after)
        # Never less than the true one, and much quicker.
        bound = 2 * (Counter(before) & Counter(after)).total() / total if total else 1.0
        return SequenceMatcher(None, before, after, autojunk=False).ratio() if bound >= ALIKE else bound

    def _pair(self, new: int, old: int, likeness: float) -> None:
        if new not in self.pairs and old not in self.taken:
            self.pairs[new] = (old, likeness)
            self.taken.add(old)

    def _unpaired(self) -> list[int]:
        return [new for new in range(len(self._new)) if new not in self.pairs]

    def _left(self) -> list[int]:
        return [old for old in range(len(self._old)) if old not in self.taken]


def _words(block: Block) -> tuple[str, ...]:
    return tuple(word.casefold() for word in words_of(block.text))


def _best(
    alike: dict[tuple[int, int], float], olds: list[int], news: list[int]
) -> list[tuple[int, int, float]]:
    """The pairs in order whose likeness is greatest in all."""
    # row[j]: the best of the old ones so far with the first j new ones.
    row: list[tuple[float, list[tuple[int, int, float]]]] = [(0.0, [])] * (len(news) + 1)
    for old in olds:
        above, row = row, [(0.0, [])]
        for j, new in enumerate(news):
            choices = [above[j + 1], row[j]]
            if (old, new) in alike:
                worth, pairs = above[j]
                choices.append((worth + alike[old, new], [*pairs, (old, new, alike[old, new])]))
            row.append(max(choices, key=lambda choice: choice[0]))
    return row[-1][1]
