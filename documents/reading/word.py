"""Word files: python-docx opens them, and their XML is walked, because its paragraphs miss some words."""

import dataclasses
import io
from collections.abc import Iterator

import docx
from django.utils.translation import gettext as _
from docx.opc.exceptions import OpcError
from docx.parts.document import DocumentPart
from lxml import etree

from documents.reading.labels import is_bullet, split_label
from documents.reading.lines import Nesting
from documents.reading.paragraphs import Kind, Paragraph, Unreadable
from documents.reading.word_archive import check_archive, too_much
from documents.reading.word_numbering import Numbering
from documents.reading.word_runs import (
    ALTERNATIVES,
    SKIPPED,
    Run,
    RunReader,
    Words,
    chosen,
    kept_target,
    marked,
    plain,
    split,
    without_start,
)
from documents.reading.word_styles import Place, Styles
from documents.reading.word_xml import Element, W, child, elements, is_on, value

_PARTS = {"numbering", "styles", "footnotes", "endnotes"}
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True)
_TAB = 4
# A document of a thousand pages has fewer.
MAX_PARAGRAPHS = 50_000


def read_word(content: bytes) -> list[Paragraph]:
    """The paragraphs of a .docx in reading order: body, table cells, text boxes; notes come last.

    Left out: headers, footers, comments, tracked deletions, and Word's own table of contents.

    Raises:
        Unreadable: damaged, dangerous, or not a Word document.
    """
    check_archive(content)
    return _Reader(*_open(content)).read()


def _open(content: bytes) -> tuple[DocumentPart, dict[str, Element]]:
    """The main part and, by kind, the XML of those that it leans on.

    Raises:
        Unreadable: it is no Word document, or longer than any.
    """
    try:
        part = docx.Document(io.BytesIO(content)).part
        leaned_on = {rel.reltype.rpartition("/")[2]: rel for rel in part.rels.values() if not rel.is_external}
        roots = {
            kind: etree.fromstring(leaned_on[kind].target_part.blob, _PARSER)
            for kind in _PARTS & leaned_on.keys()
        }
        # Without a body it is no document.
        count = sum(1 for _found in part.element.body.iter(f"{W}p"))
    except (OpcError, KeyError, AttributeError, IndexError, etree.LxmlError, ValueError) as error:
        raise Unreadable(
            _("This is not a Word document. Open it in Word, save it as .docx and load that.")
        ) from error
    if count > MAX_PARAGRAPHS:
        raise Unreadable(too_much())
    return part, roots


class _Reader:
    """One document on its way from XML to paragraphs."""

    def __init__(self, part: DocumentPart, roots: dict[str, Element]) -> None:
        self._body = part.element.body
        self._roots = roots
        self._numbering = Numbering(roots.get("numbering"))
        self._styles = Styles(roots.get("styles"), self._numbering)
        targets = {rid: kept_target(rel.target_ref) for rid, rel in part.rels.items() if rel.is_external}
        self._runs = RunReader(targets, self._styles.named("strong"), self._styles.named("emphasis"))
        self._nesting = Nesting()
        self._paragraphs: list[Paragraph] = []
        self._carried: Words | None = None
        self._new_page = False
        self._previous = ""

    def read(self) -> list[Paragraph]:
        self._blocks(self._body)
        self._flush()
        # Notes may refer to notes, so this list may grow meanwhile.
        for count, (kind, key) in enumerate(self._runs.notes, start=1):
            self._note(f"[{count}]", kind, key)
        return self._paragraphs

    def _blocks(self, parent: Element) -> None:
        for found in elements(parent):
            if found.tag == f"{W}p":
                self._paragraph(found)
            elif found.tag == f"{W}altChunk":
                raise Unreadable(
                    _(
                        "This Word file has another file inside it. Open it in Word, save it again and load that."
                    )
                )
            elif found.tag == ALTERNATIVES:
                self._blocks(chosen(found))
            elif found.tag not in SKIPPED and not _is_deleted_row(found):
                self._blocks(found)

    def _paragraph(self, paragraph: Element) -> None:
        properties = child(paragraph, "pPr")
        if self._styles.is_contents(properties):
            return
        words = self._carried or Words()
        self._runs.read(paragraph, words)
        # A deleted paragraph mark joins this one and the next.
        self._carried = words if child(properties, "rPr", "del") is not None else None
        if self._carried is None:
            self._finish(words, properties)

    def _finish(self, words: Words, properties: Element | None) -> None:
        self._new_page |= is_on(properties, "pageBreakBefore")
        place = self._styles.place(properties)
        label = self._numbering.next_label(place.num, place.ilvl) if place.num else ""
        for at, page in enumerate(split(words.runs, "\f")):
            self._new_page |= at > 0
            for line in _paragraphs_of(page):
                if plain(line).strip():
                    self._add(line, place, label)
                    place, label = Place("body", 0, "", 0, place.indent), ""
        if child(properties, "sectPr") is not None:
            self._new_page |= value(properties, "sectPr", "type") != "continuous"
        for box in words.boxes:
            self._blocks(box)

    def _add(self, runs: list[Run], place: Place, label: str) -> None:
        start = plain(runs)
        typed = start.lstrip()
        indent = place.indent + len(start[: len(start) - len(typed)].expandtabs(_TAB))
        rest = typed
        if not label:
            label, rest = split_label(typed, heading=place.kind == "heading", previous=self._previous)
        kind: Kind = "item" if label and place.kind == "body" else place.kind
        level = place.level
        if kind == "item":
            nested = self._nesting.item(indent)
            level = level if place.num else nested
        elif kind == "body":
            self._nesting.body(indent)
        else:
            self._nesting.clear()
        text = marked(without_start(runs, len(start) - len(rest)), formed=kind != "heading")
        self._paragraphs.append(Paragraph(text, kind, level, label, indent, self._new_page))
        self._new_page = False
        if label and not is_bullet(label):
            self._previous = label

    def _flush(self) -> None:
        if self._carried is not None:
            words, self._carried = self._carried, None
            self._finish(words, None)

    def _note(self, label: str, kind: str, key: str) -> None:
        """A footnote or an endnote, under the label that stands at its place in the text."""
        notes = self._roots.get(kind)
        found = [each for each in elements(notes) if each.get(f"{W}id") == key] if notes is not None else []
        before = len(self._paragraphs)
        for note in found[:1]:
            self._blocks(note)
            self._flush()
        if len(self._paragraphs) > before:
            self._paragraphs[before] = dataclasses.replace(self._paragraphs[before], label=label)


def _is_deleted_row(found: Element) -> bool:
    return found.tag == f"{W}tr" and child(found, "trPr", "del") is not None


def _paragraphs_of(page: list[Run]) -> Iterator[list[Run]]:
    """The runs, divided where a line after a manual break begins with a bullet or a number."""
    made: list[Run] = []
    for at, line in enumerate(split(page, "\n")):
        label, _rest = split_label(plain(line).lstrip())
        if at and label:
            yield made
            made = []
        elif at:
            made.append(Run("\n"))
        made.extend(line)
    yield made
