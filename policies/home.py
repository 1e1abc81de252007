"""This app's cards on a person's home page."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Person
from pages.cards import Card
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
    return [*_signatures(person), *_versions(person), *_reviews(person), *_actions(person)]


def _signatures(person: Person) -> list[Card]:
    rows = AcknowledgementRequest.objects.to_sign().filter(person=person).with_standing()
    standings = list(rows.values_list("standing", flat=True))
    if not standings:
        return []
    late = standings.count(Standing.OVERDUE)
    text = ngettext("%(number)s is overdue", "%(number)s are overdue", late) % {"number": late}
    return [Card(_("Policies to sign"), reverse("my-policies"), len(standings), text if late else "")]


def _versions(person: Person) -> list[Card]:
    waiting = notices.versions_waiting_for(person).select_related("policy").order_by("created_at")
    waiting = waiting.defer("outline", "outline_before")
    return [
        Card(version.policy.title, reverse("policy-version", args=[version.pk]), text=_("A version waits."))
        for version in waiting[:VERSIONS_SHOWN]
    ]


def _reviews(person: Person) -> list[Card]:
    late = reviews.overdue(Review.objects.all()).count() if can_review(person) else 0
    url = reverse("policy-reviews") + "?show=overdue"
    return [Card(_("Policy reviews overdue"), url, late)] if late else []


def _actions(person: Person) -> list[Card]:
    due = PlanAction.objects.filter(owner=person).open().filter(due_on__lte=clock.today())
    count = due.exclude(state=PlanAction.State.CLAIMED).count()
    url = reverse("plan") + f"?owner={person.pk}"
    return [Card(_("My planned actions due"), url, count)] if count else []
