"""Permissions as pages and files show them: one's own, one of them, and the register as it was on any day.

A suspension is said; why is read by its holder and by whoever suspended it, nowhere else.
"""

import dataclasses
import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from accounts.models import Person
from documents.export import Cell
from social.models import AccessPermission, AccessSuspension, AccountHolder, Platform
from social.permissions.access import is_holder
from social.selectors.covering import platforms_off
from social.selectors.gate import may_use, who_may_use
from social.selectors.story import timeline
from workflow import clock

State = AccessPermission.State
IN_FORCE, WAITING, EVERY = "", "waiting", "all"


@dataclasses.dataclass(frozen=True)
class Narrowed:
    """What the register is narrowed to: the day, which rows, one platform."""

    day: dt.date
    show: str = IN_FORCE
    platform: str = ""

    @property
    def is_past(self) -> bool:
        return self.day < clock.today()


@dataclasses.dataclass(frozen=True)
class Line:
    """One permission with its standing in words, on the day asked for."""

    permission: AccessPermission
    words: str
    tone: str


def register(narrowed: Narrowed) -> QuerySet[AccessPermission]:
    """The rows of the register, the newest first."""
    rows = AccessPermission.objects.select_related("person", "platform", "account", "decided_by")
    if narrowed.platform:
        rows = rows.filter(platform=narrowed.platform)
    if narrowed.show == WAITING:
        return rows.waiting().order_by("requested_at", "pk")
    if narrowed.show == EVERY:
        return rows.order_by("-requested_at", "pk")
    return rows.standing_on(narrowed.day).order_by("person__family_name", "person__given_name", "pk")


def lines(rows: Iterable[AccessPermission], narrowed: Narrowed) -> list[Line]:
    """Rows with their standing on the day. Whether somebody has signed is known for today only."""
    found = list(rows)
    if narrowed.show == IN_FORCE and narrowed.is_past:
        return [Line(row, *_then(row)) for row in found]
    passed, off = who_may_use({row.person_id for row in found}), platforms_off()
    return [Line(row, *standing(row, row.person_id in passed, off)) for row in found]


def _then(row: Any) -> tuple[str, str]:
    return (_("Suspended"), "danger") if row.was_suspended else (_("In force"), "good")


def standing(row: AccessPermission, has_signed: bool, off: set[str]) -> tuple[str, str]:
    """What a permission is worth now, in words and a tone: by its dates, not by what a sweep has noted."""
    today = clock.today()
    if row.state in AccessPermission.HELD and row.expires_on and row.expires_on < today:
        return _("Expired"), ""
    if row.state != State.APPROVED:
        tones = {State.SUSPENDED: "danger", State.REQUESTED: "info", State.MORE_INFO: "info"}
        return row.get_state_display(), tones.get(State(row.state), "")
    if row.platform_id in off:
        return _("Off: the platform’s risk assessment has ended"), "danger"
    if not has_signed:
        return _("Off: the policy in force is not signed"), "danger"
    if row.starts_on > today:
        return _("Approved, not begun"), "info"
    return _("In force"), "good"


def holders_on(day: dt.date) -> QuerySet[AccountHolder]:
    """Who could sign in to which official account at the end of a day."""
    moment = min(clock.now(), clock.london(day + dt.timedelta(days=1), dt.time(0)))
    rows = AccountHolder.objects.holding(moment).select_related("account", "person")
    return rows.order_by("account__name", "begins_at", "pk")


FILE_COLUMNS = (
    lazy("Person"), lazy("Platform"), lazy("Account"), lazy("What for"), lazy("Device"), lazy("Whose information"),
    lazy("With children"), lazy("From"), lazy("Until"), lazy("Standing"), lazy("Conditions"),
    lazy("Decided by"), lazy("Decided on"),
)  # fmt: skip


def file_rows(found: Iterable[Line]) -> list[list[Cell]]:
    """The register as a file: nothing of why anything rests, was refused or ended."""
    return [
        [
            line.permission.person.name,
            line.permission.platform.name,
            line.permission.account.name if line.permission.account else "",
            line.permission.purpose,
            line.permission.get_device_display(),
            line.permission.data,
            line.permission.with_children,
            line.permission.starts_on,
            line.permission.expires_on or line.permission.asked_until,
            line.words,
            line.permission.conditions,
            line.permission.decided_by.name if line.permission.decided_by else "",
            line.permission.decided_at.date() if line.permission.decided_at else None,
        ]
        for line in found
    ]


def own(person: Person) -> list[Line]:
    """Everything somebody asked for, the newest first."""
    rows = AccessPermission.objects.filter(person=person).select_related("platform", "account")
    signed, off = may_use(person), platforms_off()
    return [Line(row, *standing(row, signed, off)) for row in rows.order_by("-requested_at", "pk")]


def page(permission: AccessPermission, viewer: Person) -> dict[str, Any]:
    """The context of one permission's page."""
    signed, off = may_use(permission.person), platforms_off()
    words, tone = standing(permission, signed, off)
    return {
        "permission": permission,
        "words": words,
        "tone": tone,
        "is_own": is_holder(viewer, permission),
        "has_signed": signed,
        "is_platform_off": permission.platform_id in off,
        "suspension": _readable(permission, viewer),
        "reads_why": viewer.pk in (permission.person_id, permission.decided_by_id, permission.ended_by_id),
        "timeline": timeline(permission),
    }


def _readable(permission: AccessPermission, viewer: Person) -> AccessSuspension | None:
    """The open suspension, for whom it concerns and for whoever made it."""
    row = permission.suspensions.filter(ended_at=None).select_related("by").first()
    return row if row and viewer.pk in (permission.person_id, row.by_id) else None


def platforms_in_register() -> QuerySet[Platform]:
    return Platform.objects.filter(Exists(AccessPermission.objects.filter(platform=OuterRef("pk"))))
