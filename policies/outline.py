"""A policy's words as sections, headings and clauses: what a draft is made of. Pure, no rows.

A text is one line of inline Markdown. `policies.correcting` holds what a manager changes of the
division, `policies.numbering` what each block is called.
"""

import dataclasses
import datetime as dt
import re
import uuid
from typing import Any, Self

SECTION, HEADING, CLAUSE = "section", "heading", "clause"
KINDS = (SECTION, HEADING, CLAUSE)
# Below the roman numerals of the third level nobody finds the way (S4.1.3a.i).
MAX_DEPTH = 5

_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\(<?([^()<>\s]*)>?\)")
_MARKS = re.compile(r"[\s\\\[\]()<>*_`]+")
_EMPHASIS = re.compile(r"\*+|`|(?<!\w)_+|_+(?!\w)")


@dataclasses.dataclass(frozen=True)
class Block:
    """One section, heading below a section, or clause.

    `depth` of a clause: 0 directly below its section or heading, 1 a sub-clause, and so on; of
    others 0. `label` is what stood before it in the document ("4.2", "–"). `clause` is the
    permanent key of the clause that it carries on, None when it is new.
    """

    kind: str
    depth: int
    text: str
    label: str = ""
    clause: str | None = None

    @property
    def rank(self) -> int:
        """What stands below what: 0 a section, 1 a heading, from 2 clauses."""
        return KINDS.index(self.kind) + self.depth


@dataclasses.dataclass(frozen=True)
class Outline:
    """A whole policy. `left_out`: page numbers and running heads of the document, for the manager to see."""

    title: str
    blocks: list[Block]
    reviewed_on: dt.date | None = None
    review_line: str = ""
    left_out: list[str] = dataclasses.field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        """For a JSONField; the same outline is always the same JSON."""
        return {
            "title": self.title,
            "blocks": [dataclasses.asdict(block) for block in self.blocks],
            "reviewed_on": self.reviewed_on.isoformat() if self.reviewed_on else None,
            "review_line": self.review_line,
            "left_out": list(self.left_out),
        }

    @classmethod
    def from_json(cls, data: object) -> Self:
        """What `to_json` made; `{}` is the empty outline. Raises ValueError for anything else."""
        said = _object(data, {field.name for field in dataclasses.fields(cls)})
        reviewed_on = said.get("reviewed_on")
        return cls(
            title=_text(said.get("title", "")),
            blocks=[_block(one) for one in _list(said.get("blocks", []))],
            reviewed_on=None if reviewed_on is None else dt.date.fromisoformat(_text(reviewed_on)),
            review_line=_text(said.get("review_line", "")),
            left_out=[_text(one) for one in _list(said.get("left_out", []))],
        )


def words(outline: Outline) -> list[str]:
    """Every word that a reader of the outline sees, in order; those left out come last.

    A number or letter that stood before a clause is a word, a bullet is not; marks of emphasis are none.
    """
    parts = [outline.title]
    for block in outline.blocks:
        parts += [*label_words(block.label), block.text]
    return words_of(" ".join([*parts, outline.review_line, *outline.left_out]))


def label_words(label: str) -> list[str]:
    """The words in a label: a number's; of a bullet, to which Word's "o" belongs, none."""
    return [] if label == "o" else words_of(label)


def words_of(text: str) -> list[str]:
    """The words of inline Markdown, without its marks and brackets. The address of a link is a word too."""
    return [word for word in _MARKS.split(text) if any(letter.isalnum() for letter in word)]


def plain(text: str) -> str:
    """The text without Markdown: a link by its words, emphasis by nothing."""
    # Escaped marks are hidden in the private area of Unicode until the real ones are gone.
    hidden = _ESCAPED.sub(lambda found: chr(0xE000 + ord(found[1])), text)
    bare = _EMPHASIS.sub("", _LINK.sub(r"\1", hidden))
    return re.sub("[\ue000-\ue07f]", lambda found: chr(ord(found[0]) - 0xE000), bare)


def _block(data: object) -> Block:
    said = _object(data, {field.name for field in dataclasses.fields(Block)})
    kind, depth, clause = said.get("kind"), said.get("depth", 0), said.get("clause")
    if kind not in KINDS:
        raise ValueError(f"A block is one of {KINDS}, not {kind!r}")
    if type(depth) is not int or not 0 <= depth <= MAX_DEPTH or (depth and kind != CLAUSE):
        raise ValueError(f"A {kind} cannot have the depth {depth!r}")
    if clause is not None and str(uuid.UUID(_text(clause))) != clause:
        raise ValueError("A clause's key is a UUID in its usual form")
    return Block(kind, depth, _text(said.get("text")), _text(said.get("label", "")), clause)


def _object(data: object, names: set[str]) -> dict[str, Any]:
    if not isinstance(data, dict) or not set(data) <= names:
        raise ValueError(f"Expected an object with {sorted(names)}")
    return data


def _list(data: object) -> list[Any]:
    if not isinstance(data, list):
        raise ValueError("Expected a list")  # noqa: TRY004 - bad JSON is one kind of error to its caller
    return data


def _text(data: object) -> str:
    if not isinstance(data, str):
        raise ValueError("Expected text")  # noqa: TRY004 - as above
    return data
