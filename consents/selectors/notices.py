"""The words that parents are shown now."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from consents.models import Notice, PaperForm, Purpose
from consents.wording import LAWFUL_BASES, NOT_RECALLED, REMOVED


def current(on: dt.date | None = None) -> dict[str, Notice]:
    """Purpose code → the notice that is current on a day (default: today). One query."""
    found: dict[str, Notice] = {}
    for notice in Notice.objects.current(on).select_related("purpose"):
        found.setdefault(notice.purpose_id, notice)
    return found


def on_form(form: PaperForm) -> dict[str, Notice]:
    """Purpose code → the notice whose words were printed on a form. One query."""
    found = Notice.objects.select_related("purpose").in_bulk(list(form.notices.values()))
    return {notice.purpose_id: notice for notice in found.values()}


# What one notice says, beside the use and its own number.
TOLD = ("purpose", "notice", "what", "audience", "how_long", "who_else")


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
    """The same with title and lawful basis; and, on a page in another language, the words as they were read."""
    language = reading_language()
    said = {
        **words(notice),
        "title": notice.purpose.title,
        "lawful_basis": basis_in(settings.LANGUAGE_CODE, notice.purpose),
        "language": language,
    }
    if language == settings.LANGUAGE_CODE:
        return said
    told = ("title", "what", "audience", "how_long", "who_else")
    read = {name: translated(said[name]) for name in told}
    return {**said, "read": {**read, "lawful_basis": basis_in(language, notice.purpose)}}


def basis_in(language: str, purpose: Purpose) -> str:
    """Why this use is lawful, as it is said in `language`."""
    with override(language):
        return str(LAWFUL_BASES[purpose.lawful_basis])


def words_withdrawn(purposes: Iterable[Purpose], current: Mapping[str, Notice]) -> dict[str, Any]:
    """What whoever withdraws is told in the language of the moment: what goes, and what cannot be called back."""
    return {
        "language": reading_language(),
        "removed": str(REMOVED),
        "uses": [
            {
                "purpose": purpose.pk,
                "title": translated(purpose.title),
                "how_long": translated(current[purpose.pk].how_long) if purpose.pk in current else "",
            }
            for purpose in purposes
        ],
        "not_recalled": str(NOT_RECALLED),
    }


def reading_language() -> str:
    """The language in which the words of this moment are read."""
    return get_language() or settings.LANGUAGE_CODE


def translated(text: str) -> str:
    """Words of the data in the reader's language, where the catalogue has them."""
    return _(text) if text else ""


def without_words() -> QuerySet[Purpose]:
    """Asked purposes of which no notice has begun."""
    return Purpose.objects.asked().exclude(pk__in=Notice.objects.current().order_by().values("purpose"))


def unknown_to(notices: dict[str, Notice]) -> list[Purpose]:
    """Asked purposes that have no notice yet: nobody can be asked about them."""
    return [purpose for purpose in Purpose.objects.asked() if purpose.code not in notices]
