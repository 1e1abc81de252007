"""The numbers and bullets that Word shows before paragraphs, which stand nowhere in the text."""

import dataclasses
import re

from documents.reading.word_xml import Element, W, child, indentation, is_on, number, value

# Symbol and Wingdings have their bullets in the private area of Unicode.
SYMBOLS = {
    "\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "➢", "\uf0fc": "✓", "\uf076": "❖", "\uf0a8": "□", "\uf06f": "□",
    "\uf06e": "■", "\uf06c": "●", "\uf0e0": "→", "\uf02d": "-", "\uf0be": "–", "\uf0fe": "☑", "\uf071": "❑",
}  # fmt: skip
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_ROMAN_LARGE = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
)
_LEVELS = 9
_LONGEST_LABEL = 60


@dataclasses.dataclass(frozen=True)
class Level:
    """How one level of a list is numbered."""

    form: str = "decimal"
    text: str = ""
    start: int = 1
    restart: int | None = None
    legal: bool = False
    style: str = ""
    indent: dict[str, int] = dataclasses.field(default_factory=dict)


class Numbering:
    """The lists of one document, counted as its paragraphs come by."""

    def __init__(self, root: Element | None) -> None:
        found = list(root.iter(f"{W}abstractNum")) if root is not None else []
        self._abstract = {each.get(f"{W}abstractNumId"): each for each in found}
        nums = list(root.iter(f"{W}num")) if root is not None else []
        self._nums = {each.get(f"{W}numId"): each for each in nums}
        self._levels: dict[str, dict[int, Level]] = {}
        self._counters: dict[str, dict[int, int]] = {}
        self._begun: set[str] = set()

    def level(self, num: str, ilvl: int) -> Level | None:
        """How level `ilvl` of list `num` is shown, or None where the document does not say."""
        if num not in self._levels:
            self._levels[num] = self._read(num)
        return self._levels[num].get(ilvl)

    def level_of_style(self, num: str, style: str) -> int:
        """The level that is bound to a paragraph style; 0 without one."""
        self.level(num, 0)
        return next((at for at, level in self._levels[num].items() if level.style == style), 0)

    def next_label(self, num: str, ilvl: int) -> str:
        """Count one more paragraph of the list and give what Word shows before it."""
        level = self.level(num, ilvl)
        if level is None:
            return ""
        self._count(num, ilvl)
        if level.form == "none":
            return ""
        if level.form == "bullet":
            return "".join(SYMBOLS.get(letter, letter) for letter in level.text).strip() or "•"
        return re.sub(
            r"%([1-9])", lambda found: self._number(num, int(found[1]) - 1, level), level.text
        ).strip()

    def _count(self, num: str, ilvl: int) -> None:
        counters = self._counters.setdefault(self._abstract_id(num), {})
        if num not in self._begun:
            self._begun.add(num)
            for override in self._nums[num].findall(f"{W}lvlOverride"):
                if value(override, "startOverride") is not None:
                    counters.pop(number(override.get(f"{W}ilvl")) or 0, None)
        level = self._levels[num][ilvl]
        counters[ilvl] = counters.get(ilvl, level.start - 1) + 1
        for deeper in [at for at in counters if at > ilvl]:
            restart = self._levels[num].get(deeper, Level()).restart
            # restart is the level (from 1) whose number starts this one anew; 0 for never.
            if restart is None or (restart and ilvl < restart):
                del counters[deeper]

    def _number(self, num: str, ilvl: int, shown: Level) -> str:
        level = self._levels[num].get(ilvl, Level())
        count = self._counters[self._abstract_id(num)].get(ilvl, level.start)
        return formatted(count, "decimal" if shown.legal else level.form)

    def _abstract_id(self, num: str) -> str:
        return value(self._nums.get(num), "abstractNumId") or ""

    def _read(self, num: str) -> dict[int, Level]:
        abstract = self._resolved(self._abstract.get(self._abstract_id(num)))
        found = list(abstract.findall(f"{W}lvl")) if abstract is not None else []
        levels = {number(each.get(f"{W}ilvl")) or 0: _level(each) for each in found}
        for override in self._nums[num].findall(f"{W}lvlOverride") if num in self._nums else ():
            at = number(override.get(f"{W}ilvl")) or 0
            if (own := child(override, "lvl")) is not None:
                levels[at] = _level(own)
            start = number(value(override, "startOverride"))
            if start is not None:
                levels[at] = dataclasses.replace(levels.get(at, Level()), start=start)
        return levels

    def _resolved(self, abstract: Element | None) -> Element | None:
        """A list that only names a list style has its levels where that style is defined."""
        link = value(abstract, "numStyleLink")
        if link is None:
            return abstract
        return next((each for each in self._abstract.values() if value(each, "styleLink") == link), abstract)


def _level(lvl: Element) -> Level:
    start, restart = number(value(lvl, "start")), number(value(lvl, "lvlRestart"))
    return Level(
        form=value(lvl, "numFmt") or "decimal",
        text=(value(lvl, "lvlText") or "")[:_LONGEST_LABEL],
        start=1 if start is None else start,
        restart=restart,
        legal=is_on(lvl, "isLgl"),
        style=value(lvl, "pStyle") or "",
        indent=indentation(child(lvl, "pPr")),
    )


def formatted(count: int, form: str) -> str:
    """A count as Word writes it; forms that are not known here are written in digits."""
    if form == "decimalZero":
        return f"{count:02}"
    if form in {"lowerLetter", "upperLetter"} and 0 < count <= 26 * _LEVELS:
        # After z come aa, bb, cc.
        letters = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letters.upper() if form == "upperLetter" else letters
    if form in {"lowerRoman", "upperRoman"} and 0 < count < 4000:
        return roman(count).upper() if form == "upperRoman" else roman(count)
    return "" if form == "none" else str(count)


def roman(count: int) -> str:
    written = ""
    for size, letters in (*_ROMAN_LARGE, *_ROMAN):
        times, count = divmod(count, size)
        written += letters * times
    return written
