"""The cards of the page of social media: one for each thing that people do, with what waits there.

Each noun adds a function of its own; none is drawn for whoever may not open what it leads to.
"""

from collections.abc import Callable, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from accounts.models import Person
from pages.cards import Card, Waiting, counted, drawn
from social.permissions.access import can_ask, can_see_register
from social.permissions.accounts import can_make_profile, can_see_social
from social.permissions.board import can_see_board
from social.permissions.posts import can_see_posts
from social.permissions.risks import can_see_risks
from social.selectors import account_turns, post_lists, risk_turns, takedown_cards
from social.selectors.deciders import waiting_for

Cards = Sequence[Card | Waiting]


def sections(person: Person) -> list[tuple[Any, list[Card]]]:
    """Title and cards of each part of the page that has any. Six queries for a leader, whatever waits."""
    found = ((title, drawn(card for noun in nouns for card in noun(person))) for title, nouns in HUB)
    return [(title, cards) for title, cards in found if cards]


def _board(person: Person) -> Cards:
    if not can_see_board(person):
        return []
    text = _("Planned, waiting for a reader, live, to come down.")
    return [Card(_("Board"), reverse("board"), text=text)]


def _posts(person: Person) -> Cards:
    if not can_see_posts(person):
        return []
    waiting, url = post_lists.to_read(person), reverse("posts")
    quiet = _("What we write, and who has read it.")
    title, text = _("Posts"), _("To be read by you.")

    def each(number: int, part: int) -> list[Card]:
        return [Card(title, reverse("posts-to-read"), number, text)]

    posts = Waiting(title, url, waiting, each=each, is_always=True, quiet=quiet)
    return [posts, *_urgent_posts(person)]


def _urgent_posts(person: Person) -> Cards:
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


def _accounts(person: Person) -> Cards:
    if not can_see_social(person):
        return []
    found = {"gone": account_turns.to_take_away(person), "checks": account_turns.to_check()}
    waiting = sum(counted({**found, "lost": account_turns.lost()}).values())
    text = _("Something needs doing there.") if waiting else _("What each is for, and who holds it.")
    return [Card(_("Official accounts"), reverse("account-officials"), waiting or None, text)]


def _access(person: Person) -> Cards:
    found: list[Card | Waiting] = []
    if can_see_register(person):
        title, url = _("Register of access"), reverse("access-register")
        text, quiet = _("Requests wait for you."), _("Who may use what, on any day.")

        def each(number: int, part: int) -> list[Card]:
            return [Card(title, f"{url}?show=waiting", number, text)]

        found.append(Waiting(title, url, waiting_for(person), each=each, is_always=True, quiet=quiet))
    if can_ask(person):
        found.append(Card(_("My access"), reverse("my-access"), text=_("What I may use; ask for more.")))
    return found


def _risks(person: Person) -> Cards:
    if not can_see_risks(person):
        return []
    title, url = _("Risk assessments"), reverse("risks")
    quiet = _("What could go wrong, and what we do about it.")
    if not person.is_leader:
        return [Card(title, url, text=quiet)]
    text = _("To be decided by you.")
    return [Waiting(title, url, risk_turns.waiting_for(person), text, is_always=True, quiet=quiet)]


def _platforms(person: Person) -> Cards:
    if not can_see_social(person):
        return []
    return [Card(_("Platforms"), reverse("social-platforms"), text=_("Their age limits, terms and risk."))]


def _profiles(person: Person) -> Cards:
    if not can_make_profile(person):
        return []
    text = _("Never below a platform’s age.")
    return [Card(_("Profiles made for children"), reverse("child-profiles"), text=text)]


# In the order of the page: what people come for each day, and what is looked at now and then.
HUB: tuple[tuple[Any, tuple[Callable[[Person], Cards], ...]], ...] = (
    (lazy("Posts, and what families write"), (_board, _posts, takedown_cards.hub)),
    (lazy("Accounts, access and risks"), (_accounts, _access, _risks, _platforms, _profiles)),
)
