"""This app's cards on a person's home page."""

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.selectors import unsent
from pages.cards import Card, Waiting, drawn


def cards(person: Person) -> list[Card]:
    """What they had typed when their session ended, and have not sent again."""
    text = _("It is kept for one day, and only you see it.")
    return drawn([Waiting(_("Typed and not sent"), reverse("unsent"), unsent.waiting(person), text)])
