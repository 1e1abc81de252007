"""The cards of the page of social media: one for each thing that people do, with what waits there.

Each noun adds a function of its own; none is drawn for whoever may not open what it leads to.
"""

from collections.abc import Callable, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Person
from pages.cards import Card, Waiting, drawn
from social.models import AccessPermission, AccountRemoval, OfficialAccount, Recertification
from social.permissions.access import can_ask, can_see_register
from social.permissions.accounts import can_make_profile, can_see_social
from social.permissions.posts import can_see_posts
from social.permissions.risks import can_see_risks
from social.selectors import post_lists, risk_turns, takedown_cards
from social.selectors.deciders import waiting_for


def cards(person: Person) -> list[Card]:
    return [card for of_noun in HUB for card in drawn(of_noun(person))]


def _accounts(person: Person) -> list[Card]:
    if not can_see_social(person):
        return []
    number = OfficialAccount.objects.live().count()
    waiting = (
        AccountRemoval.objects.filter(state=AccountRemoval.State.TO_DO).count()
        + Recertification.objects.filter(state=Recertification.State.OPEN).count()
        + OfficialAccount.objects.filter(state=OfficialAccount.State.COMPROMISED).count()
    )
    text = (
        _("Something needs doing there.") if waiting else _("Live, with what each is for and who holds it.")
    )
    return [Card(_("Official accounts"), reverse("account-officials"), number, text)]


def _access(person: Person) -> list[Card]:
    found = []
    if can_see_register(person):
        waiting = waiting_for(person).count()
        url = reverse("access-register") + ("?show=waiting" if waiting else "")
        number = waiting or AccessPermission.objects.usable().count()
        text = _("Requests wait for you.") if waiting else _("Who may use what, on any day.")
        found.append(Card(_("Register of access"), url, number, text))
    if can_ask(person):
        found.append(Card(_("My access"), reverse("my-access"), text=_("What I may use; ask for more.")))
    return found


def _platforms(person: Person) -> list[Card]:
    if not can_see_social(person):
        return []
    return [Card(_("Platforms"), reverse("social-platforms"), text=_("Their age limits, terms and risk."))]


def _profiles(person: Person) -> list[Card]:
    if not can_make_profile(person):
        return []
    return [
        Card(
            _("Profiles made for children"),
            reverse("child-profiles"),
            text=_("Never below a platform’s age."),
        )
    ]


def _risks(person: Person) -> list[Card]:
    if not can_see_risks(person):
        return []
    waiting = risk_turns.waiting_for(person).count() if person.is_leader else 0
    text = _("To be decided by you.") if waiting else _("What could go wrong, and what we do about it.")
    return [Card(_("Risk assessments"), reverse("risks"), waiting or None, text)]


def _posts(person: Person) -> list[Card]:
    if not can_see_posts(person):
        return []
    waiting = post_lists.to_read(person).count()
    text = _("To be read by you.") if waiting else _("What we write, and who has read it.")
    url = reverse("posts-to-read") if waiting else reverse("posts")
    return [Card(_("Posts"), url, waiting or None, text), *_urgent_posts(person)]


def _urgent_posts(person: Person) -> list[Card]:
    """What could not wait for a reader is counted, so that the exception stays one (S5.5)."""
    if not person.is_leader:
        return []
    number, unread = post_lists.urgent_counts()
    text = (
        _("Somebody still has to read one.")
        if unread
        else _("In the last twelve months; all of them read since.")
    )
    title = _("Posts published before anybody read them")
    return [Card(title, f"{reverse('posts')}?show=urgent", number, text)] if number else []


# In the order of the page.
HUB: tuple[Callable[[Person], Sequence[Card | Waiting]], ...] = (
    _accounts,
    _access,
    _posts,
    _risks,
    _platforms,
    _profiles,
    takedown_cards.hub,
)
