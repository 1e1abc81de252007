"""From lines to paragraphs, for every format that is made of lines."""

import dataclasses
import re

from documents.reading.labels import DOTS, follows, is_bullet, is_first, split_label
from documents.reading.paragraphs import Kind, Paragraph

# After these a new line may begin with a number or a dash that is a label, not part of the sentence.
_SENTENCE_ENDS = re.compile(r"""(?:[.:;?!]["'”’)\]*_]*|[;,]\s*(?:and|or))$""")
_LOOK_BACK = 20
# A column more or less is a slip of the hand, not a deeper list.
_SLIP = 1


class Nesting:
    """How deep items lie inside each other, by their indentation."""

    def __init__(self) -> None:
        self._outer: list[int] = []

    def item(self, indent: int) -> int:
        """The level of an item, which is open from now on."""
        self.body(indent - _SLIP)
        self._outer.append(indent)
        return len(self._outer) - 1

    def body(self, indent: int) -> None:
        """Items that are indented as much or more end before anything else at `indent`."""
        while self._outer and self._outer[-1] >= indent:
            self._outer.pop()

    def clear(self) -> None:
        self._outer.clear()


@dataclasses.dataclass
class _Open:
    kind: Kind
    indent: int
    label: str
    parts: list[str]
    lines: int = 1
    hard: bool = False

    def go_on(self, text: str) -> None:
        """One line more. A list, because a text that grows by each line takes the square of its length."""
        if self.parts[-1]:
            self.parts.append("\n" if self.hard else " ")
        self.parts.append(text)
        self.lines += 1

    @property
    def text(self) -> str:
        return "".join(self.parts)


class Gatherer:
    """Takes lines in their order and gives the paragraphs they make."""

    def __init__(self) -> None:
        self._paragraphs: list[Paragraph] = []
        self._open: _Open | None = None
        self._nesting = Nesting()
        self._previous = ""
        self._new_page = False

    def line(self, text: str, indent: int = 0, *, hard: bool = False) -> None:
        """One line without its indentation; after a `hard` one the next begins a line too."""
        label, rest = split_label(text, previous=self._previous)
        if label and (self._open is None or self._interrupts(label, indent, self._open)):
            self.close()
            self._open = _Open("item", indent, label, [rest])
        elif self._open is None:
            self._open = _Open("body", indent, "", [text])
        else:
            self._open.go_on(text)
        self._open.hard = hard

    def close(self) -> None:
        """A blank line, or anything else after which a new paragraph begins."""
        if (made := self._open) is None:
            return
        self._open = None
        level = 0
        if made.kind == "item":
            level = self._nesting.item(made.indent)
        else:
            self._nesting.body(made.indent)
        self.add(Paragraph(_spaced(made.text), made.kind, level, made.label, made.indent))

    def page(self) -> None:
        """A page break."""
        self.close()
        self._new_page = True

    def underline(self, level: int) -> None:
        """A line of dashes or the like: what stands alone above it is a heading."""
        above = self._open
        if above is not None and above.kind == "body" and above.lines == 1:
            self._open = None
            self.heading(above.text, level)
        else:
            self.close()

    def heading(self, text: str, level: int) -> None:
        self.close()
        label, rest = split_label(text, heading=True)
        self._nesting.clear()
        self.add(Paragraph(_spaced(rest), "heading", level, label))

    def add(self, paragraph: Paragraph) -> None:
        """A paragraph that is complete already."""
        self.close()
        self._paragraphs.append(dataclasses.replace(paragraph, new_page=self._new_page))
        self._new_page = False
        if paragraph.label and not is_bullet(paragraph.label):
            self._previous = paragraph.label

    def finish(self) -> list[Paragraph]:
        self.close()
        return self._paragraphs

    def _interrupts(self, label: str, indent: int, before: _Open) -> bool:
        """Whether a line with `label` begins an item, though no blank line stands before it."""
        if label in DOTS or label in {"-", "*", "+", "o"}:
            return True
        last = before.parts[-1]
        if (
            not last
            or before.hard
            or indent < before.indent - _SLIP
            or _SENTENCE_ENDS.search(last[-_LOOK_BACK:])
        ):
            return True
        if is_bullet(label):
            return label == before.label  # "– as here –" may begin a wrapped line.
        return follows(self._previous, label) or follows(before.label, label) or is_first(label)


def _spaced(text: str) -> str:
    """One space for any number of spaces and tabs."""
    return re.sub(r"[ \t]+", " ", text)
