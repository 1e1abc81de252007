"""This app's cards on a person's home page."""

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Person
from pages.cards import Card, Waiting, drawn
from policies import notices
from policies.models import AcknowledgementRequest, PlanAction, Review
from policies.permissions import can_review
from policies.selectors import reviews
from workflow import clock

Standing = AcknowledgementRequest.Standing
# A list of its own would be longer than what ever waits.
VERSIONS_SHOWN = 5


def cards(person: Person) -> list[Card]:
    """What waits for `person` here. Nothing that waits, no card."""
    return drawn([_signatures(person), _versions(person), *_reviews(person), _actions(person)])


def _signatures(person: Person) -> Waiting:
    rows = AcknowledgementRequest.objects.to_sign().filter(person=person).with_standing()
    late = rows.filter(standing=Standing.OVERDUE)
    return Waiting(_("Policies to sign"), reverse("my-policies"), rows, part=late)


def _versions(person: Person) -> Waiting:
    """One card for each: its name says what waits."""
    waiting = notices.versions_waiting_for(person)

    def each(number: int, part: int) -> list[Card]:
        rows = waiting.select_related("policy").defer("outline", "outline_before").order_by("created_at")
        return [
            Card(row.policy.title, reverse("policy-version", args=[row.pk]), text=_("A version waits."))
            for row in rows[:VERSIONS_SHOWN]
        ]

    return Waiting("", "", waiting, each=each)


def _reviews(person: Person) -> list[Waiting]:
    if not can_review(person):
        return []
    url = reverse("policy-reviews") + "?show=overdue"
    return [Waiting(_("Policy reviews overdue"), url, reviews.overdue(Review.objects.all()))]


def _actions(person: Person) -> Waiting:
    due = PlanAction.objects.filter(owner=person).open().filter(due_on__lte=clock.today())
    url = reverse("plan") + f"?owner={person.pk}"
    return Waiting(_("My planned actions due"), url, due.exclude(state=PlanAction.State.CLAIMED))
