"""Dates and times as people read them: "23 July 2024", "3:05pm", in the setting's time zone.

Stored times are UTC; `TIME_ZONE` is Europe/London. Nothing (`None`, "") is drawn as nothing.
"""

from datetime import date, datetime, time
from functools import cache

from django import template
from django.utils import timezone
from django.utils.dates import MONTHS_ALT
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

register = template.Library()

NOON = 12


@register.filter
def nice_date(value: date | datetime | None) -> str:
    """23 July 2024."""
    return _day(_local(value)) if value else ""


@register.filter
def nice_time(value: datetime | time | None) -> str:
    """3:05pm; a time without a day is taken as it is."""
    if value is None or value == "":
        return ""
    return _hour(timezone.localtime(value) if isinstance(value, datetime) else value)


@register.filter
def nice_datetime(value: datetime | None) -> str:
    """23 July 2024 at 3:05pm."""
    if not value:
        return ""
    local = timezone.localtime(value)
    return _("%(date)s at %(time)s") % {"date": _day(local), "time": _hour(local)}


@register.filter
def nice_when(value: datetime | None) -> str:
    """The same where people may know the day only: such a moment is stored as the beginning of its day."""
    if not value:
        return ""
    local = timezone.localtime(value)
    return _day(local) if local.time() == time.min else nice_datetime(value)


@register.filter
def time_tag(value: date | datetime | None) -> SafeString | str:
    """The same words in a `<time>`, with the exact moment for machines and for searching the page."""
    if not value:
        return ""
    words = nice_datetime(value) if isinstance(value, datetime) else nice_date(value)
    return format_html('<time datetime="{}">{}</time>', _local(value).isoformat(), words)


def _local(value: date | datetime) -> date | datetime:
    """A naive datetime is a bug of the caller: `localtime` raises ValueError."""
    return timezone.localtime(value) if isinstance(value, datetime) else value


# Written out, not by Django's date_format: a long page has dozens of them.
def _day(local: date | datetime) -> str:
    months, _halves = _words(get_language())
    return f"{local.day} {months[local.month]} {local.year}"


def _hour(local: datetime | time) -> str:
    _months, halves = _words(get_language())
    return f"{local.hour % NOON or NOON}:{local.minute:02}{halves[local.hour >= NOON]}"


@cache
def _words(language: str | None) -> tuple[dict[int, str], tuple[str, str]]:
    """Months as they stand beside a day, and the halves of the day: looked up once for each language."""
    return {number: str(month) for number, month in MONTHS_ALT.items()}, (_("am"), _("pm"))
