"""How deep each clause stands: by its number, its indentation, its bullet, and by lines that end with a colon."""

import dataclasses
import re

from documents.reading import Paragraph
from policies.numbering import said_by
from policies.outline import CLAUSE, HEADING, MAX_DEPTH, SECTION, Block, label_words, plain
from policies.splitting.headings import BELOW, Found
from policies.splitting.looks import end_of

# A column more or less is a slip of the hand.
_SLIP = 1
# Word changes one for another while people type: all of a row are the same bullet.
_SAME_BULLETS = ("-–—‐‑−", "•●·∙\uf0b7", "o○◦", "▪■§\uf0a7", "➢➤►\uf0d8", "✓✔\uf0fc")


def nest(found: list[Found]) -> list[Block]:
    """Blocks of a document whose depths are guessed."""
    ranks = [one.rank for one in found if one.rank is not None]
    highest = min(ranks, default=0)
    nesting, blocks = _Nesting(), []
    for one in found:
        kind = CLAUSE if one.rank is None else (SECTION, HEADING, CLAUSE)[one.rank - highest]
        if one.rank is not None:
            nesting.begin(parts=one.rank - highest + 1, below=one.rank - highest == BELOW)
        depth = nesting.depth_of(one.line) if one.rank is None else 0
        blocks.append(Block(kind, min(depth, MAX_DEPTH), one.line.text, one.line.label))
    return blocks


def as_nested(found: list[Found]) -> list[Block]:
    """Blocks as deep as the Markdown says. Bullets are dropped, numbers kept."""
    blocks = []
    for one in found:
        kind = CLAUSE if one.rank is None else (SECTION, HEADING)[one.rank]
        depth = min(one.line.level, MAX_DEPTH) if one.line.kind == "item" else 0
        label = one.line.label if label_words(one.line.label) else ""
        blocks.append(Block(kind, depth, one.line.text, label))
    return blocks


class _Listed:
    """A list with the bullet of the line that announced it: where does it end?"""

    def __init__(self, first: str) -> None:
        self._last = first
        self._all_small = _begins_small(first)
        self._any_unended = False

    def add(self, text: str) -> None:
        self._any_unended |= not self._last.endswith(".")
        self._all_small &= _begins_small(text)
        self._last = text

    def is_over(self, text: str) -> bool:
        """Before `text`: the only full stop was the last, or all began small and it does not."""
        ended = self._any_unended and self._last.endswith(".")
        return ended or (self._all_small and not _begins_small(text))


@dataclasses.dataclass
class _Open:
    """A clause below which others may stand."""

    depth: int
    text: str
    label: str = ""
    sort: str = ""
    level: int = -1
    indent: int = -1 - _SLIP
    # The list that its colon announced, when the sub-clauses look like this line itself.
    listed: _Listed | None = None

    @property
    def announces(self) -> bool:
        return end_of(self.text).endswith(":")


class _Nesting:
    """Where a list stands, from the last heading on."""

    def __init__(self) -> None:
        self._open: list[_Open] = []
        self._base = 0
        self._parts = 1
        self._first_sort: dict[str, int] = {}

    def begin(self, *, parts: int, below: bool) -> None:
        """A heading: its number has so many parts; clauses stand one deeper `below` a heading that is a clause."""
        self._open, self._base, self._parts, self._first_sort = [], int(below), parts, {}

    def depth_of(self, line: Paragraph) -> int:
        if line.kind == "body":
            self._open = [_Open(self._base, line.text)]
            if not self._open[0].announces:
                self._open = []
            return self._base
        opened = _Open(self._base, line.text, line.label, self._sort_here(line), line.level, line.indent)
        opened.depth = min(self._place(opened, said_by(line.label)), MAX_DEPTH)
        self._open = [*(one for one in self._open if one.depth < opened.depth), opened]
        self._first_sort.setdefault(opened.sort, opened.depth)
        return opened.depth

    def _place(self, item: _Open, numbers: list[int]) -> int:
        if len(numbers) > 1:
            return self._base + max(0, len(numbers) - 1 - self._parts)
        inner = len(self._open)
        while self._open and self._stands_out_of(item, self._open[-1]):
            self._open.pop()
        if not self._open:
            return self._base
        last = self._open[-1]
        if len(self._open) < inner and item.sort == last.sort:
            return last.depth  # Back out of a deeper list.
        if item.level > last.level or item.indent > last.indent + _SLIP:
            return last.depth + 1
        return self._beside(item, last) if item.sort == last.sort else self._of_another_sort(item, last)

    def _stands_out_of(self, item: _Open, last: _Open) -> bool:
        return last.level > item.level or last.indent > item.indent + _SLIP

    def _beside(self, item: _Open, last: _Open) -> int:
        """The same bullet at the same indentation: next to it, unless a colon announced a list."""
        if last.announces and last.depth < MAX_DEPTH:
            last.listed = _Listed(item.text)
            return last.depth + 1
        above = next((one for one in reversed(self._open[:-1]) if one.listed), None)
        if above and above.listed and above.depth == last.depth - 1 and above.sort == item.sort:
            if above.listed.is_over(item.text):
                return above.depth
            above.listed.add(item.text)
        return last.depth

    def _of_another_sort(self, item: _Open, last: _Open) -> int:
        """Another bullet at the same indentation: back to the list it belongs to, or a new one below."""
        same = next((one for one in reversed(self._open) if one.sort == item.sort), None)
        if same:
            return same.depth
        known = self._first_sort.get(item.sort)
        if known is not None and known <= last.depth and not last.announces:
            return known
        return last.depth + 1

    def _sort_here(self, line: Paragraph) -> str:
        """As `_sort`, but "i)" is a letter where an "h)" stands before it."""
        sort, letter = _sort(line), _core(line.label)
        if sort == "roman" and len(letter) == 1:
            before = chr(ord(letter) - 1)
            if any(one.sort == "letter" and _core(one.label) == before for one in self._open):
                return "letter"
        return sort


def _sort(line: Paragraph) -> str:
    """What kind of bullet or number it is: of one kind are those of one list."""
    core = _core(line.label)
    if core.isdigit():
        return "number"
    if core and line.label != "o":
        return "roman" if re.fullmatch(r"[ivx]+", core) else "letter"
    return next((same for same in _SAME_BULLETS if line.label in same), line.label)


def _core(label: str) -> str:
    return re.sub(r"[^0-9a-z]", "", label.lower())


def _begins_small(text: str) -> bool:
    return plain(text[:80])[:1].islower()
