"""This app's cards on a person's home page."""

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Person, Role
from pages.cards import Card
from social.models import AccessPermission, AccountRemoval, OfficialAccount, Recertification
from social.permissions.accounts import RUNNING, can_approve
from social.permissions.posts import can_begin_post, can_see_posts
from social.permissions.risks import can_write_risks
from social.selectors import post_lists, risk_list, risk_turns, takedown_cards
from social.selectors.deciders import waiting_for


def cards(person: Person) -> list[Card]:
    """What waits for `person` here. Nothing that waits, no card."""
    return [
        *takedown_cards.waiting(person),
        *_posts(person),
        *_access(person),
        *_accounts(person),
        *_risks(person),
    ]


def _posts(person: Person) -> list[Card]:
    """What waits for a reader, came back, or is to be put there now."""
    if not can_see_posts(person):
        return []
    waiting = (
        (_("Posts to read"), reverse("posts-to-read"), post_lists.to_read(person)),
        (
            _("Posts that came back to you"),
            f"{reverse('posts')}?show=draft&mine=on",
            post_lists.to_change(person),
        ),
        (_("Posts to publish"), f"{reverse('posts')}?show=agreed", post_lists.to_publish_by(person)),
    )
    found = [Card(title, url, number) for title, url, rows in waiting if (number := rows.count())]
    if can_begin_post(person):
        found.append(
            Card(_("Write a post"), reverse("post-begin"), text=_("A colleague reads it before it goes out."))
        )
    return found


def _access(person: Person) -> list[Card]:
    """Requests to decide, and questions to answer: nobody uses anything meanwhile."""
    found = []
    waiting = waiting_for(person).count()
    if waiting:
        url = reverse("access-register") + "?show=waiting"
        text = _("Whoever asked may use nothing until you decide.")
        found.append(Card(_("Requests to use social media"), url, waiting, text))
    asked = AccessPermission.objects.filter(person=person, state=AccessPermission.State.MORE_INFO).count()
    if asked:
        text = _("Your request waits for your answer.")
        found.append(Card(_("A question about your request"), reverse("my-access"), asked, text))
    return found


def _accounts(person: Person) -> list[Card]:
    """What is to be done about the official accounts by those who run them; what is to be approved."""
    if not person.holds(*RUNNING):
        return []
    state, url = OfficialAccount.State, reverse("account-officials")
    rows = OfficialAccount.objects.filter(state__in=[state.ASSESSED, state.COMPROMISED])
    lost = [row for row in rows if row.state == state.COMPROMISED]
    mine = [row for row in rows if row.state == state.ASSESSED and can_approve(person, row)]
    leaving = AccountRemoval.objects.filter(state=AccountRemoval.State.TO_DO).exclude(person=person)
    checks = Recertification.objects.filter(state=Recertification.State.OPEN)
    cards = [
        Card(_("An official account is not ours now"), url, len(lost), _("Post nothing there.")),
        Card(_("People to take off our accounts today"), url, leaving.count()),
        Card(_("Official accounts to approve"), url, len(mine)),
        Card(_("Checks of who holds our accounts"), url, checks.count()),
    ]
    return [card for card in cards if card.value]


def _risks(person: Person) -> list[Card]:
    """Assessments that wait for a decision of theirs, and for leaders what has expired: off since then."""
    if not person.is_leader:
        return []
    waiting = risk_turns.waiting_for(person).count()
    expired = risk_list.expired().count() if can_write_risks(person) or person.holds(Role.OWNER) else 0
    url = reverse("risks")
    found = [Card(_("Risk assessments to decide"), f"{url}?show=mine", waiting)] if waiting else []
    if expired:
        text = _("What they cover is off.")
        found.append(Card(_("Risk assessments expired"), f"{url}?show=expired", expired, text))
    return found
