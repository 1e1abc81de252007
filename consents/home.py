"""This app's cards on a person's home page."""

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Person
from consents.models import Campaign, Request
from consents.permissions import (
    can_check_answers,
    can_enter_answers,
    can_keep_notices,
    can_see_answers,
    can_see_sheet,
)
from consents.selectors import campaigns, families, notices
from consents.selectors.checks import to_check_by
from pages.cards import Card, Waiting, drawn


def cards(person: Person) -> list[Card]:
    """What waits for `person` here, and what they must find without searching."""
    return drawn(
        [
            _own(person),
            *_sheet(person),
            *_campaign(person),
            *_on_paper(person),
            *_without_words(person),
            *_to_check(person),
        ]
    )


def _own(person: Person) -> Waiting:
    """Always there for parents: changing one's mind must not be harder to find than answering."""

    def each(children: int, waiting: int) -> list[Card]:
        text = _("Please say yes or no.") if waiting else _("What you said, and how to change it.")
        title, url = _("Pictures of your children"), reverse("pictures")
        return [Card(title, url, waiting or None, text, is_way=not waiting)]

    asked = Request.objects.open().filter(person=person)
    return Waiting("", "", families.contacts_of(person), part=asked, each=each)


def _campaign(person: Person) -> list[Waiting]:
    """While everybody is being asked anew: how many answers are still missing."""
    if not can_see_answers(person):
        return []

    def each(running: int, part: int) -> list[Card]:
        campaign, missing = campaigns.missing_now(person) or (None, 0)
        if campaign is None:
            return []
        text = _("Answers that are still missing.") if missing else _("Everybody has answered.")
        url = reverse("picture-campaign", args=[campaign.pk])
        return [Card(_("Asking everybody anew"), url, missing, text)]

    return [Waiting("", "", Campaign.objects.running(), each=each)]


def _on_paper(person: Person) -> list[Waiting]:
    """Who cannot be mailed is easily forgotten."""
    if not can_enter_answers(person):
        return []
    state = Request.State.PAPER
    url = f"{reverse('picture-requests')}?state={state}"
    rows = Request.objects.filter(state=state)
    return [Waiting(_("Parents to ask on paper"), url, rows, _("They have no e-mail."))]


def _sheet(person: Person) -> list[Card]:
    """Always there: whoever takes a picture must find it without searching."""
    if not can_see_sheet(person):
        return []
    text = _("Look here before you take a picture, and before you use one.")
    return [Card(_("Who may be shown"), reverse("picture-sheet"), text=text, is_way=True)]


def _to_check(person: Person) -> list[Waiting]:
    if not can_check_answers(person):
        return []
    text = _("No Yes of them counts until somebody else has checked it.")
    return [Waiting(_("Picture forms to check"), reverse("picture-forms"), to_check_by(person), text)]


def _without_words(person: Person) -> list[Waiting]:
    """As long as a use has no words, nobody is asked about any."""
    if not can_keep_notices(person):
        return []
    text = _("Some uses of pictures have no words yet. Until they do, it is No for every child.")
    title, url = _("Parents are not asked about pictures"), reverse("picture-notices")
    return [Waiting(title, url, notices.without_words(), text, is_counted=False)]
