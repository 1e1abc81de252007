"""The cards of the home page, composed from each app's `home.py`."""

from typing import Any

from accounts.models import Person
from incidents import home as incidents_home


def cards(person: Person) -> list[Any]:
    """What waits for this person, app by app."""
    return [*incidents_home.cards(person)]
