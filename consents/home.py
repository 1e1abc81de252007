"""This app's cards on a person's home page."""

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Person
from consents.models import Request
from consents.permissions import (
    can_check_answers,
    can_enter_answers,
    can_keep_notices,
    can_see_answers,
    can_see_sheet,
)
from consents.selectors import campaigns, families, notices
from consents.selectors.one_child import to_check_by
from pages.cards import Card


def cards(person: Person) -> list[Card]:
    """What waits for `person` here, and what they must find without searching."""
    return [
        *_own(person),
        *_sheet(person),
        *_campaign(person),
        *_on_paper(person),
        *_without_words(person),
        *_to_check(person),
    ]


def _own(person: Person) -> list[Card]:
    """Always there for parents: changing one's mind must not be harder to find than answering."""
    if not families.contacts_of(person).exists():
        return []
    waiting = Request.objects.open().filter(person=person).count()
    text = _("Please say yes or no.") if waiting else _("What you said, and how to change it.")
    return [Card(_("Pictures of your children"), reverse("pictures"), waiting or None, text)]


def _campaign(person: Person) -> list[Card]:
    """While everybody is being asked anew: how many answers are still missing."""
    found = campaigns.missing_now(person) if can_see_answers(person) else None
    if found is None:
        return []
    campaign, missing = found
    text = _("Answers that are still missing.") if missing else _("Everybody has answered.")
    return [Card(_("Asking everybody anew"), reverse("picture-campaign", args=[campaign.pk]), missing, text)]


def _on_paper(person: Person) -> list[Card]:
    """Who cannot be mailed is easily forgotten."""
    if not can_enter_answers(person):
        return []
    state = Request.State.PAPER
    waiting = Request.objects.filter(state=state).count()
    url = f"{reverse('picture-requests')}?state={state}"
    return [Card(_("Parents to ask on paper"), url, waiting, _("They have no e-mail."))] if waiting else []


def _sheet(person: Person) -> list[Card]:
    """Always there: whoever takes a picture must find it without searching."""
    if not can_see_sheet(person):
        return []
    text = _("Look here before you take a picture, and before you use one.")
    return [Card(_("Who may be shown"), reverse("picture-sheet"), text=text)]


def _to_check(person: Person) -> list[Card]:
    waiting = len(to_check_by(person)) if can_check_answers(person) else 0
    text = _("No Yes of them counts until somebody else has checked it.")
    return [Card(_("Picture forms to check"), reverse("picture-forms"), waiting, text)] if waiting else []


def _without_words(person: Person) -> list[Card]:
    """As long as a use has no words, nobody is asked about any."""
    if not can_keep_notices(person) or not notices.unknown_to(notices.current()):
        return []
    text = _("Some uses of pictures have no words yet. Until they do, it is No for every child.")
    return [Card(_("Parents are not asked about pictures"), reverse("picture-notices"), text=text)]
