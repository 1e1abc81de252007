"""The reviews of one year: a row per policy and a column per month, as a picture and as a table."""

import dataclasses
import datetime as dt
import uuid
from typing import Any

from django.db.models import Q
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from policies import calendar_picture
from policies.calendar_picture import Look, Mark
from policies.models import Review
from policies.models.reviews import OPEN_REVIEW_STATES
from workflow import clock

FIRST_YEAR, LAST_YEAR = 2000, 2100
# What a mark means, in the order in which it cannot wait.
WORDS: dict[Look, Any] = {
    Look.OVERDUE: lazy("Overdue"),
    Look.CHANGING: lazy("A new version is being made"),
    Look.DUE: lazy("To do"),
    Look.DONE: lazy("Done"),
}
TONES = {Look.OVERDUE: "danger", Look.CHANGING: "warn", Look.DUE: "info", Look.DONE: "good"}


@dataclasses.dataclass(frozen=True)
class Line:
    """One review in words."""

    review_id: uuid.UUID
    policy: str
    reason: Any
    due_on: dt.date
    look: Look

    @property
    def words(self) -> Any:
        return WORDS[self.look]

    @property
    def tone(self) -> str:
        return TONES[self.look]


@dataclasses.dataclass(frozen=True)
class Year:
    """`lines` are ordered by the day on which they are due; those of earlier years are late ones."""

    year: int
    lines: list[Line]

    @property
    def picture(self) -> SafeString:
        """Made of attributes and escaped titles; nothing in it is asked for from elsewhere."""
        marks = [
            Mark(line.policy, line.due_on.month if line.due_on.year == self.year else 0, line.look)
            for line in self.lines
        ]
        today = clock.today()
        month = today.month if today.year == self.year else 0
        label = _("Reviews of %(year)s") % {"year": self.year}
        return mark_safe(calendar_picture.svg(marks, label=label, this_month=month))  # noqa: S308

    @property
    def before(self) -> int | None:
        return self.year - 1 if self.year > FIRST_YEAR else None

    @property
    def after(self) -> int | None:
        return self.year + 1 if self.year < LAST_YEAR else None


def asked_year(said: str | None) -> int:
    """The year that the address names; this one where it names none that makes sense."""
    if said and said.isascii() and said.isdigit() and FIRST_YEAR <= int(said[:5]) <= LAST_YEAR:
        return int(said[:5])
    return clock.today().year


def of_year(year: int) -> Year:
    """The reviews that fall due in `year`, and in the present one what is late from earlier years. One query."""
    wanted = Q(due_on__year=year)
    if year == clock.today().year:
        wanted |= Q(state__in=OPEN_REVIEW_STATES, due_on__lt=dt.date(year, 1, 1))
    # What lapsed was never done, and nobody waits for it.
    rows = Review.objects.filter(wanted).exclude(outcome=Review.Outcome.LAPSED).select_related("policy")
    return Year(year, [_line(row) for row in rows.order_by("due_on", "policy__title", "pk")])


def _line(review: Review) -> Line:
    return Line(review.pk, review.policy.title, review.get_reason_display(), review.due_on, _look(review))


def _look(review: Review) -> Look:
    if review.state == Review.State.DONE:
        return Look.DONE
    if review.is_overdue:
        return Look.OVERDUE
    return Look.CHANGING if review.state == Review.State.CHANGING else Look.DUE
