"""The words of one Word paragraph, with their emphasis and links."""

import dataclasses
import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from documents.reading import inline
from documents.reading.word_numbering import SYMBOLS
from documents.reading.word_xml import Element, R, W, child, elements, is_on, value

MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"
ALTERNATIVES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
# Properties, tracked deletions and field codes have no words of the document.
_WORDLESS = ("pPr", "rPr", "sdtPr", "sdtEndPr", "tblPr", "trPr", "tcPr", "sectPr", "fldData", "rt")
_GONE = ("del", "moveFrom", "delText", "delInstrText")
SKIPPED = {W + name for name in (*_WORDLESS, *_GONE)}
_WORDS = {f"{W}t", MATHS, DRAWING}
_SIGNS = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_NOTES = {f"{W}footnoteReference": "footnotes", f"{W}endnoteReference": "endnotes"}
_FIELD = re.compile(r"""HYPERLINK\s+"?(?P<address>[^"\s\\]+)""")
_SPECIAL = "\\`*_"
_SPECIAL_IN_LINK = f"{_SPECIAL}[]"
_KEPT_TARGETS = ("http://", "https://", "mailto:", "tel:")


@dataclasses.dataclass(frozen=True)
class Run:
    """Words in one form; "\\n" is a line break, "\\f" a page break."""

    text: str
    strong: bool = False
    emphasis: bool = False
    target: str = ""

    @property
    def form(self) -> tuple[bool, bool, str]:
        return self.strong, self.emphasis, self.target


@dataclasses.dataclass
class Words:
    """What one paragraph holds: its runs, and what hangs on it."""

    runs: list[Run] = dataclasses.field(default_factory=list)
    boxes: list[Element] = dataclasses.field(default_factory=list)


class RunReader:
    """Reads the runs of paragraphs that share links and character styles."""

    def __init__(self, targets: dict[str, str], strong: set[str], emphasis: set[str]) -> None:
        self._targets, self._strong, self._emphasis = targets, strong, emphasis
        self._fields: list[str] = []
        # The footnotes and endnotes that were referred to so far: kind and id.
        self.notes: list[tuple[str, str]] = []

    def read(self, paragraph: Element, into: Words) -> None:
        """Add the words of `paragraph`, wherever in it they stand."""
        self._fields = []
        self._walk(paragraph, Run(""), into)

    def _walk(self, parent: Element, form: Run, into: Words) -> None:
        for found in elements(parent):
            if found.tag in SKIPPED:
                continue
            if found.tag == f"{W}txbxContent":
                into.boxes.append(found)
            elif found.tag == ALTERNATIVES:
                self._walk(chosen(found), form, into)
            elif found.tag == f"{W}hyperlink":
                target = self._targets.get(found.get(f"{R}id"), "")
                self._walk(found, dataclasses.replace(form, target=target), into)
            elif found.tag == f"{W}fldSimple":
                target = address_of(found.get(f"{W}instr", "")) or form.target
                self._walk(found, dataclasses.replace(form, target=target), into)
            elif found.tag == f"{W}r":
                self._walk(found, self._form(found, form), into)
            elif not self._leaf(found, form, into):
                self._walk(found, form, into)

    def _leaf(self, found: Element, form: Run, into: Words) -> bool:
        """Take what is a word or a sign itself; False for anything else."""
        if found.tag in {f"{W}fldChar", f"{W}instrText"}:
            self._field(found)
            return True
        if found.tag in _NOTES:
            self.notes.append((_NOTES[found.tag], found.get(f"{W}id", "")))
            text = f"[{len(self.notes)}]"
        elif found.tag in _WORDS:
            text = found.text or ""
        elif found.tag == f"{W}sym":
            text = symbol(found)
        elif found.tag == f"{W}br":
            text = "\f" if found.get(f"{W}type") == "page" else "\n"
        else:
            text = _SIGNS.get(found.tag, "")
        if text:
            target = form.target or next((each for each in reversed(self._fields) if each), "")
            into.runs.append(dataclasses.replace(form, text=text, target=target))
        return bool(text)

    def _field(self, found: Element) -> None:
        kind = found.get(f"{W}fldCharType")
        if kind == "begin":
            self._fields.append("")
        elif kind == "end" and self._fields:
            self._fields.pop()
        elif found.tag == f"{W}instrText" and self._fields:
            self._fields[-1] = self._fields[-1] or address_of(found.text or "")

    def _form(self, run: Element, around: Run) -> Run:
        properties = child(run, "rPr")
        style = value(properties, "rStyle")
        strong = is_on(properties, "b") or style in self._strong
        emphasis = is_on(properties, "i") or style in self._emphasis
        return dataclasses.replace(around, strong=strong, emphasis=emphasis)


def chosen(alternatives: Element) -> Element:
    """Of several forms of one thing, the first that has words; they say the same."""
    forms = list(elements(alternatives))
    said = (form for form in forms if any(words.text for words in form.iter(*_WORDS)))
    return next(said, forms[0] if forms else alternatives)


def symbol(found: Element) -> str:
    try:
        letter = chr(int(found.get(f"{W}char", ""), 16))
    except (ValueError, OverflowError):
        return ""
    return SYMBOLS.get(letter, letter)


def address_of(instruction: str) -> str:
    """The address in a field code such as HYPERLINK "https://…", if it is one that may be kept."""
    found = _FIELD.search(instruction)
    return kept_target(found["address"]) if found else ""


def kept_target(address: str) -> str:
    """The address of a link that leads to a page, a mailbox or a telephone; "" for all others."""
    if not address.strip().lower().startswith(_KEPT_TARGETS):
        return ""
    return re.sub(r"[\s()<>\\]", lambda found: f"%{ord(found[0]):02X}", address.strip())


def plain(runs: Iterable[Run]) -> str:
    return "".join(run.text for run in runs)


def without_start(runs: list[Run], length: int) -> list[Run]:
    """The runs without their first `length` characters."""
    kept = []
    for run in runs:
        cut, length = run.text[length:], max(0, length - len(run.text))
        if cut:
            kept.append(dataclasses.replace(run, text=cut))
    return kept


def split(runs: Iterable[Run], separator: str) -> list[list[Run]]:
    """The runs between the separators."""
    parts: list[list[Run]] = [[]]
    for run in runs:
        first, *others = run.text.split(separator)
        parts[-1].append(dataclasses.replace(run, text=first))
        parts.extend([dataclasses.replace(run, text=other)] for other in others)
    return parts


def marked(runs: list[Run], *, formed: bool = True) -> str:
    """The runs as inline Markdown; without their emphasis where `formed` is false."""
    written = ""
    for form, text in _escaped(runs):
        strong, emphasis, target = form
        mark = ("**" if strong else "") + ("*" if emphasis else "") if formed else ""
        inner = text.strip()
        before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :] if inner else ""
        if not re.search(r"\w", inner) or (mark and written.endswith("*") and not before):
            mark = ""
        words = f"{mark}{inner}{mark[::-1]}"
        written += before + (f"[{words}]({target})" if target and inner else words) + after
    return re.sub(r"[ \t]+", " ", written).strip()


def _escaped(runs: list[Run]) -> Iterator[tuple[tuple[bool, bool, str], str]]:
    """Each form with its words, escaped by what stands around them in the whole paragraph.

    Beside the marks of emphasis and links every special character is escaped: it would pair with them.
    """
    places = inline.to_escape(plain(runs))
    forms = [(form, plain(group)) for form, group in groupby(runs, key=lambda run: run.form)]
    at = 0
    for form, text in forms:
        special = _SPECIAL_IN_LINK if form[2] else _SPECIAL if len(forms) > 1 or any(form) else ""
        yield (
            form,
            "".join("\\" * (at + n in places or letter in special) + letter for n, letter in enumerate(text)),
        )
        at += len(text)
