"""This app's cards on a person's home page."""

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Person, Role
from pages.cards import Card, Waiting, drawn
from social.models import AccessPermission
from social.permissions.accounts import RUNNING
from social.permissions.posts import can_begin_post, can_see_posts
from social.permissions.risks import can_write_risks
from social.selectors import account_turns, post_lists, risk_list, risk_turns, takedown_cards
from social.selectors.deciders import waiting_for


def cards(person: Person) -> list[Card]:
    """What waits for `person` here. Nothing that waits, no card."""
    return drawn(
        [
            *takedown_cards.waiting(person),
            *_posts(person),
            *_access(person),
            *_accounts(person),
            *_risks(person),
        ]
    )


def _posts(person: Person) -> list[Card | Waiting]:
    """What waits for a reader, came back, or is to be put there now: as the board says under "today"."""
    if not can_see_posts(person):
        return []
    url = reverse("posts")
    found: list[Card | Waiting] = [
        Waiting(_("Posts to read"), reverse("posts-to-read"), post_lists.to_read(person)),
        Waiting(_("Posts that came back to you"), f"{url}?show=draft&mine=on", post_lists.to_change(person)),
        Waiting(_("Posts to publish"), reverse("board-today"), post_lists.to_publish_by(person)),
    ]
    if can_begin_post(person):
        text = _("A colleague reads it before it goes out.")
        found.append(Card(_("Write a post"), reverse("post-begin"), text=text, is_way=True))
    return found


def _access(person: Person) -> list[Waiting]:
    """Requests to decide, and questions to answer: nobody uses anything meanwhile."""
    asked = AccessPermission.objects.filter(person=person, state=AccessPermission.State.MORE_INFO)
    return [
        Waiting(
            _("Requests to use social media"), reverse("access-register") + "?show=waiting",
            waiting_for(person), _("Whoever asked may use nothing until you decide."),
        ),
        Waiting(
            _("A question about your request"), reverse("my-access"), asked,
            _("Your request waits for your answer."),
        ),
    ]  # fmt: skip


def _accounts(person: Person) -> list[Waiting]:
    """What is to be done about the official accounts by those who run them; what is to be approved."""
    if not person.holds(*RUNNING):
        return []
    url, text = reverse("account-officials"), _("Post nothing there.")
    return [
        Waiting(_("An official account is not ours now"), url, account_turns.lost(), text),
        Waiting(_("People to take off our accounts today"), url, account_turns.to_take_away(person)),
        Waiting(_("Official accounts to approve"), url, account_turns.to_approve(person)),
        Waiting(_("Checks of who holds our accounts"), url, account_turns.to_check()),
    ]


def _risks(person: Person) -> list[Card | Waiting]:
    """Assessments that wait for a decision of theirs, and for leaders what has expired; inspectors read them."""
    url = reverse("risks")
    if person.holds(Role.INSPECTOR) and not person.is_staff_member:
        return [Card(_("Risk assessments"), url, text=_("What was approved, with its hazards and controls."))]
    if not person.is_leader:
        return []
    found: list[Card | Waiting] = [
        Waiting(_("Risk assessments to decide"), f"{url}?show=mine", risk_turns.waiting_for(person))
    ]
    if can_write_risks(person) or person.holds(Role.OWNER):
        text = _("What they cover is off.")
        found.append(Waiting(_("Risk assessments expired"), f"{url}?show=expired", risk_list.expired(), text))
    return found
