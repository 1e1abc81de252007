"""What waits of take-downs, messages, comments and word to families: for the home page, and for the hub's cards."""

from dataclasses import replace

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Person
from pages.cards import Waiting
from social.models.moderation import FamilyMessage
from social.permissions import families as can
from social.selectors import comments, takedowns, word


def waiting(person: Person) -> list[Waiting]:
    """For the home page of leaders: what is to be done now. Paper and telephone calls come with the digest."""
    return [_down(person), _messages(person), _checks()] if person.is_leader else []


def hub(person: Person) -> list[Waiting]:
    """For the page of social media: everything that may be opened, with what waits there."""
    found: list[Waiting] = []
    if person.is_leader:
        found.append(_down(person))
    if can.can_see_messages(person):
        found.append(_messages(person))
    if can.can_see_checks(person):
        found.append(_checks())
    if can.can_see_deliveries(person):
        found.append(_paper())
    return [replace(one, is_always=True) for one in found]


def _down(person: Person) -> Waiting:
    rows, late = takedowns.to_take_down(person)
    quiet = _("Nothing has to come down.")
    return Waiting(_("Posts to take down"), reverse("takedowns"), rows, part=late, quiet=quiet)


def _messages(person: Person) -> Waiting:
    rows = FamilyMessage.objects.waiting().visible_to(person)
    url = f"{reverse('families-messages')}?state={FamilyMessage.State.NOTED}"
    return Waiting(_("Messages from families"), url, rows, _("To be redirected, never answered."))


def _checks() -> Waiting:
    text = _("Somebody looks once a week.")
    quiet = _("Nothing is due: somebody looks once a week.")
    return Waiting(_("Comments to look at"), reverse("families-checks"), comments.due(), text, quiet=quiet)


def _paper() -> Waiting:
    text = _("Families to be told on paper how we use social media.")
    quiet = _("How we use social media, and who has been told.")
    return Waiting(_("What families are told"), reverse("families-words"), word.on_paper(), text, quiet=quiet)
