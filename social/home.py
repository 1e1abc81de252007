"""This app's cards on a person's home page."""

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Person, Role
from pages.cards import Card
from social.permissions.risks import can_write_risks
from social.selectors import risk_list, risk_turns


def cards(person: Person) -> list[Card]:
    """What waits for `person` here. Nothing that waits, no card."""
    return [*_risks(person)]


def _risks(person: Person) -> list[Card]:
    """Assessments that wait for a decision of theirs, and for leaders what has expired: off since then."""
    if not person.is_leader:
        return []
    waiting = risk_turns.waiting_for(person).count()
    expired = (
        risk_list.overdue_for(person).count() if can_write_risks(person) or person.holds(Role.OWNER) else 0
    )
    url = reverse("risks")
    found = [Card(_("Risk assessments to decide"), f"{url}?show=mine", waiting)] if waiting else []
    if expired:
        text = _("What they cover is off.")
        found.append(Card(_("Risk assessments expired"), f"{url}?show=expired", expired, text))
    return found
