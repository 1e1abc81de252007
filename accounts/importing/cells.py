"""One cell of a file: a day, who somebody is, whether they have parental responsibility."""

import datetime as dt
import functools
import re
from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import ChildContact
from documents.importing import Value

Capacity, Responsibility = ChildContact.Capacity, ChildContact.Responsibility

_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})")
_NUMBERS = re.compile(r"(?P<day>\d{1,2})(?P<mark>[/.-])(?P<month>\d{1,2})(?P=mark)(?P<year>\d{4})")
_SHORT_YEAR = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2}")
_WORDS = re.compile(
    r"(?P<day>\d{1,2})(?:st|nd|rd|th)? (?P<month>[a-z]{3,9})\.?,? (?P<year>\d{4})", re.IGNORECASE
)
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
)  # fmt: skip
_MONTHS_OF_A_YEAR = 12
_FIRST_YEAR = 1900

# How files say it, beside the words of the register itself.
_CAPACITIES = {
    "mum": Capacity.MOTHER,
    "mam": Capacity.MOTHER,
    "dad": Capacity.FATHER,
    "adoptive mother": Capacity.ADOPTIVE,
    "adoptive father": Capacity.ADOPTIVE,
    "guardian": Capacity.GUARDIAN,
    "foster parent": Capacity.FOSTER,
    "step parent": Capacity.STEP_PARENT,
    "stepmother": Capacity.STEP_PARENT,
    "stepfather": Capacity.STEP_PARENT,
    "grandmother": Capacity.GRANDPARENT,
    "grandfather": Capacity.GRANDPARENT,
    "other": Capacity.OTHER,
}
_RESPONSIBILITIES = {
    "yes": Responsibility.YES,
    "y": Responsibility.YES,
    "true": Responsibility.YES,
    "no": Responsibility.NO,
    "n": Responsibility.NO,
    "false": Responsibility.NO,
    "not verified": Responsibility.UNVERIFIED,
    "unverified": Responsibility.UNVERIFIED,
    "unknown": Responsibility.UNVERIFIED,
    "by a written plan": Responsibility.DELEGATED,
    "delegated": Responsibility.DELEGATED,
}
RESPONSIBILITY_WORDS = {
    Responsibility.YES: "Yes",
    Responsibility.NO: "No",
    Responsibility.UNVERIFIED: "Not verified",
    Responsibility.DELEGATED: "By a written plan",
}


class Unclear(ValueError):
    """What stands in a cell is not understood; the message says why, and what to write."""


def month_comes_first(values: Iterable[Value]) -> bool:
    """Whether a day of this file can only have the month first, as in America: then others may, too."""
    for value in values:
        found = _NUMBERS.fullmatch(value) if isinstance(value, str) else None
        if found and int(found["month"]) > _MONTHS_OF_A_YEAR >= int(found["day"]):
            return True
    return False


def day(value: Value, *, unsure: bool) -> dt.date:
    """A day: of a spreadsheet, 2022-07-23, 23/07/2022 or 23 July 2022.

    `unsure`: other days of the file have the month first, so that 03/04/2022 may be either.

    Raises:
        Unclear: no such day, two digits for the year, a bare number, or a day that may be two.
    """
    if not isinstance(value, str):
        return _plausible(value, value)
    found = _ISO.fullmatch(value) or _NUMBERS.fullmatch(value) or _WORDS.fullmatch(value)
    if found is None:
        raise Unclear(_not_a_day(value))
    month, number = _month(found["month"]), int(found["day"])
    if unsure and _NUMBERS.fullmatch(value) and month <= _MONTHS_OF_A_YEAR >= number != month:
        said = _(
            "“%(value)s” may be two days: elsewhere in this file the month comes first. Write 2022-07-23."
        )
        raise Unclear(said % {"value": value})
    try:
        return _plausible(dt.date(int(found["year"]), month, number), value)
    except ValueError as error:
        if isinstance(error, Unclear):
            raise
        raise Unclear(_("There is no day “%(value)s”. Write the day first.") % {"value": value}) from error


def _plausible(said: dt.date, value: Value) -> dt.date:
    if said.year < _FIRST_YEAR:
        raise Unclear(_("“%(value)s” is too long ago.") % {"value": value})
    return said


def _month(said: str) -> int:
    if said.isdigit():
        return int(said)
    found = [at for at, name in enumerate(_MONTHS, start=1) if name.startswith(said.lower())]
    return found[0] if len(found) == 1 else 0


def _not_a_day(value: str) -> str:
    if _SHORT_YEAR.fullmatch(value):
        return _("“%(value)s”: write the year with four digits.") % {"value": value}
    if value.isdigit():
        return _("“%(value)s” is a number, not a day. Format the column as a date in your spreadsheet.") % {
            "value": value
        }
    return _("“%(value)s” is not a day. Write 23/07/2022 or 2022-07-23.") % {"value": value[:40]}


def capacity(value: str) -> str:
    """Who somebody is to the child. Raises Unclear."""
    found = _known_capacities().get(value.casefold())
    if found is None:
        said = _("“%(value)s” is not known. Write one of: %(words)s.")
        words = ", ".join(str(label) for label in Capacity.labels)
        raise Unclear(said % {"value": value[:40], "words": words})
    return found


def responsibility(value: str) -> str:
    """What the file says about parental responsibility. Raises Unclear."""
    found = _RESPONSIBILITIES.get(value.casefold())
    if found is None:
        raise Unclear(_("“%(value)s” is not known. Write yes, no or not verified.") % {"value": value[:40]})
    return found


def capacity_word(code: str) -> str:
    """As a file says it, in English."""
    with override("en-gb"):
        return str(Capacity(code).label)


@functools.cache
def _known_capacities() -> dict[str, str]:
    own = {code: code for code in Capacity.values}
    return {**_CAPACITIES, **own, **{capacity_word(code).casefold(): code for code in Capacity.values}}
