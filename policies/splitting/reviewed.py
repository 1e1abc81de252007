"""The line at the end that says when a policy was last reviewed, and the date in it."""

import datetime as dt
import re

from documents.reading import Paragraph
from policies.outline import plain
from policies.splitting.looks import whole

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?,?"
)
_DAY = r"\b(?P<day>\d{1,2})(?:\s?(?:st|nd|rd|th))?\b,?"
_YEAR = r"(?P<year>\d{4}|\d{2})\b"
# Numbers alone are read as the British write them: the day first.
_DATES = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_DAY}\s+(?:of\s+)?{_MONTH}\s+{_YEAR}",
        rf"\b{_MONTH}\s+{_DAY}\s+{_YEAR}",
        r"\b(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})\b",
        rf"\b(?P<day>\d{{1,2}})(?P<mark>[/.-])(?P<month>\d{{1,2}})(?P=mark){_YEAR}",
    )
]

_REVIEWED = re.compile(r"\b(?:last\s+)?review(?:ed)?\b", re.IGNORECASE)
_NOT_YET = re.compile(r"\b(?:next|due|will|must|should|shall|before|until)\b", re.IGNORECASE)
_LONGEST = 14
# What may stand below it: when the next one is due, who signed.
_LINES_BELOW = 3


def take_review_line(lines: list[Paragraph]) -> tuple[list[Paragraph], str]:
    """The lines without the review line at their end, and that line; with what little stands below it."""
    for at in range(len(lines) - 1, max(-1, len(lines) - 2 - _LINES_BELOW), -1):
        if is_review_line(lines[at]):
            return lines[:at], " ".join(_as_line(line) for line in lines[at:])
        if lines[at].kind == "item" or not _is_short(lines[at]):
            break
    return lines, ""


def is_review_line(line: Paragraph) -> bool:
    """Short, says "review" and not "next review", and has a date or at least a year."""
    text = plain(line.text)
    says = _REVIEWED.search(text) and not _NOT_YET.search(text) and re.search(r"\d", text)
    return line.kind != "item" and bool(says) and _is_short(line)


def date_in(text: str) -> dt.date | None:
    """The first date after "reviewed", or else in the text; None when there is none, or none that exists."""
    text = plain(text)
    said = _REVIEWED.search(text)
    return (_first_date(text[said.end() :]) if said else None) or _first_date(text)


def _first_date(text: str) -> dt.date | None:
    found = [match for pattern in _DATES if (match := pattern.search(text))]
    return _date(min(found, key=re.Match.start)) if found else None


def _date(found: re.Match[str]) -> dt.date | None:
    month, year = found["month"].lower(), int(found["year"])
    number = int(month) if month.isdigit() else _MONTHS.index(month[:3]) + 1
    try:
        return dt.date(year if year > 99 else 2000 + year, number, int(found["day"]))
    except ValueError:  # 31 February
        return None


def _as_line(line: Paragraph) -> str:
    """Without emphasis; a link stays whole."""
    return whole(line, line.text if "](" in line.text else plain(line.text))


def _is_short(line: Paragraph) -> bool:
    return len(line.text.split()) <= _LONGEST
