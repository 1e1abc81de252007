"""Which clause goes on as which, for the manager to confirm: what is certain, and what is to be chosen."""

import dataclasses
import textwrap
from collections.abc import Sequence

from policies import keys
from policies.comparing import Run, compare_texts
from policies.models import PolicyVersion
from policies.numbering import numbers
from policies.outline import Block, plain
from policies.selectors.versions import blocks, predecessor

# No list to choose from is longer: those that stand nearest are offered.
MOST_OFFERED = 60
SHORT = 70


@dataclasses.dataclass(frozen=True)
class Question:
    """One block of the draft that may be new, or carry on an old one; `offered` are those it may be.

    `proposed` is a key, or "" for a new clause; `runs` are the words that changed if it is that one.
    """

    place: int
    number: str
    text: str
    proposed: str
    offered: list[tuple[str, str]]
    runs: list[Run]

    @property
    def name(self) -> str:
        return f"block_{self.place}"


@dataclasses.dataclass(frozen=True)
class Keys:
    """`settled` go on with the same words; `questions` are asked; `vanished` go on as nothing, if so confirmed."""

    before: PolicyVersion
    settled: int
    questions: list[Question]
    vanished: list[tuple[str, str]]
    # The key of each block as it is proposed, in order.
    proposed: list[str | None]


def page(version: PolicyVersion) -> Keys | None:
    """None for a policy's first version: nothing can go on."""
    before = predecessor(version)
    if before is None:
        return None
    old, new = blocks(before), blocks(version)
    matches = keys.carry(old, new)
    taken = {match.old for match in matches if match.new is not None and match.is_certain}
    open_places = [place for place in range(len(old)) if place not in taken]
    old_numbers, new_numbers = numbers(old), numbers(new)
    labels = [_label(number, block) for number, block in zip(old_numbers, old, strict=True)]
    questions = [
        _question(match, old, new[match.new], new_numbers[match.new], _near(match, open_places, labels, old))
        for match in matches
        if match.new is not None and not match.is_certain and open_places
    ]
    return Keys(
        before=before,
        settled=len(taken),
        questions=questions,
        vanished=[
            (old_numbers[match.old], old[match.old].text)
            for match in matches
            if match.new is None and match.old is not None
        ],
        proposed=_proposed(old, new, matches),
    )


def _proposed(old: list[Block], new: list[Block], matches: Sequence[keys.Match]) -> list[str | None]:
    """A new clause keeps a key that it was given when its words were frozen before."""
    known = {block.clause for block in old}
    carried = keys.carried(old, new, matches)
    return [
        block.clause or (own.clause if own.clause not in known else None)
        for block, own in zip(carried, new, strict=True)
    ]


def _question(
    match: keys.Match, old: list[Block], block: Block, number: str, offered: list[tuple[str, str]]
) -> Question:
    was = old[match.old] if match.old is not None else None
    return Question(
        place=match.new or 0,
        number=number,
        text=block.text,
        proposed=(was.clause or "") if was else "",
        offered=offered,
        runs=compare_texts(was.text, block.text) if was else [],
    )


def _near(
    match: keys.Match, open_places: list[int], labels: list[str], old: list[Block]
) -> list[tuple[str, str]]:
    """The old clauses that it may be, in their order: all that are open, or those about where it stands."""
    middle = match.old if match.old is not None else (match.new or 0)
    nearest = sorted(open_places, key=lambda place: abs(place - middle))[:MOST_OFFERED]
    return [(old[place].clause or "", labels[place]) for place in sorted(nearest)]


def _label(number: str, block: Block) -> str:
    return f"{number} {textwrap.shorten(plain(block.text), SHORT, placeholder='…')}"
