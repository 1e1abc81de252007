"""How a line looks: bold, in capitals, like a title, like a sentence."""

import re

from documents.reading import Paragraph
from policies.outline import label_words, plain

_EMPHASISED = re.compile(r"(?P<mark>\*{1,3}|_{1,3})(?P<words>(?:(?!(?P=mark)).)+)(?P=mark)")
_ENDS = re.compile(r"[.!?:;…][\"'”’)\]]*$")
_EMPTY_LINK = re.compile(r"(?<![!\\])\[((?:[^\[\]\\]|\\.)*)\]\(\s*(?:<\s*>|\#)?\s*\)")
# A line with one of these says something; it names nothing.
_VERBS = frozenset(
    ("will", "must", "should", "shall", "may", "can", "is", "are", "be", "have", "has", "do", "does", "not")
)
_QUESTIONS = frozenset(("what", "how", "why", "when", "where", "who"))
_LONGEST_TITLE, _LONGEST_LINE, _LONGEST_BOLD = 10, 80, 200


def is_bold(text: str) -> bool:
    """The whole of it."""
    found = _EMPHASISED.fullmatch(text) if len(text) <= _LONGEST_BOLD else None
    return found is not None and len(found["mark"]) > 1


def without_emphasis(text: str) -> str:
    """Bold or italics that the whole of it stands in are the looks of a heading, not its words."""
    found = _EMPHASISED.fullmatch(text)
    return found["words"].strip() if found else text


def is_upper(text: str) -> bool:
    words = plain(text[:_LONGEST_BOLD])
    return words.isupper() and sum(letter.isalpha() for letter in words) > 2


def ends_sentence(text: str) -> bool:
    return _ENDS.search(end_of(text)) is not None


def end_of(text: str) -> str:
    """Its last words: a sentence in pieces may be long, and is looked at for each piece."""
    return plain(text[-_LONGEST_LINE:]).rstrip()


def looks_like_title(text: str, *, stands_out: bool = False) -> bool:
    """Short, without an end mark, beginning in a capital, and no sentence.

    One that `stands_out`, bold or in capitals, may have a verb or a colon at its end, but not both.
    """
    words = plain(text).split() if len(text) <= _LONGEST_LINE else []
    if not 0 < len(words) <= _LONGEST_TITLE:
        return False
    first = next((letter for letter in text if letter.isalnum()), "")
    if first.islower() or not any(letter.isalpha() for letter in text):
        return False
    asks = words[0].lower() in _QUESTIONS
    says = any(word.lower().strip(",:") in _VERBS for word in words) and not asks
    colon = words[-1].endswith(":")
    if stands_out and says != colon:
        return not says or not ends_sentence(text)
    return not says and (not ends_sentence(text) or (asks and words[-1].endswith("?")))


def whole(line: Paragraph, text: str | None = None) -> str:
    """The number that stands before it and its words (or `text` for these); a bullet says nothing."""
    return " ".join(
        [*(line.label.split() if label_words(line.label) else []), line.text if text is None else text]
    )


def without_empty_links(text: str) -> str:
    """The words of links that lead nowhere, as words."""
    return _EMPTY_LINK.sub(r"\1", text)
