"""This app's cards on a person's home page."""

import dataclasses
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Person
from incidents.models import Draft


@dataclasses.dataclass(frozen=True)
class Card:
    """One thing that waits: a title that links, and a number or a line."""

    title: str
    url: str
    value: int | None = None
    text: Any = ""


def cards(person: Person) -> list[Card]:
    """What waits for `person` here."""
    return [*_drafts(person)]


def _drafts(person: Person) -> list[Card]:
    if not Draft.objects.visible_to(person).exists():
        return []
    return [
        Card(_("Not sent yet"), reverse("report-start"), text=_("You have begun something and not sent it."))
    ]
