"""Plain text: paragraphs between blank lines, whether or not their lines were wrapped by hand."""

import re

from documents.reading import inline
from documents.reading.lines import Gatherer
from documents.reading.paragraphs import Paragraph

_LINE_END = re.compile(r"\r\n|[\n\r\v\x85\u2028\u2029]")
_UNDERLINE = re.compile(r"(?P<mark>[=\-~_*])(?P=mark){2,}\s*$")
TAB = 4
# Lines of more columns than this were not wrapped by hand.
_WRAPPED = 100


def lines_of(text: str) -> list[str]:
    """The lines of a text, whatever ends them; a form feed stands alone on a line."""
    return [
        part for line in _LINE_END.split(text) for part in re.split(r"(\f)", line) if part or "\f" not in line
    ]


def indent_of(line: str) -> int:
    """Columns before the first letter."""
    line = line.expandtabs(TAB)
    return len(line) - len(line.lstrip())


def read_text(text: str) -> list[Paragraph]:
    lines = lines_of(text)
    long = [line for line in lines if len(line) > _WRAPPED]
    filled = [line for line in lines if line.strip()]
    wrapped = len(long) * 10 < len(filled)
    width = max((len(line) for line in filled if len(line) <= _WRAPPED), default=0)
    gather = Gatherer()
    for at, line in enumerate(lines):
        following = lines[at + 1] if at + 1 < len(lines) else ""
        if line == "\f":
            gather.page()
        elif not line.strip():
            gather.close()
        elif _UNDERLINE.match(line.strip()):
            gather.underline(1 if line.strip()[0] == "=" else 2)
        else:
            words = inline.escape(line.strip())
            gather.line(words, indent_of(line), hard=_ends_by_hand(line, following, width))
            if not wrapped:
                gather.close()
    return gather.finish()


def _ends_by_hand(line: str, following: str, width: int) -> bool:
    """Whether the next line's first word would have fitted easily: then the line was not wrapped."""
    first = (following.split() or [""])[0]
    if first[:1].islower():
        return False
    return len(line.rstrip()) + 1 + len(first) <= width * 3 // 4
