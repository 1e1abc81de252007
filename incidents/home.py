"""This app's cards on a person's home page."""

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Person
from incidents.models import CaseAction, Draft
from incidents.permissions import can_see_queue
from incidents.selectors import queue
from pages.cards import Card
from workflow import clock


def cards(person: Person) -> list[Card]:
    """What waits for `person` here. Nothing that waits, no card: a nought would be read every day."""
    return [*_cases(person), *_actions(person), *_drafts(person)]


def _cases(person: Person) -> list[Card]:
    """Of the cases that `person` may see, and no others: a number would tell of them (R8)."""
    if not can_see_queue(person):
        return []
    cases, url = queue.cases_for(person), reverse("queue")
    counted = [
        (_("Unread cases"), "?unread=1&state=all", queue.unread(cases)),
        (_("Overdue cases"), "?overdue=1", queue.overdue(cases)),
        (_("E-mail about a case not delivered"), "?undelivered=1&state=all", queue.with_lost_mail(cases)),
    ]
    return [Card(title, url + query, value) for title, query, rows in counted if (value := rows.count())]


def _actions(person: Person) -> list[Card]:
    due = CaseAction.objects.visible_to(person).open().filter(due_on__lte=clock.today()).count()
    return [Card(_("My actions due"), reverse("my-actions"), due)] if due else []


def _drafts(person: Person) -> list[Card]:
    if not Draft.objects.visible_to(person).exists():
        return []
    return [
        Card(_("Not sent yet"), reverse("report-start"), text=_("You have begun something and not sent it."))
    ]
