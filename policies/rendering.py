"""A policy's words as HTML for pages, and as Markdown for editing a whole draft. Pure."""

import re
from collections.abc import Iterator
from dataclasses import replace

import nh3
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from markdown import Markdown

from documents.reading import read
from policies.outline import CLAUSE, HEADING, SECTION, Block, Outline, label_words
from policies.splitting import split_as_written

TAGS = {"strong", "em", "a", "br", "code"}
_LINKS_TO = ("http://", "https://", "mailto:")
_MEANS_MARKUP = re.compile(r"[\\`*_\[]")
# What is HTML to a browser is hidden from Markdown, which would keep some of it, and comes back as text.
_HIDDEN = {"&": "\ue000", "<": "\ue001", ">": "\ue002"}
_HIDE = str.maketrans(_HIDDEN)
_SHOW = {hidden: str(escape(shown)) for shown, hidden in _HIDDEN.items()}
# Written before an escaped "<" or "&" by the reader of documents; Markdown knows no such escape.
_ESCAPED = re.compile(r"\\([<&])")
_INDENT = " " * 4
# No clause has more links; Markdown's time grows with the square of these.
_MOST_BRACKETS = 200
_MARKS = {SECTION: "##", HEADING: "###", CLAUSE: "-"}


def to_html(markdown: str) -> SafeString:
    """One line of inline Markdown: strong, em, links to http, https and mailto, code. Everything else is text."""
    line = " ".join(markdown.split())
    if not _MEANS_MARKUP.search(line) or line.count("[") > _MOST_BRACKETS:
        return escape(line)
    html = _converter().convert(_ESCAPED.sub(r"\1", line).translate(_HIDE))
    html = html.removeprefix("<p>").removesuffix("</p>")
    html = "".join(_SHOW.get(letter, letter) for letter in html)
    safe = nh3.clean(
        html,
        tags=TAGS,
        attributes={"a": {"href"}},
        attribute_filter=_kept,
        link_rel="noopener",
    )
    return mark_safe(safe)  # noqa: S308 - cleaned by nh3 in the line above


def to_html_block(markdown: str) -> SafeString:
    """Text of several paragraphs or lines (a notice, a summary of changes), each line as `to_html` draws it."""
    paragraphs = [part.strip().splitlines() for part in re.split(r"\n\s*\n", markdown.strip())]
    drawn = ("<br>".join(to_html(line) for line in lines) for lines in paragraphs if lines)
    return mark_safe("".join(f"<p>{html}</p>" for html in drawn))  # noqa: S308 - each line is safe


def _converter() -> Markdown:
    """Python-Markdown with its inline rules only: a clause may begin with "1." or "#"."""
    converter = Markdown(output_format="html")
    for registry, kept in (
        (converter.preprocessors, {"normalize_whitespace"}),
        (converter.parser.blockprocessors, {"paragraph"}),
        (converter.inlinePatterns, {"backtick", "escape", "link", "not_strong", "em_strong", "em_strong2"}),
    ):
        for name in [item.name for item in registry._priority]:
            if name not in kept:
                registry.deregister(name)
    return converter


def _kept(tag: str, attribute: str, value: str) -> str | None:
    return value if attribute == "rel" or value.lower().startswith(_LINKS_TO) else None


def to_markdown(outline: Outline) -> str:
    """The outline for editing as one text. Bullets, keys and lines left out are not in it; numbers are."""
    lines = [f"# {outline.title}"] if outline.title else []
    lines += _lines_of(outline.blocks)
    lines += [outline.review_line] if outline.review_line else []
    # A comment would not be read again.
    return "\n\n".join(line.replace("<!--", "<\\!--") for line in lines) + "\n"


def from_markdown(text: str) -> Outline:
    """The outline that a person edited; its blocks are new (`keys.carry` proposes whom they continue).

    Raises `documents.reading.Unreadable`, a ValueError with a message for people, for control
    characters and for more than 5 MB.
    """
    if not text.strip():
        return Outline(title="", blocks=[])
    outline = split_as_written(read("draft.md", text.encode()))
    return replace(outline, blocks=[_unguarded(block) for block in outline.blocks])


def _lines_of(blocks: list[Block]) -> Iterator[str]:
    deepest = 0
    for block in blocks:
        depth = min(block.depth, deepest) if block.kind == CLAUSE else 0
        deepest = depth + 1 if block.kind == CLAUSE else 0
        yield _INDENT * depth + _line(replace(block, depth=0, clause=None))


def _line(block: Block) -> str:
    """The line that is read as this block; a backslash goes before words that would be read as its number."""
    mark = _MARKS[block.kind]
    if not label_words(block.label):
        line = f"{mark} {block.text}"
        return line if _read_back(line) == replace(block, label="") else f"{mark} \\{block.text}"
    line = f"{block.label} {block.text}" if block.kind == CLAUSE else f"{mark} {block.label} {block.text}"
    return line if _read_back(line) == block else f"{mark} {block.label} {block.text}"


def _read_back(line: str) -> Block | None:
    blocks = split_as_written(read("line.md", line.encode())).blocks
    return blocks[0] if len(blocks) == 1 else None


def _unguarded(block: Block) -> Block:
    """Without the backslash that `_line` wrote: before a letter or a number it means nothing else."""
    return replace(block, text=re.sub(r"^\\(?=[^\W_])", "", block.text))
