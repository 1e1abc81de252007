"""This app's cards on a person's home page."""

from accounts.models import Person
from pages.cards import Card


def cards(person: Person) -> list[Card]:
    """What waits for `person` here. Nothing that waits, no card."""
    return []
