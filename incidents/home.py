"""This app's cards on a person's home page."""

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Person
from incidents.models import CaseAction, Draft
from incidents.permissions import can_see_queue
from incidents.selectors import queue
from pages.cards import Card, Waiting, drawn
from workflow import clock


def cards(person: Person) -> list[Card]:
    """What waits for `person` here. Nothing that waits, no card: a nought would be read every day."""
    return drawn([*_cases(person), *_own(person)])


def _cases(person: Person) -> list[Waiting]:
    """Of the cases that `person` may see, and no others: a number would tell of them (R8)."""
    if not can_see_queue(person):
        return []
    cases, url = queue.cases_for(person), reverse("queue")
    return [
        Waiting(_("Unread cases"), f"{url}?unread=1&state=all", queue.unread(cases)),
        Waiting(_("Overdue cases"), f"{url}?overdue=1", queue.overdue(cases)),
        Waiting(
            _("E-mail about a case not delivered"),
            f"{url}?undelivered=1&state=all",
            queue.with_lost_mail(cases),
        ),
    ]


def _own(person: Person) -> list[Waiting]:
    due = CaseAction.objects.visible_to(person).open().filter(due_on__lte=clock.today())
    text = _("You have begun something and not sent it.")
    drafts = Draft.objects.visible_to(person)
    return [
        Waiting(_("My actions due"), reverse("my-actions"), due),
        Waiting(_("Not sent yet"), reverse("report-start"), drafts, text, is_counted=False),
    ]
