"""Event → who is told about risk assessments. A duty names the platform, account or tool, and nobody."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy

from accounts.models import LEADER_ROLES, Person, Role
from accounts.notices import still
from accounts.selectors import holders
from notifications import kinds, outbox
from notifications.kinds import Audience, Kind
from notifications.models import Message
from social.models import RiskAssessment
from social.selectors import risk_turns
from workflow.deadlines import Reminded

State = RiskAssessment.State
ROLES = {"manager": Role.MANAGER, "owner": Role.OWNER}


def _names(ids: list[uuid.UUID]) -> dict[uuid.UUID, str]:
    rows = RiskAssessment.objects.filter(pk__in=ids).select_related("platform", "account", "tool")
    return {row.pk: str(row.subject) for row in rows.defer("draft")}


def _path(message: Message) -> str:
    return reverse("risk", args=[message.object_id])


def _kind(code: str, title: Any, rows: Any, *, note: Any = "", in_digest: bool = True) -> Kind:
    return kinds.register(
        Kind(
            code=code,
            audience=Audience.DUTY,
            title=kinds.titled(title, subject=gettext_lazy("a risk assessment")),
            names=_names,
            path=_path,
            still_wanted=still(rows),
            in_digest=in_digest,
            note=note,
        )
    )


def _due_for(person: Person) -> Any:
    """What holds and is theirs to review: as its author, or as manager or owner of today."""
    rows = RiskAssessment.objects.holding()
    return rows if person.holds(*ROLES.values()) else rows.filter(authors__person=person.pk)


def _returned_to(person: Person) -> Any:
    return RiskAssessment.objects.filter(state=State.CHANGES, authors__person=person.pk)


def _off_for(person: Person) -> Any:
    rows = RiskAssessment.objects
    return rows.switched_off() if person.is_leader else rows.none()


DUE = _kind(
    "risk-due",
    gettext_lazy("Risk assessment to be reviewed: %(subject)s"),
    _due_for,
    note=gettext_lazy(
        "After its last day it covers nothing: what it is about is off until a new one is approved."
    ),
)
WAITS = _kind(
    "risk-waits",
    gettext_lazy("Risk assessment waits for you: %(subject)s"),
    risk_turns.waiting_for,
    note=gettext_lazy("Read it, then approve it or say what is to be changed."),
)
RETURNED = _kind(
    "risk-returned", gettext_lazy("Changes asked for in a risk assessment: %(subject)s"), _returned_to
)
APPROVED = _kind(
    "risk-approved",
    gettext_lazy("Risk assessment approved: %(subject)s"),
    lambda person: RiskAssessment.objects.filter(state=State.APPROVED, authors__person=person.pk),
    note=gettext_lazy("It covers from now on."),
)
OFF = _kind(
    "risk-off",
    gettext_lazy("No longer to be used: %(subject)s"),
    _off_for,
    in_digest=False,
    note=gettext_lazy(
        "Its risk assessment was suspended or withdrawn. Nothing is posted there until it is restored."
    ),
)


def waits(assessment: RiskAssessment) -> None:
    """It has come to whoever decides on it."""
    told = risk_turns.who_decides(assessment)
    outbox.queue(WAITS.code, told, about=assessment, dedupe=_occasion(assessment))


def returned(assessment: RiskAssessment) -> None:
    outbox.queue(RETURNED.code, authors(assessment), about=assessment, dedupe=_occasion(assessment))


def approved(assessment: RiskAssessment) -> None:
    outbox.queue(APPROVED.code, authors(assessment), about=assessment, dedupe=_occasion(assessment))


def switched_off(assessment: RiskAssessment) -> None:
    """Every leader, at once."""
    outbox.queue(OFF.code, _holding(LEADER_ROLES), about=assessment, dedupe=_occasion(assessment))


def due(assessment: RiskAssessment, said: Reminded, *, occasion: str) -> None:
    """It is to be reviewed soon, or its day has passed, or something changed."""
    told = _holding(ROLES[code] for code in said.audiences if code in ROLES)
    if "author" in said.audiences:
        told |= authors(assessment)
    outbox.queue(DUE.code, told, about=assessment, dedupe=occasion)


def authors(assessment: RiskAssessment) -> set[uuid.UUID]:
    return set(assessment.authors.values_list("person_id", flat=True))


def _occasion(assessment: RiskAssessment) -> str:
    return f"{assessment.state} {assessment.version}"


def _holding(roles: Iterable[str]) -> set[uuid.UUID]:
    held = holders()
    return set().union(*(held[role] for role in roles))
