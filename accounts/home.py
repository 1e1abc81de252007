"""This app's cards on a person's home page."""

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.selectors import unsent
from pages.cards import Card


def cards(person: Person) -> list[Card]:
    """What they had typed when their session ended, and have not sent again."""
    number = unsent.waiting(person)
    text = _("It is kept for one day, and only you see it.")
    return [Card(_("Typed and not sent"), reverse("unsent"), number, text)] if number else []
