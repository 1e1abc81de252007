"""The words that parents are shown now."""

import datetime as dt
from typing import Any

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


def unknown_to(notices: dict[str, Notice]) -> list[Purpose]:
    """Asked purposes that have no notice yet: nobody can be asked about them."""
    return [purpose for purpose in Purpose.objects.asked() if purpose.code not in notices]
