"""Event → who is told. About a case: nothing but "a new item" and a link."""

import uuid
from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from incidents.models import Case, CaseAction, Report
from notifications import kinds, outbox
from notifications.kinds import Audience, Kind
from notifications.models import Message


def _visible_cases(person: Person, messages: list[Message]) -> set[uuid.UUID]:
    """A late conflict of interest, or an access that ended, stops the message."""
    visible = set(
        Case.objects.visible_to(person)
        .filter(pk__in={message.object_id for message in messages})
        .values_list("pk", flat=True)
    )
    return {message.pk for message in messages if message.object_id in visible}


def _visible_actions(person: Person, messages: list[Message]) -> set[uuid.UUID]:
    """Done, cancelled, handed over or in conflict: no longer wanted."""
    visible = set(
        CaseAction.objects.visible_to(person)
        .open()
        .filter(pk__in={message.object_id for message in messages})
        .values_list("pk", flat=True)
    )
    return {message.pk for message in messages if message.object_id in visible}


def _latest_of_actions(person: Person, messages: list[Message]) -> set[uuid.UUID]:
    """One reminder of an action, however many mornings it waits: the latest."""
    latest = {message.object_id: message.pk for message in sorted(messages, key=lambda one: one.created_at)}
    return _visible_actions(person, messages) & set(latest.values())


CASE_ITEM = kinds.register(
    Kind(
        code="case-item",
        audience=Audience.CASE,
        title=lambda message: _("A new item"),
        path=lambda message: reverse("case", args=[message.object_id]),
        still_wanted=_visible_cases,
    )
)
REPORT_ITEM = kinds.register(
    Kind(
        code="report-item",
        audience=Audience.CASE,
        title=lambda message: _("A new item"),
        path=lambda message: reverse("report", args=[message.object_id]),
        still_wanted=kinds.always,
    )
)
ACTION_ITEM = kinds.register(
    Kind(
        code="action-item",
        audience=Audience.CASE,
        title=lambda message: _("A new item"),
        path=lambda message: reverse("my-actions"),
        still_wanted=_visible_actions,
    )
)
ACTION_DUE = kinds.register(
    Kind(
        code="action-due",
        audience=Audience.DUTY,
        title=lambda message: _("An action of yours is due"),
        path=lambda message: reverse("my-actions"),
        still_wanted=_latest_of_actions,
        in_digest=True,
    )
)


def case_news(
    case: Case, person_ids: Iterable[uuid.UUID], *, occasion: str, but: Person | None = None
) -> None:
    """Something happened in a case: its readers, except whoever did it, have a new item."""
    told = set(person_ids) - ({but.pk} if but else set())
    outbox.queue(CASE_ITEM.code, told, about=case, dedupe=occasion)


def author_news(report: Report, *, occasion: str) -> None:
    """A lead wrote to the author of a report."""
    outbox.queue(REPORT_ITEM.code, [report.author_id], about=report, dedupe=occasion)


def action_given(action: CaseAction) -> None:
    """Somebody was given an action."""
    outbox.queue(ACTION_ITEM.code, [action.owner_id], about=action, dedupe="given")


def action_due(action: CaseAction, *, occasion: str) -> None:
    """An action is due, or late: one line of its owner's digest."""
    outbox.queue(ACTION_DUE.code, [action.owner_id], about=action, dedupe=occasion)
