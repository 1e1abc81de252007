"""Requests for access, and what became of them. A message names the platform, never who asked, nor why anything was."""

import uuid
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Person, Role
from accounts.notices import still
from accounts.selectors import holders
from notifications import kinds, outbox
from notifications.kinds import Audience, Kind
from notifications.models import Message
from social.models import AccessPermission
from social.selectors.deciders import deciders, waiting_for
from workflow.deadlines import Reminded

State = AccessPermission.State


def _names(ids: list[uuid.UUID]) -> dict[uuid.UUID, str]:
    return dict(AccessPermission.objects.filter(pk__in=ids).values_list("pk", "platform__name"))


def _path(message: Message) -> str:
    return reverse("access", args=[message.object_id])


def _mine(*states: str) -> Any:
    return lambda person: AccessPermission.objects.filter(person=person.pk, state__in=states)


def _running_out(person: Person) -> Any:
    """One's own, and those that leaders answer for."""
    rows = AccessPermission.objects.filter(state__in=AccessPermission.HELD)
    return rows if person.holds(Role.OWNER, Role.MANAGER) else rows.filter(person=person.pk)


def _kind(code: str, title: Any, rows: Any, note: Any = "", *, in_digest: bool = False) -> Kind:
    return kinds.register(
        Kind(
            code=code, audience=Audience.DUTY, names=_names, path=_path, still_wanted=still(rows),
            title=kinds.titled(title, platform=_("social media")), in_digest=in_digest, note=note,
        )
    )  # fmt: skip


WAITS = _kind(
    "access-waits", _("Somebody asks to use %(platform)s"), waiting_for,
    _("Whoever asked never decides. Until you do, they may not use it."), in_digest=True,
)  # fmt: skip
QUESTION = _kind("access-question", _("A question about your request: %(platform)s"), _mine(State.MORE_INFO))
DECIDED = _kind(
    "access-decided", _("Your access was decided about: %(platform)s"),
    _mine(State.APPROVED, State.REFUSED, State.REVOKED),
)  # fmt: skip
SUSPENDED = _kind(
    "access-suspended", _("Your access is suspended: %(platform)s"), _mine(State.SUSPENDED),
    _("Please do not use it for the setting now. What you need to know stands on the page."),
)  # fmt: skip
ENDS = _kind(
    "access-ends", _("Access ends soon: %(platform)s"), _running_out,
    _("Whoever still needs it asks again."), in_digest=True,
)  # fmt: skip


def waits(permission: AccessPermission) -> None:
    """Somebody asked, or answered: whoever decides is told."""
    outbox.queue(WAITS.code, deciders(permission), about=permission, dedupe=f"waits {permission.version}")


def question_asked(permission: AccessPermission) -> None:
    _tell_holder(QUESTION, permission)


def decided(permission: AccessPermission) -> None:
    _tell_holder(DECIDED, permission)


def suspended(permission: AccessPermission) -> None:
    _tell_holder(SUSPENDED, permission)


def due(permission: AccessPermission, said: Reminded, *, occasion: str) -> None:
    """The decision is late, or the permission ends in so many days."""
    if permission.state in AccessPermission.WAITING:
        above = holders()[Role.OWNER] - {permission.person_id} if "owner" in said.audiences else set()
        outbox.queue(WAITS.code, deciders(permission) | above, about=permission, dedupe=occasion)
        return
    told = {permission.person_id} if "holder" in said.audiences else set()
    if "decider" in said.audiences:
        told |= deciders(permission)
    outbox.queue(ENDS.code, told, about=permission, dedupe=occasion)


def _tell_holder(kind: Kind, permission: AccessPermission) -> None:
    outbox.queue(
        kind.code, [permission.person_id], about=permission, dedupe=f"{kind.code} {permission.version}"
    )
