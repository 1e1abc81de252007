"""The tables of the dashboard as files: the same numbers, and the rows behind them."""

import dataclasses
from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext_lazy as lazy

from accounts.models import Person
from documents.export import Cell
from policies import permissions
from policies.models import Review
from policies.selectors import dashboard, library, plan, review_calendar, signatures

Lines = list[Sequence[Cell]]
# In place of a number that would single somebody out.
HIDDEN = "–"


@dataclasses.dataclass(frozen=True)
class Table:
    """One file. `read(viewer, year)` gives its lines, and the rows that whoever takes it has read."""

    title: Any
    columns: Sequence[Any]
    read: Callable[[Person, int], tuple[Lines, Sequence[Model]]]
    allowed: Callable[[Person], bool] = permissions.can_see_dashboard


def _policies(viewer: Person, year: int) -> tuple[Lines, Sequence[Model]]:
    rows = library.narrowed(library.rows(viewer), "", "review")
    lines: Lines = [
        [
            row.policy.title,
            row.words,
            row.version.number if row.version else None,
            row.version.effective_from if row.version else None,
            row.policy.get_owner_role_display(),
            row.policy.reviewed_on,
            row.policy.review_due_on,
            row.overdue_since is not None,
        ]
        for row in rows
    ]
    return lines, [row.policy for row in rows]


def _signatures(lines: list[dashboard.Signatures]) -> tuple[Lines, Sequence[Model]]:
    read = list(signatures.asked_versions().values())
    return [
        [
            line.name,
            HIDDEN if line.hides_total else line.asked,
            HIDDEN if line.hides_total else line.signed,
            *(HIDDEN if one.is_hidden else one.number for one in line.numbers),
        ]
        for line in lines
    ], read


def _actions(viewer: Person, year: int) -> tuple[Lines, Sequence[Model]]:
    rows = list(plan.SHOWN[""].narrow(plan.listed(viewer)))
    lines: Lines = [
        [
            row.title,
            row.owner.name,
            row.get_state_display(),
            row.get_origin_display(),
            timezone.localdate(row.created_at),
            row.due_on,
            plan.days_late(row),
        ]
        for row in rows
    ]
    return lines, rows


def _reviews(viewer: Person, year: int) -> tuple[Lines, Sequence[Model]]:
    found = review_calendar.of_year(year).lines
    read = Review.objects.filter(pk__in=[line.review_id for line in found])
    return [[line.policy, line.reason, line.due_on, line.words] for line in found], list(read)


_NUMBERS = (lazy("Asked"), lazy("Signed"), *(standing.label for standing in dashboard.COUNTED))
TABLES = {
    "policies": Table(
        lazy("Policies"),
        (
            lazy("Policy"),
            lazy("State"),
            lazy("Version"),
            lazy("In force since"),
            lazy("Who answers for it"),
            lazy("Last reviewed"),
            lazy("Next review"),
            lazy("Overdue"),
        ),
        _policies,
    ),
    "signatures-by-policy": Table(
        lazy("Signatures by policy"),
        (lazy("Policy"), *_NUMBERS),
        lambda viewer, year: _signatures(dashboard.by_policy(viewer)),
    ),
    "signatures-by-person": Table(
        lazy("Signatures by person"),
        (lazy("Person"), *_NUMBERS),
        lambda viewer, year: _signatures(dashboard.by_person()),
        permissions.can_see_signatures,
    ),
    "actions": Table(
        lazy("Open actions"),
        (
            lazy("What is to be done"),
            lazy("By whom"),
            lazy("State"),
            lazy("From"),
            lazy("Added on"),
            lazy("By when"),
            lazy("Days late"),
        ),
        _actions,
    ),
    "reviews": Table(
        lazy("Reviews of a year"), (lazy("Policy"), lazy("Why"), lazy("Due"), lazy("State")), _reviews
    ),
}
