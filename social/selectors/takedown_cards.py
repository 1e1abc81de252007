"""What waits of take-downs, messages, comments and word to families: for the home page, and for the hub's cards."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Person
from pages.cards import Card
from social.models.moderation import FamilyMessage
from social.permissions import families as can
from social.permissions.board import can_see_board
from social.selectors import comments, takedowns, word


def waiting(person: Person) -> list[Card]:
    """For the home page of leaders: what is to be done now. Paper and telephone calls come with the digest."""
    if not person.is_leader:
        return []
    found = [_down(person), _messages(person), _checks(person)]
    return [card for card in found if card.value]


def hub(person: Person) -> list[Card]:
    """For the page of social media: everything that may be opened, with what waits there."""
    found = []
    if can_see_board(person):
        found.append(Card(_("Board"), reverse("board"), text=_("Planned, with a reader, live, due down.")))
    if person.is_leader:
        found.append(_down(person))
    if can.can_see_messages(person):
        found.append(_messages(person))
    if can.can_see_checks(person):
        found.append(_checks(person))
    if can.can_see_deliveries(person):
        found.append(_paper(person))
    return found


def _down(person: Person) -> Card:
    number, late = takedowns.counts(person)
    text = (
        ngettext("%(number)s is overdue", "%(number)s are overdue", late) % {"number": late} if late else ""
    )
    return Card(_("Posts to take down"), reverse("takedowns"), number, text)


def _messages(person: Person) -> Card:
    rows = FamilyMessage.objects.waiting().visible_to(person)
    url = f"{reverse('families-messages')}?state={FamilyMessage.State.NOTED}"
    return Card(_("Messages from families"), url, rows.count(), _("To be redirected, never answered."))


def _checks(person: Person) -> Card:
    text = _("Somebody looks once a week.")
    return Card(_("Comments to look at"), reverse("families-checks"), comments.due().count(), text)


def _paper(person: Person) -> Card:
    text = _("Families to be told on paper how we use social media.")
    return Card(_("What families are told"), reverse("families-words"), word.on_paper().count(), text)
