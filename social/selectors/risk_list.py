"""The list of risk assessments: what it may be narrowed to, how it may be sorted, and what has none yet."""

import dataclasses
import datetime as dt
from collections.abc import Callable
from typing import Any

from django.db.models import Exists, F, Max, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as lazy

from accounts.models import Person
from social.models import Hazard, LearningTool, OfficialAccount, Platform, RiskAssessment, RiskTrigger
from social.models.risks import HOLDING_RISK_STATES, OPEN_RISK_STATES, subject_name
from social.permissions.risks import readable_states
from social.selectors import risk_turns
from workflow import clock

State = RiskAssessment.State
SOON_DAYS = 90
MOST_WITHOUT = 20


def visible_to(person: Person) -> Any:
    """Leaders see every version, everybody else who works here what was handed in, inspectors what was decided."""
    return RiskAssessment.objects.filter(state__in=readable_states(person))


def with_subject(rows: Any) -> Any:
    """With what a page says of it, in the same query."""
    return rows.select_related(
        "platform", "account__platform", "tool", "approved_by", "signed_off_by", "policy_version__policy",
        "started_by",
    )  # fmt: skip


def listed(person: Person) -> Any:
    """What `person` may see, each with `name`, `left` (the highest score with its controls) and `is_needed`."""
    worst = (
        Hazard.objects.filter(assessment=OuterRef("pk"), edition=OuterRef("edition"))
        .order_by()
        .values("assessment")
        .annotate(worst=Max(F("likelihood_after") * F("impact_after")))
    )
    rows = visible_to(person).select_related("platform", "account__platform", "tool").defer("draft")
    return rows.annotate(
        name=Coalesce("platform__name", "account__name", "tool__name"),
        left=Subquery(worst.values("worst")),
        is_needed=Exists(RiskTrigger.objects.filter(assessment=OuterRef("pk"))),
    )


@dataclasses.dataclass(frozen=True)
class Shown:
    """One way to narrow the list: its words, and the rows for a viewer."""

    label: Any
    narrow: Callable[[Any, Person], Any]


def _expired() -> Q:
    return Q(state__in=HOLDING_RISK_STATES, next_review_on__lt=clock.today())


def _soon() -> Q:
    today = clock.today()
    return Q(
        state__in=HOLDING_RISK_STATES,
        next_review_on__gte=today,
        next_review_on__lte=today + dt.timedelta(days=SOON_DAYS),
    )


def _current(rows: Any, person: Person) -> Any:
    """Being made, or the last that was approved of its subject: nothing that was overtaken or given up."""
    off = RiskAssessment.objects.switched_off()
    return rows.filter(Q(state__in=[*OPEN_RISK_STATES, *HOLDING_RISK_STATES]) | Q(pk__in=off.values("pk")))


def _past(rows: Any, person: Person) -> Any:
    """Whatever is not current: superseded, given up, or withdrawn with another in its place."""
    return rows.exclude(pk__in=_current(RiskAssessment.objects.all(), person).values("pk"))


SHOWN = {
    "": Shown(lazy("Current"), _current),
    "mine": Shown(
        lazy("Waiting for me"), lambda rows, person: rows.filter(pk__in=risk_turns.waiting_for(person).values("pk"))
    ),
    "waiting": Shown(
        lazy("Waiting for somebody"),
        lambda rows, person: rows.filter(state__in=[State.IN_REVIEW, State.WITH_OWNER, State.CHANGES]),
    ),
    "soon": Shown(lazy("Review due within 90 days"), lambda rows, person: rows.filter(_soon())),
    "expired": Shown(lazy("Expired"), lambda rows, person: rows.filter(_expired())),
    "needed": Shown(
        lazy("Something changed"),
        lambda rows, person: rows.filter(state__in=HOLDING_RISK_STATES, is_needed=True),
    ),
    "off": Shown(
        lazy("Suspended or withdrawn"),
        lambda rows, person: rows.filter(pk__in=RiskAssessment.objects.switched_off().values("pk")),
    ),
    "drafts": Shown(lazy("Drafts"), lambda rows, person: rows.filter(state=State.DRAFT)),
    "past": Shown(
        lazy("Earlier, or given up"),
        _past,
    ),
}  # fmt: skip
SORTED: dict[str, tuple[Any, list[Any]]] = {
    "": (lazy("Next review"), [F("next_review_on").asc(nulls_last=True), "name", "pk"]),
    "name": (lazy("What it is about"), ["name", "-number", "pk"]),
    "left": (lazy("Highest risk first"), [F("left").desc(nulls_last=True), "name", "pk"]),
    "-next": (lazy("Next review, latest first"), [F("next_review_on").desc(nulls_last=True), "name", "pk"]),
}


def expired() -> Any:
    """Those whose last day has passed, with no new version in their place: what they are about is off."""
    return RiskAssessment.objects.filter(_expired())


def without() -> list[tuple[str, Any]]:
    """Channels, accounts that are not closed and tools that nobody has begun to assess: kind and row."""
    found: list[tuple[str, Any]] = []
    wanted: list[Any] = [
        Platform.objects.filter(is_channel=True),
        OfficialAccount.objects.exclude(state=OfficialAccount.State.CLOSED).select_related("platform"),
        LearningTool.objects.kept(),
    ]
    for rows in wanted:
        name = subject_name(rows.model)
        known = RiskAssessment.objects.exclude(state=State.GIVEN_UP).filter(**{name: OuterRef("pk")})
        found += [(name, row) for row in rows.filter(~Exists(known))[:MOST_WITHOUT]]
    return found
