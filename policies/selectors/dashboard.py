"""The manager's dashboard: numbers, each with the list behind it. Nothing here knows of cases.

Built of what the library, the wall, the plan and the reviews show, so that a number is what its list holds.
"""

import dataclasses
import uuid
from collections.abc import Mapping
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as lazy

from accounts.models import Person
from policies import permissions
from policies.models import AcknowledgementRequest, PlanAction
from policies.selectors import library, plan, review_calendar, signatures
from policies.selectors.signatures import Standing
from workflow import clock

PEOPLE_SHOWN = 10
# Fewer than so many, and not none: who it is could be guessed (domain §5).
SMALLEST = 3
# The figures about policies: how the library is narrowed, words, and the tone of a number that is not 0.
FIGURES = (
    ("in-force", lazy("In force"), "good"),
    ("overdue", lazy("Review overdue"), "danger"),
    ("due", lazy("Review due within 90 days"), "warn"),
    ("missing", lazy("Missing"), "danger"),
)
# What a line of signatures counts beside those signed, the worst first.
COUNTED = (Standing.OVERDUE, Standing.DECLINED, Standing.QUESTION, Standing.PENDING, Standing.EXEMPT)
WAITING = (Standing.OVERDUE, Standing.DECLINED, Standing.QUESTION, Standing.PENDING)


@dataclasses.dataclass(frozen=True)
class Figure:
    """A number, and where its list is."""

    label: Any
    number: int
    url: str
    tone: str = ""
    is_hidden: bool = False


@dataclasses.dataclass(frozen=True)
class Signatures:
    """The signatures under one policy, or of one person. `narrowed` is what the wall is narrowed to."""

    name: str
    narrowed: Mapping[str, Any]
    counts: Mapping[str, int]
    # For whom one or two of something would be somebody.
    hides_small: bool = False

    @property
    def signed(self) -> int:
        return self.counts.get(Standing.SIGNED, 0)

    @property
    def asked(self) -> int:
        """Whoever is exempt was asked no more."""
        return self.signed + self.waiting

    @property
    def waiting(self) -> int:
        return sum(self.counts.get(standing, 0) for standing in WAITING)

    @property
    def numbers(self) -> list[Figure]:
        """One figure for each of `COUNTED`, with its part of the wall."""
        return [
            Figure(
                standing.label,
                self.counts.get(standing, 0),
                self.listed(standing),
                standing.value,
                self._is_too_small(self.counts.get(standing, 0)),
            )
            for standing in COUNTED
        ]

    @property
    def hides_total(self) -> bool:
        """A hidden number could be worked out from the others and their sum."""
        return self._is_too_small(self.signed) or any(figure.is_hidden for figure in self.numbers)

    def _is_too_small(self, number: int) -> bool:
        return self.hides_small and 0 < number < SMALLEST

    @property
    def of_signed(self) -> str:
        return self.listed(Standing.SIGNED)

    def listed(self, standing: str) -> str:
        return f"{reverse('policy-signatures')}?{urlencode({**self.narrowed, 'standing': standing})}"


@dataclasses.dataclass(frozen=True)
class Age:
    """Open actions of one age: how many, and how many of these are late, blocked, or to be verified."""

    label: Any
    figures: list[Figure]


# What is counted of each age: how the plan is narrowed, words, condition, tone.
OF_AGE = (
    ("", lazy("Open"), Q, ""),
    ("overdue", lazy("Overdue"), lambda: Q(due_on__lt=clock.today()), "danger"),
    ("blocked", lazy("Blocked"), lambda: Q(state=PlanAction.State.BLOCKED), "warn"),
    ("claimed", lazy("Done, to be verified"), lambda: Q(state=PlanAction.State.CLAIMED), "warn"),
)


def page(viewer: Person, year: int) -> dict[str, Any]:
    """Everything the dashboard shows to one leader or inspector, in a fixed number of queries."""
    rows = library.rows(viewer)
    sees_people = permissions.can_see_signatures(viewer)
    people = by_person() if sees_people else []
    waiting = [line for line in people if line.waiting]
    return {
        "figures": figures(rows, sees_missing=permissions.can_see_drafts(viewer)),
        "attention": [row for row in library.narrowed(rows, "", "review") if needs_attention(row)],
        "missing": [row for row in library.narrowed(rows, "missing", "") if not needs_attention(row)],
        "by_policy": by_policy(viewer),
        "sees_reviews": permissions.can_see_drafts(viewer),
        "sees_people": sees_people,
        "by_person": waiting[:PEOPLE_SHOWN],
        "people_more": max(len(waiting) - PEOPLE_SHOWN, 0),
        "ages": ages(viewer),
        "year": review_calendar.of_year(year),
    }


def figures(rows: list[library.Row], *, sees_missing: bool) -> list[Figure]:
    """How many of the library's rows stand how. Whoever has no list of what is missing gets no number of it."""
    counted = [
        (code, label, len(library.narrowed(rows, code, "")), tone)
        for code, label, tone in FIGURES
        if sees_missing or code != "missing"
    ]
    return [
        Figure(label, number, f"{reverse('policies')}?show={code}", tone if number else "")
        for code, label, number, tone in counted
    ]


def needs_attention(row: library.Row) -> bool:
    """To be reviewed now or soon. What is only missing folds into one line: there may be a dozen."""
    return row.overdue_since is not None or row.is_due_soon


def by_policy(viewer: Person) -> list[Signatures]:
    """Every policy that somebody is asked to sign, by title. Four queries."""
    hides_small = not permissions.can_see_small_numbers(viewer)
    return [
        Signatures(one.policy.title, {"policy": one.policy.pk}, one.counts, hides_small)
        for one in signatures.columns(signatures.Narrowed())
        if one.asked or one.exempt
    ]


def by_person() -> list[Signatures]:
    """Everybody who was asked: who has most left to sign comes first. Four queries, whatever their number."""
    versions = [version.pk for version in signatures.asked_versions().values()]
    rows: Any = AcknowledgementRequest.objects.filter(version__in=versions).with_standing()
    found: dict[uuid.UUID, dict[str, int]] = {}
    for person_id, standing, number in rows.values_list("person_id", "standing").annotate(Count("pk")):
        if standing in signatures.SHOWN:
            found.setdefault(person_id, {})[standing] = number
    people = Person.objects.filter(pk__in=found).order_by("family_name", "given_name", "pk")
    lines = [Signatures(one.name, {"person": one.pk}, found[one.pk]) for one in people]
    return sorted(lines, key=lambda line: [-line.counts.get(standing, 0) for standing in WAITING])


def ages(viewer: Person) -> list[Age]:
    """The open part of the action plan by age, the oldest first. Three queries."""
    rows = PlanAction.objects.visible_to(viewer).open()
    return [_age(code, shown, rows) for code, shown in reversed(plan.AGES.items())]


def _age(code: str, shown: plan.Shown, rows: Any) -> Age:
    wanted = {show or "open": Count("pk", filter=condition()) for show, _label, condition, _tone in OF_AGE}
    counted = shown.narrow(rows).order_by().aggregate(**wanted)
    return Age(
        shown.label,
        [
            Figure(
                label,
                counted[show or "open"],
                f"{reverse('plan')}?{urlencode({'age': code, 'show': show})}",
                tone if counted[show or "open"] else "",
            )
            for show, label, _condition, tone in OF_AGE
        ],
    )
