"""Reviews as pages read them: the list, and one with its evidence on the table."""

import dataclasses
import datetime as dt
from typing import Any

from dateutil.relativedelta import relativedelta
from django.db.models import QuerySet
from django.forms import BoundField
from django.utils import timezone

from accounts.models import Person
from policies import evidence
from policies.models import PolicyVersion, Review, ReviewAnswer
from policies.selectors import chain
from workflow import clock

State = Review.State


def listed() -> QuerySet[Review]:
    """Every review, with its policy."""
    return Review.objects.select_related("policy")


# What the list may show: the word in the address → the rows, in their order.
def unfinished(rows: QuerySet[Review]) -> QuerySet[Review]:
    return rows.filter(state__in=[State.OPEN, State.CHANGING]).order_by("due_on", "pk")


def overdue(rows: QuerySet[Review]) -> QuerySet[Review]:
    """Late from the day on which it falls due (S7.1), whether a new version is being made or not."""
    return unfinished(rows).filter(due_on__lte=clock.today())


def due(rows: QuerySet[Review]) -> QuerySet[Review]:
    return unfinished(rows).filter(state=State.OPEN, due_on__gt=clock.today())


def changing(rows: QuerySet[Review]) -> QuerySet[Review]:
    return unfinished(rows).filter(state=State.CHANGING)


def done(rows: QuerySet[Review]) -> QuerySet[Review]:
    return rows.filter(state=State.DONE).order_by("-done_at", "pk")


def days_late(review: Review) -> int:
    """Whole days since it fell due; 0 while it is not late."""
    return max((clock.today() - review.due_on).days, 0) if review.is_overdue else 0


def since(review: Review) -> dt.date:
    """From which day on the evidence counts: the last review, or a year before this one was opened."""
    if review.policy.reviewed_on:
        return review.policy.reviewed_on
    return timezone.localdate(review.opened_at) - relativedelta(months=review.policy.review_months)


@dataclasses.dataclass
class Question:
    """One question of a review: what happened since the last one, and what was said to it, the latest first.

    `field` is the view's: where the answer is typed, or None.
    """

    asked: evidence.Evidence
    lines: list[evidence.Line]
    answers: list[ReviewAnswer]
    field: BoundField | None = None

    @property
    def code(self) -> str:
        return self.asked.code

    @property
    def last(self) -> ReviewAnswer | None:
        return self.answers[0] if self.answers else None

    @property
    def earlier(self) -> list[ReviewAnswer]:
        return self.answers[1:]


def questions(review: Review, viewer: Person) -> list[Question]:
    """Every question with its evidence as it stands today. A review that ended shows its answers only.

    A question that is not asked any more is shown where somebody answered it.
    """
    said: dict[str, list[ReviewAnswer]] = {}
    for row in review.answers.select_related("by").order_by("-at", "-pk"):
        said.setdefault(row.question, []).append(row)
    asked = evidence.questions()
    if review.state == State.DONE:
        known = {one.code for one in asked}
        gone = [evidence.Evidence(code, code, "") for code in said if code not in known]
        return [Question(one, [], said.get(one.code, [])) for one in [*asked, *gone]]
    start = since(review)
    return [Question(one, one.gather(review.policy, start, viewer), said.get(one.code, [])) for one in asked]


def page(review: Review, viewer: Person) -> dict[str, Any]:
    """The context of a review's page, in a fixed number of queries."""
    found = questions(review, viewer)
    return {
        "review": review,
        "policy": review.policy,
        "questions": found,
        "answered": sum(bool(one.answers) for one in found),
        "since": since(review),
        "days_late": days_late(review),
        "actions": list(review.actions.select_related("owner").order_by("due_on", "pk")),
        "being_made": _being_made(review),
        "timeline": chain.timeline(review),
    }


def _being_made(review: Review) -> PolicyVersion | None:
    """The version that a review waits for, where somebody has begun one."""
    if review.state != State.CHANGING:
        return None
    return PolicyVersion.objects.open().filter(policy=review.policy_id).first()
