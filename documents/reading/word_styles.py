"""What a paragraph's style says of it: heading, list, indentation."""

import dataclasses
import re
from collections.abc import Iterator

from documents.reading.paragraphs import Kind
from documents.reading.word_numbering import Numbering
from documents.reading.word_xml import Element, W, child, columns, indentation, number, value

_HEADING = re.compile(r"heading (\d)", re.IGNORECASE)
_CONTENTS = re.compile(r"toc (\d|heading)", re.IGNORECASE)
_DEEPEST = 6
_LONGEST_CHAIN = 20


@dataclasses.dataclass(frozen=True)
class Place:
    """Where a paragraph stands: kind and level, the list that numbers it ("" for none), its columns."""

    kind: Kind
    level: int
    num: str
    ilvl: int
    indent: int


class Styles:
    """The styles of one document."""

    def __init__(self, root: Element | None, numbering: Numbering) -> None:
        found = list(root.iter(f"{W}style")) if root is not None else []
        self._styles = {each.get(f"{W}styleId"): each for each in found}
        self._numbering = numbering

    def named(self, name: str) -> set[str]:
        """The ids of the styles with this name."""
        return {key for key, style in self._styles.items() if (value(style, "name") or "").lower() == name}

    def place(self, properties: Element | None) -> Place:
        """What the properties of a paragraph and its styles say together."""
        chain = list(self._chain(value(properties, "pStyle")))
        num, ilvl = self._list(properties, chain)
        level = self._heading_level(properties, chain)
        indent = columns(self._indentation(properties, chain, num, ilvl))
        if level:
            return Place("heading", level, num, ilvl, indent)
        return Place("item" if num else "body", ilvl if num else 0, num, ilvl, indent)

    def is_contents(self, properties: Element | None) -> bool:
        """Whether Word made this paragraph itself, for its table of contents."""
        style = self._styles.get(value(properties, "pStyle"))
        return bool(_CONTENTS.fullmatch(value(style, "name") or ""))

    def _chain(self, style: str | None) -> Iterator[Element]:
        """The style and those that it is based on."""
        for _ in range(_LONGEST_CHAIN):
            found = self._styles.get(style)
            if found is None:
                return
            yield found
            style = value(found, "basedOn")

    def _heading_level(self, properties: Element | None, chain: list[Element]) -> int:
        """1 to 6, or 0 for what is no heading."""
        outline = number(value(properties, "outlineLvl"))
        for style in chain:
            if outline is not None:
                break
            name = value(style, "name") or ""
            if name.lower() == "title":
                return 1
            if found := _HEADING.fullmatch(name):
                return min(max(int(found[1]), 1), _DEEPEST)
            outline = number(value(style, "pPr", "outlineLvl"))
        # 9 is Word's "body text".
        return min(outline + 1, _DEEPEST) if outline is not None and 0 <= outline < 9 else 0

    def _list(self, properties: Element | None, chain: list[Element]) -> tuple[str, int]:
        """The list and its level; list 0 takes the numbers away."""
        num, ilvl = value(properties, "numPr", "numId"), number(value(properties, "numPr", "ilvl"))
        for style in chain:
            if num is not None:
                break
            num = value(style, "pPr", "numPr", "numId")
            if num is not None and ilvl is None:
                given = number(value(style, "pPr", "numPr", "ilvl"))
                style_id = style.get(f"{W}styleId")
                ilvl = self._numbering.level_of_style(num, style_id) if given is None else given
        if num is None or num == "0":
            return "", 0
        return num, min(max(ilvl or 0, 0), 8)

    def _indentation(
        self, properties: Element | None, chain: list[Element], num: str, ilvl: int
    ) -> dict[str, int]:
        level = self._numbering.level(num, ilvl) if num else None
        of_list = level.indent if level else {}
        of_styles: dict[str, int] = {}
        for style in reversed(chain):
            of_styles |= indentation(child(style, "pPr"))
        own = indentation(properties)
        listed_here = child(properties, "numPr") is not None
        return of_styles | of_list | own if listed_here else of_list | of_styles | own
