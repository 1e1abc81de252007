"""Which lines are headings, and which of them open sections."""

import dataclasses
import re
from dataclasses import replace

from documents.reading import Paragraph
from policies.numbering import said_by
from policies.splitting.looks import ends_sentence, is_bold, is_upper, looks_like_title, without_emphasis

_NUMBERED = re.compile(
    r"(?P<label>(?:section|part)\s+\d{1,3}\b\s?[.:–-]?|\d{1,3}(?:\.\d{1,3})*[.)]?)\s+(?P<text>\S.*)",
    re.IGNORECASE,
)
# A first number beyond this is a count of something ("30 children").
_LAST_FIRST = 12
SECTION, HEADING, BELOW = 0, 1, 2


@dataclasses.dataclass(frozen=True)
class Found:
    """A line, and as what: `rank` 0 opens a section, 1 is a heading in it, 2 one below that; None is a clause.

    `look` is by what it was known for a heading: a number ("1", "1.1"), a style ("h2"), "upper", "bold", "short".
    """

    line: Paragraph
    rank: int | None = None
    look: str = ""


def find(lines: list[Paragraph]) -> list[Found]:
    """Every line, the headings with their rank."""
    seeking = _Seeking(lines)
    found = [seeking.look_at(at) for at in range(len(lines))]
    ranks = _ranks([one for one in found if one.look])
    return [replace(one, rank=ranks[one.look]) if one.look else one for one in found]


def styled(lines: list[Paragraph]) -> list[Found]:
    """As the styles say: heading 1 and 2 open a section, others stand in it. Emphasis is part of the words."""
    return [
        Found(_numbered(line), SECTION if line.level <= 2 else HEADING, f"h{line.level}")
        if line.kind == "heading"
        else Found(line)
        for line in lines
    ]


class _Seeking:
    """Goes down the lines, and knows the number of the last heading."""

    def __init__(self, lines: list[Paragraph]) -> None:
        self._lines = lines
        self._last: dict[int, list[int]] = {}
        self._is_heading: dict[int, bool] = {}

    def look_at(self, at: int) -> Found:
        found = self._found(at)
        self._is_heading[at] = bool(found.look)
        if found.look and (said := _numbers(found.line)):
            self._last = {depth: last for depth, last in self._last.items() if depth < len(said)}
            self._last[len(said)] = said
        return found

    def _found(self, at: int) -> Found:
        line = self._lines[at]
        if line.kind == "heading":
            line = _labelled(replace(line, text=without_emphasis(line.text)))
            numbers = _numbers(line)
            return Found(line, look=_look(numbers) if numbers else f"h{line.level}")
        bare = _labelled(replace(line, text=without_emphasis(line.text)))
        if (numbers := _numbers(bare)) and self._is_numbered_heading(at, bare, numbers):
            return Found(bare, look=_look(numbers))
        if line.kind == "body" and not bare.label and (look := self._unnumbered(at)):
            return Found(bare, look=look)
        return Found(line)

    def _unnumbered(self, at: int) -> str:
        text = self._lines[at].text
        following = self._at(at + 1)
        for look, looks_so in (("upper", is_upper(text)), ("bold", is_bold(text))):
            if looks_so and looks_like_title(without_emphasis(text), stands_out=True):
                return look
        leads = following is not None and (following.kind == "item" or ends_sentence(following.text))
        before = self._at(at - 1)
        interrupts = before is not None and before.text.endswith((":", ",", ";"))
        return "short" if leads and not interrupts and looks_like_title(text) else ""

    def _is_numbered_heading(self, at: int, line: Paragraph, numbers: list[int]) -> bool:
        stands_out = is_bold(self._lines[at].text) or is_upper(line.text)
        if not looks_like_title(line.text, stands_out=stands_out) or self._goes_on_with_list(at, numbers):
            return False
        last = self._last.get(len(numbers))
        if _follows(last, numbers):
            return True
        if line.kind == "item" and line.level and len(numbers) == 1:
            return False
        if line.label.isdigit() and (last or numbers[0] > _LAST_FIRST):
            return False
        following = self._at(at + 1)
        return following is not None and not _follows(numbers, _numbers(_labelled(following)))

    def _goes_on_with_list(self, at: int, numbers: list[int]) -> bool:
        before = self._at(at - 1)
        in_list = before is not None and before.kind == "item" and not self._is_heading[at - 1]
        return in_list and _follows(_numbers(before), numbers)  # type: ignore[arg-type]

    def _at(self, at: int) -> Paragraph | None:
        return self._lines[at] if 0 <= at < len(self._lines) else None


def _labelled(line: Paragraph) -> Paragraph:
    """The same, without the looks of what follows the number."""
    found = _numbered(line)
    return found if found is line else replace(found, text=without_emphasis(found.text))


def _numbered(line: Paragraph) -> Paragraph:
    """A number that still stands in the text ("Section 4: Staff") becomes its label."""
    found = None if line.label else _NUMBERED.fullmatch(line.text)
    return replace(line, label=found["label"], text=found["text"]) if found else line


def _numbers(line: Paragraph) -> list[int]:
    """[4, 1] for "4.1"; capital letters and numerals count too ("B.", "IV."), small ones and bullets do not."""
    label = line.label.removeprefix("Part").removeprefix("part").strip(" –-")
    counts = label[:1].isdigit() or label.upper() == label or label.lower().startswith("section")
    return said_by(label) if counts and not label.startswith("(") else []


def _look(numbers: list[int]) -> str:
    return ".".join("1" for _ in numbers[:3])


def _follows(last: list[int] | None, numbers: list[int]) -> bool:
    """4.2 follows 4.1; nothing follows none."""
    return bool(last and numbers) and numbers == [*last[:-1], last[-1] + 1]  # type: ignore[index]


def _ranks(headings: list[Found]) -> dict[str, int]:
    """Look → rank. Numbers say it best, then styles, then capitals above bold above short."""
    looks = dict.fromkeys(one.look for one in headings)
    numbered = sorted(look for look in looks if look[0] == "1")
    styles = sorted(look for look in looks if look[0] == "h")
    guessed = [look for look in ("upper", "bold", "short") if look in looks]
    if not numbered:
        return {look: min(place, BELOW) for place, look in enumerate([*styles, *guessed])}
    ranks = {look: min(place, BELOW) for place, look in enumerate(numbered)}
    level = min((one.line.level for one in headings if one.look == numbered[0] and one.line.level), default=0)
    for look in styles:
        ranks[look] = SECTION if int(look[1]) <= level else HEADING
    # Where headings in a section have numbers, or sections stand in capitals too, capitals open a section.
    like_sections = len(numbered) > 1 or all(
        is_upper(one.line.text) for one in headings if one.look == numbered[0]
    )
    for look in guessed:
        ranks[look] = SECTION if look == "upper" and like_sections else HEADING
    return ranks
