"""Which names of children, and which places, stand in the words of a post. Pure.

A caption gives away more than a title of the action plan: it is read by the whole world. So every
spelling counts, a hashtag as much as a word, and somebody has to say that "may" is no May.
"""

import dataclasses
import itertools
import re
import unicodedata
from collections.abc import Iterable, Iterator

# Letters that are no other letter with a mark, and that a keyboard may not have.
_TYPED_AS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe"})
_CAMEL = re.compile(r"(?<=[a-zß-öø-ÿ])(?=[A-ZÀ-ÖØ-Þ])")
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b", re.IGNORECASE)
_PLAIN = re.compile(r"[A-Za-z]+")
_PIN = "📍"
# Scripts that put no space between words: a name is found anywhere.
_WITHOUT_SPACES = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "THAI", "LAO", "KHMER", "MYANMAR")
# An initial names nobody.
SHORTEST = 2


@dataclasses.dataclass(frozen=True)
class Found:
    """A word as it stands in the text, and whether it may be a child or a place."""

    text: str
    is_child: bool


@dataclasses.dataclass(frozen=True)
class _Word:
    folded: str
    start: int
    end: int


def found_in(text: str, children: Iterable[str], places: Iterable[str]) -> list[Found]:
    """What may name somebody or some place, each word once, in the order of the text."""
    words = list(_words(text))
    known = {word.folded for name in children for word in _words(name) if len(word.folded) >= SHORTEST}
    hits = [(word.start, word.end, True) for word in words if word.folded in known]
    hits += [(start, end, True) for start, end in _unspaced(text, known)]
    for place in places:
        hits += [(start, end, False) for start, end in _phrases(words, [one.folded for one in _words(place)])]
    hits += [(*match.span(), False) for match in _POSTCODE.finditer(text)]
    hits += [(at, at + 1, False) for at, letter in enumerate(text) if letter == _PIN]
    spelt = {(text[start:end], is_child): None for start, end, is_child in sorted(set(hits))}
    return [Found(word, is_child) for word, is_child in spelt]


def fold(text: str) -> str:
    """Without case, marks, and letters that cannot be seen: Zoë is zoe, Łukasz is lukasz."""
    if text.isascii():
        return text.lower()
    return "".join(_folded(letter) for letter in unicodedata.normalize("NFC", text))


def _folded(letter: str) -> str:
    """What one letter comes to: nothing for a mark, or for what is not to be seen."""
    parts = unicodedata.normalize("NFKD", letter.casefold().translate(_TYPED_AS))
    return "".join(part for part in parts if unicodedata.category(part)[0] != "M" and not _is_unseen(part))


def _is_unseen(letter: str) -> bool:
    """Soft hyphens and joiners hide a name from a search, and from no reader."""
    return unicodedata.category(letter) == "Cf"


def _is_part(letter: str) -> bool:
    """Of a word: letters, their marks, and what cannot be seen."""
    return letter.isalpha() or unicodedata.category(letter)[0] == "M" or _is_unseen(letter)


def _words(text: str) -> Iterator[_Word]:
    """Every run of letters; #KitRossi is also "kit" and "rossi"."""
    if text.isascii():
        # Most names are; letter by letter a register of a thousand would take a tenth of a second.
        for run in _PLAIN.finditer(text):
            yield from _spelt(text, *run.span())
        return
    start = None
    for at, letter in enumerate(f"{text} "):
        if _is_part(letter):
            start = at if start is None else start
        elif start is not None:
            yield from _spelt(text, start, at)
            start = None


def _spelt(text: str, start: int, end: int) -> Iterator[_Word]:
    yield _Word(fold(text[start:end]), start, end)
    joints = [start, *(start + joint.start() for joint in _CAMEL.finditer(text[start:end])), end]
    if len(joints) > 2:
        for left, right in itertools.pairwise(joints):
            yield _Word(fold(text[left:right]), left, right)


def _phrases(words: list[_Word], wanted: list[str]) -> Iterator[tuple[int, int]]:
    """Where words follow each other as in a place of several."""
    length = len(wanted)
    for at in range(len(words) - length + 1 if length else 0):
        if [word.folded for word in words[at : at + length]] == wanted:
            yield words[at].start, words[at + length - 1].end


def _unspaced(text: str, known: set[str]) -> Iterator[tuple[int, int]]:
    for name in known:
        if any(unicodedata.name(letter, "").startswith(_WITHOUT_SPACES) for letter in name):
            plain = unicodedata.normalize("NFKD", text)
            # Where composing changes the length, the place is only roughly right; the name is not.
            at = plain.find(name)
            while at >= 0:
                yield at, min(at + len(name), len(text))
                at = plain.find(name, at + 1)
