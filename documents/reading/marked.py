"""Markdown, read line by line: the labels must stay as they stand, which no renderer keeps."""

import re

from documents.reading import inline
from documents.reading.labels import split_label
from documents.reading.lines import Gatherer
from documents.reading.paragraphs import Paragraph
from documents.reading.plain import indent_of, lines_of

_RULE = re.compile(r"(?P<mark>[-*_])(?:\s*(?P=mark)){2,}\s*$")
_UNDERLINE = re.compile(r"(?:=+|-{2,})\s*$")
_FACT = re.compile(r"[A-Za-z][\w -]{0,40}:")
_LONGEST_FRONT = 40
_FENCE = re.compile(r"(?:`{3,}|~{3,})")
_CELL_END = re.compile(r"(?<!\\)\|")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_QUOTE = re.compile(r"(?:\s{0,3}>\s?)+")
# A label inside the emphasis that follows it: "**4.2** Staff", "**4.2 Staff**".
_MARKED_LABEL = re.compile(r"(?P<mark>\*\*|__)(?P<label>[\w().]{1,12})(?P<end>(?P=mark))?(?P<gap>\s+)(?=\S)")


def read_markdown(text: str) -> list[Paragraph]:
    """Comments are left out: no reader of the document sees them."""
    gather = Gatherer()
    lines, targets = inline.definitions(lines_of(inline.without_comments(text)))
    begun = _read_front_matter(gather, lines)
    fence = ""
    for line in lines[begun:]:
        mark = _FENCE.match(line.strip())
        if fence or mark:
            fence = _read_fenced(gather, line, fence, mark[0] if mark else "")
        else:
            _read_line(gather, inline.with_targets(line, targets))
    return gather.finish()


def _read_front_matter(gather: Gatherer, lines: list[str]) -> int:
    """Facts between two lines of dashes at the top, each a paragraph. Returns how many lines they take."""
    if not lines or lines[0].strip() != "---":
        return 0
    end = next((at for at, line in enumerate(lines[:_LONGEST_FRONT]) if at and line.strip() == "---"), 0)
    facts = lines[1:end]
    if not facts or not all(_FACT.match(line) for line in facts):
        return 0
    for fact in facts:
        gather.add(Paragraph(_tidy(fact)))
    return end + 1


def _read_line(gather: Gatherer, line: str) -> None:
    line = _QUOTE.sub("", line, count=1) if _QUOTE.match(line) else line
    words = line.strip()
    if line == "\f":
        gather.page()
    elif not words:
        gather.close()
    elif level := _heading_level(words):
        gather.heading(_tidy(_heading_text(words[level:].strip())), level)
    elif _UNDERLINE.match(words):
        gather.underline(1 if words[0] == "=" else 2)
    elif _RULE.match(words):
        gather.close()
    elif words.startswith("|"):
        _read_row(gather, words)
    else:
        _read_words(gather, line)


def _heading_level(words: str) -> int:
    """How many # begin the line, if they make a heading of it; else 0."""
    level = len(words) - len(words.lstrip("#"))
    return level if 1 <= level <= 6 and words[level : level + 1].isspace() | (len(words) == level) else 0


def _heading_text(words: str) -> str:
    """Without the # that may close a heading."""
    without = words.rstrip("#")
    return without.rstrip() if without[-1:].isspace() or not without else words


def _read_words(gather: Gatherer, line: str) -> None:
    hard = line.endswith(("  ", "\\"))
    *first, last = _BREAK.split(line.strip().removesuffix("\\") if hard else line.strip())
    for part in first:
        gather.line(_tidy(part), indent_of(line), hard=True)
    gather.line(_tidy(last), indent_of(line), hard=hard or not last)


def _read_row(gather: Gatherer, words: str) -> None:
    """Each cell of a table's row is a paragraph."""
    if set(words) <= set("|:- \t") and "-" in words:
        return
    for cell in _CELL_END.split(words.strip("|")):
        gather.close()
        if cell.strip():
            gather.line(_tidy(cell.replace("\\|", "|")))
    gather.close()


def _read_fenced(gather: Gatherer, line: str, fence: str, mark: str) -> str:
    """A line in or at a fence of ``` or ~~~: it stands for itself. Returns the fence that is open afterwards."""
    if not fence:
        gather.close()
        return mark
    if mark.startswith(fence) and line.strip() == mark:
        return ""
    if line.strip("\f").strip():
        gather.add(Paragraph(inline.escape(line.strip()), indent=indent_of(line)))
    return fence


def _tidy(words: str) -> str:
    words = inline.without_entities(inline.without_empty_links(words.strip()))
    marked = _MARKED_LABEL.match(words)
    if marked is None:
        return words
    rest = words[marked.end() :]
    loose = f"{marked['label']}{marked['gap']}{'' if marked['end'] else marked['mark']}{rest}"
    return loose if split_label(loose, heading=True)[0] == marked["label"] else words
