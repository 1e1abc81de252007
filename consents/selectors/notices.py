"""The words that parents are shown now."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from consents.models import Notice, PaperForm, Purpose


def current(on: dt.date | None = None) -> dict[str, Notice]:
    """Purpose code → the notice that is current on a day (default: today). One query."""
    found: dict[str, Notice] = {}
    for notice in Notice.objects.current(on):
        found.setdefault(notice.purpose_id, notice)
    return found


def on_form(form: PaperForm) -> dict[str, Notice]:
    """Purpose code → the notice whose words were printed on a form. One query."""
    found = Notice.objects.in_bulk(list(form.notices.values()))
    return {notice.purpose_id: notice for notice in found.values()}


def words(notice: Notice) -> dict[str, Any]:
    """Exactly what the form says of one purpose, for the signature and for its hash."""
    return {
        "purpose": notice.purpose_id,
        "notice": notice.number,
        "what": notice.what,
        "audience": notice.audience,
        "how_long": notice.how_long,
        "who_else": notice.who_else,
    }


def words_read(notice: Notice) -> dict[str, Any]:
    """The same with the words as they stood on a page in another language, which is what was read and signed."""
    said, language = words(notice), get_language()
    if not language or language == settings.LANGUAGE_CODE:
        return said
    told = ("what", "audience", "how_long", "who_else")
    return {
        **said,
        "language": language,
        "read": {name: translated(said[name]) for name in told},
    }


def translated(text: str) -> str:
    """Words of the data in the reader's language, where the catalogue has them."""
    return _(text) if text else ""


def unknown_to(notices: dict[str, Notice]) -> list[Purpose]:
    """Asked purposes that have no notice yet: nobody can be asked about them."""
    return [purpose for purpose in Purpose.objects.asked() if purpose.code not in notices]
