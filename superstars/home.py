"""The cards of the home page, composed from each app's `home.py`."""

from accounts import home as accounts_home
from accounts.models import Person
from consents import home as consents_home
from incidents import home as incidents_home
from pages.cards import Card
from policies import home as policies_home
from social import home as social_home


def cards(person: Person) -> list[Card]:
    """What waits for this person, app by app: each counts in one query."""
    apps = (accounts_home, incidents_home, policies_home, social_home, consents_home)
    return [card for app in apps for card in app.cards(person)]
