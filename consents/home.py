"""This app's cards on a person's home page."""

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Person
from consents.models import Request
from consents.permissions import can_enter_answers
from pages.cards import Card


def cards(person: Person) -> list[Card]:
    """What waits for `person` here. Nothing that waits, no card."""
    return [*_own(person), *_on_paper(person)]


def _own(person: Person) -> list[Card]:
    waiting = Request.objects.open().filter(person=person).count()
    text = _("Please say yes or no.")
    return [Card(_("Pictures of your children"), reverse("pictures"), waiting, text)] if waiting else []


def _on_paper(person: Person) -> list[Card]:
    """Who cannot be mailed is easily forgotten."""
    if not can_enter_answers(person):
        return []
    state = Request.State.PAPER
    waiting = Request.objects.filter(state=state).count()
    url = f"{reverse('picture-requests')}?state={state}"
    return [Card(_("Parents to ask on paper"), url, waiting, _("They have no e-mail."))] if waiting else []
