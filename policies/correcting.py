"""What a manager corrects of how a document was split, without retyping. Pure.

Each correction gives a new outline, or raises CannotCorrect with a message for people. None loses or
changes a word: `outline.words` is the same before and after (moving changes their order only).
"""

import re
from dataclasses import replace

from django.utils.translation import gettext as _

from policies.outline import CLAUSE, HEADING, KINDS, MAX_DEPTH, SECTION, Block, Outline, label_words

# What a split would tear: a link, bold, emphasis, code.
_MARKED = re.compile(r"\[[^\[\]]*\]\([^()]*\)|(?<!\\)(\*\*|\*|`|(?<!\w)__?)(?=\S).{1,500}?(?<=\S)\1")


class CannotCorrect(Exception):
    """A correction that makes no sense there. Its text is for people."""


def merge(outline: Outline, i: int) -> Outline:
    """Join a block to the one before, by a space. It keeps the first one's key, and a number as a word."""
    block = _at(outline, i)
    if i == 0:
        raise CannotCorrect(_("Nothing stands before it to join it to."))
    first = outline.blocks[i - 1]
    number = block.label if label_words(block.label) else ""
    text = " ".join(part for part in (first.text, number, block.text) if part)
    return _with(outline, i - 1, i + 1, replace(first, text=text, clause=first.clause or block.clause))


def split(outline: Outline, i: int, at: int) -> Outline:
    """Part a block in two at a position in its text, between words. The second is new."""
    block = _at(outline, i)
    first, second = block.text[: max(at, 0)], block.text[max(at, 0) :]
    if not first.strip() or not second.strip():
        raise CannotCorrect(_("Choose a place with words before and after it."))
    if not (first[-1].isspace() or second[0].isspace()):
        raise CannotCorrect(_("Choose a place between two words."))
    if any(found.start() < at < found.end() for found in _MARKED.finditer(block.text)):
        raise CannotCorrect(_("Choose a place outside links and bold words."))
    new = replace(block, text=second.strip(), label="", clause=None)
    return _with(outline, i, i + 1, replace(block, text=first.strip()), new)


def split_places(text: str) -> list[int]:
    """Where `split` can part this text: the positions of the first letters of words, for the page to offer."""
    starts = [found.end() for found in re.finditer(r"(?<=\S)\s+(?=\S)", text)]
    marked = [found.span() for found in _MARKED.finditer(text)]
    return [at for at in starts if not any(begin < at < end for begin, end in marked)]


def indent(outline: Outline, i: int) -> Outline:
    """One level deeper, with all that is below it: a clause below the one before, a section as a heading."""
    block = _at(outline, i)
    if block.kind == SECTION and any(before.kind == SECTION for before in outline.blocks[:i]):
        return _with(outline, i, i + 1, replace(block, kind=HEADING))
    if block.kind != CLAUSE:
        raise CannotCorrect(_("There is nothing above it that it could belong to."))
    if i == 0 or outline.blocks[i - 1].rank < block.rank:
        raise CannotCorrect(_("There is no clause above it that it could belong to."))
    end = _end(outline, i)
    if any(below.depth >= MAX_DEPTH for below in outline.blocks[i:end]):
        raise CannotCorrect(_("It is as deep as it can be."))
    return _with(outline, i, end, *_deeper(outline.blocks[i:end], 1))


def outdent(outline: Outline, i: int) -> Outline:
    """One level up, with all that is below it. A heading becomes a section."""
    block = _at(outline, i)
    if block.kind == HEADING:
        return _with(outline, i, i + 1, replace(block, kind=SECTION))
    if block.depth == 0:
        raise CannotCorrect(_("It stands on the highest level already."))
    end = _end(outline, i)
    return _with(outline, i, end, *_deeper(outline.blocks[i:end], -1))


def make(outline: Outline, i: int, kind: str) -> Outline:
    """Call a block a section, a heading or a clause."""
    block = _at(outline, i)
    if kind not in KINDS:
        raise CannotCorrect(_("Choose section, heading or clause."))
    return _with(outline, i, i + 1, replace(block, kind=kind, depth=block.depth if kind == CLAUSE else 0))


def move_up(outline: Outline, i: int) -> Outline:
    """Before the one above it on the same level, each with all that is below it."""
    block = _at(outline, i)
    above = next((k for k in reversed(range(i)) if outline.blocks[k].rank <= block.rank), None)
    if above is None or outline.blocks[above].rank < block.rank:
        raise CannotCorrect(_("It is the first here already."))
    end = _end(outline, i)
    return _with(outline, above, end, *outline.blocks[i:end], *outline.blocks[above:i])


def move_down(outline: Outline, i: int) -> Outline:
    """After the next one on the same level, each with all that is below it."""
    block = _at(outline, i)
    below = _end(outline, i)
    if below == len(outline.blocks) or outline.blocks[below].rank < block.rank:
        raise CannotCorrect(_("It is the last here already."))
    return move_up(outline, below)


def take_back(outline: Outline, k: int) -> Outline:
    """Put a line that was left out as a page number or running head at the end, as a clause."""
    if not 0 <= k < len(outline.left_out):
        raise CannotCorrect(_("That line is there no longer."))
    kept = outline.left_out[:k] + outline.left_out[k + 1 :]
    back = Block(CLAUSE, 0, outline.left_out[k])
    return replace(outline, blocks=[*outline.blocks, back], left_out=kept)


def _at(outline: Outline, i: int) -> Block:
    if not 0 <= i < len(outline.blocks):
        raise CannotCorrect(_("That line is there no longer."))
    return outline.blocks[i]


def _end(outline: Outline, i: int) -> int:
    """Past the last block that stands below block `i`."""
    rank = outline.blocks[i].rank
    after = range(i + 1, len(outline.blocks))
    return next((k for k in after if outline.blocks[k].rank <= rank), len(outline.blocks))


def _deeper(blocks: list[Block], by: int) -> list[Block]:
    return [replace(block, depth=block.depth + by) for block in blocks]


def _with(outline: Outline, start: int, stop: int, *blocks: Block) -> Outline:
    return replace(outline, blocks=[*outline.blocks[:start], *blocks, *outline.blocks[stop:]])
