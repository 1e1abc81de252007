"""The cards of the home page, composed from each app's `home.py`."""

from accounts.models import Person
from consents import home as consents_home
from incidents import home as incidents_home
from pages.cards import Card
from policies import home as policies_home


def cards(person: Person) -> list[Card]:
    """What waits for this person, app by app."""
    return [*incidents_home.cards(person), *policies_home.cards(person), *consents_home.cards(person)]
