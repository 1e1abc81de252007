"""What printing did to a document is undone: page numbers and running heads taken out, broken sentences joined."""

import re
from collections import Counter
from dataclasses import replace

from documents.reading import Paragraph
from policies.outline import label_words, plain
from policies.splitting.looks import (
    end_of,
    ends_sentence,
    is_bold,
    is_upper,
    looks_like_title,
    whole,
    without_empty_links,
)

_PAGE_NUMBER = re.compile(
    r"[\s–—|-]*(?:page\s*)?\d{1,3}(?:\s*(?:of|/)\s*\d{1,3})?[\s–—|-]*|.{0,80}\bpage \d{1,3}(?: of \d{1,3})?\W*",
    re.IGNORECASE,
)
_LONGEST_HEAD = 12
# A line that stands so often without being at a page's edge is a running head all the same.
_OFTEN = 3
# A sentence goes on after these, whatever letter the next line begins with.
_GOES_ON = re.compile(
    r"(?:[,–—-]|\b(?:and|or|the|a|an|of|to|in|on|at|by|for|with|from|as|that|which|their|our))$"
)
_BEGINS_WITH_NUMBER = re.compile(r"(?:section|part)?\s*\d", re.IGNORECASE)


def lines_of(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """Paragraphs with one line of tidy text each; empty ones are gone."""
    lines: list[Paragraph] = []
    for paragraph in paragraphs:
        first, *more = paragraph.text.split("\n") if paragraph.kind != "heading" else [paragraph.text]
        lines.append(replace(paragraph, text=_tidy(first)))
        indent = paragraph.indent + (1 if paragraph.kind == "item" else 0)
        lines += [Paragraph(_tidy(text), indent=indent) for text in more]
    return _with_words(_labels_with_words([line for line in lines if line.text or line.label]))


def continued(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """The same without guessing: a paragraph indented below an item belongs to it."""
    lines: list[Paragraph] = []
    for line in _with_words([replace(paragraph, text=_tidy(paragraph.text)) for paragraph in paragraphs]):
        if lines and line.kind == "body" and lines[-1].kind == "item" and line.indent > lines[-1].indent:
            lines[-1] = _joined(lines[-1], line)
        else:
            lines.append(line)
    return lines


def without_page_furniture(lines: list[Paragraph]) -> tuple[list[Paragraph], list[str]]:
    """The lines without page numbers and running heads, and these."""
    numbers = {at for at, line in enumerate(lines) if _PAGE_NUMBER.fullmatch(whole(line))}
    edges = _page_edges(lines, numbers)
    often, at_edges = Counter(map(_as_head, lines)), Counter(_as_head(lines[at]) for at in edges)
    out = set(numbers)
    for at, line in enumerate(lines):
        head = _as_head(line)
        repeated = head and (often[head] >= _OFTEN or (often[head] > 1 and at_edges[head]))
        # The title looks like the running heads, and stands first.
        if repeated and at > 0 and (at in edges or often[head] >= _OFTEN):
            out.add(at)
    kept = [line for at, line in enumerate(lines) if at not in out]
    return kept, [whole(lines[at]) for at in sorted(out)]


def mended(lines: list[Paragraph]) -> list[Paragraph]:
    """Sentences in one piece that a page, a wrap or an indented paragraph had broken."""
    sentences: list[Paragraph] = []
    for line in lines:
        if sentences and _belongs(sentences[-1], line):
            sentences[-1] = _joined(sentences[-1], line)
        else:
            sentences.append(line)
    return sentences


def _belongs(before: Paragraph, line: Paragraph) -> bool:
    """Whether the line goes on with the sentence, or with the item, before it."""
    if (
        line.kind != "body"
        or line.label
        or before.kind == "heading"
        or _stands_out(before)
        or is_bold(line.text)
    ):
        return False
    if not ends_sentence(before.text):
        begins_small = plain(line.text[:80]).lstrip("(“\"'‘")[:1].islower()
        numbered = before.kind == "body" and _BEGINS_WITH_NUMBER.match(before.text)
        return begins_small or (not numbered and _GOES_ON.search(end_of(before.text)) is not None)
    return before.kind == "item" and line.indent > before.indent and not looks_like_title(line.text)


def _stands_out(line: Paragraph) -> bool:
    return is_bold(line.text) or is_upper(line.text)


def _labels_with_words(lines: list[Paragraph]) -> list[Paragraph]:
    """A bullet that stands alone above its words, brought to them."""
    kept: list[Paragraph] = []
    for line in lines:
        last = kept[-1] if kept else None
        if last and last.label and not last.text and line.kind == "body" and not line.label:
            kept[-1] = replace(last, text=line.text)
        else:
            kept.append(line)
    return kept


def _with_words(lines: list[Paragraph]) -> list[Paragraph]:
    """Without bullets that say nothing; of a number alone, the number is the text."""
    return [
        line if line.text else replace(line, text=line.label, label="")
        for line in lines
        if line.text or label_words(line.label)
    ]


def _page_edges(lines: list[Paragraph], numbers: set[int]) -> set[int]:
    """The lines beside a page break or a page number."""
    breaks = {at for at, line in enumerate(lines) if line.new_page}
    edges = breaks | {at - 1 for at in breaks} | {at + by for at in numbers for by in (-1, 1)}
    # A head of two lines, or a number between the break and the head.
    edges |= {at + 1 for at in breaks if at in numbers} | {at - 2 for at in breaks if at - 1 in numbers}
    return {at for at in edges - numbers if 0 <= at < len(lines)}


def _as_head(line: Paragraph) -> str:
    """The text by which running heads are the same; "" for what cannot be one."""
    text = plain(line.text)
    if line.kind == "item" or ends_sentence(text) or len(text.split()) > _LONGEST_HEAD:
        return ""
    return re.sub(r"[\d\W]+", " ", text).strip().casefold()


def _joined(before: Paragraph, line: Paragraph) -> Paragraph:
    return replace(before, text=f"{before.text} {whole(line)}")


def _tidy(text: str) -> str:
    return " ".join(without_empty_links(text).split())
