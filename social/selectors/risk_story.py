"""What was done to an assessment, by whom, with the words that were written then: from its chain."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as lazy

from accounts.selectors.happenings import Happening, in_short, told
from social.models import RiskAssessment, RiskNote, RiskTrigger
from workflow.history import events_of, steps_after
from workflow.models import AuditEvent

EVENTS_SHOWN = 100
# `test_risk_lifecycle` asks for every verb of the lifecycle.
DONE: dict[str, Any] = {
    "begin": lazy("Begun"),
    "edit": lazy("Written on"),
    "amend": lazy("Written on"),
    "hand in": lazy("Sent for approval"),
    "take back": lazy("Taken back to the draft"),
    "ask for changes": lazy("Changes asked for"),
    "agree": lazy("Agreed, and the owner asked"),
    "approve": lazy("Approved"),
    "sign off": lazy("The risk that is left accepted, and approved"),
    "suspend": lazy("Suspended"),
    "restore": lazy("Restored"),
    "withdraw": lazy("Withdrawn"),
    "supersede": lazy("Superseded by a new version"),
    "give up": lazy("Given up"),
    "note": lazy("Note"),
    "say it changed": lazy("Something changed: to be looked at"),
    "remind": lazy("Reminder sent"),
}
TONES = {
    "approve": "good", "sign off": "good", "restore": "good", "suspend": "danger", "withdraw": "danger",
    "ask for changes": "danger", "say it changed": "danger",
}  # fmt: skip


def timeline(assessment: RiskAssessment, *, with_words: bool = True) -> list[Happening]:
    """Its last events, the newest first; what one person wrote on it in a row is one. Four queries.

    Without words: what was done, by whom and when, and nothing that colleagues wrote to each other.
    """
    found: list[Happening] = []
    for one in _told(events_of(assessment)[:EVENTS_SHOWN], with_words=with_words):
        last = found[-1] if found else None
        if last and not one.body and (last.title, last.who) == (one.title, one.who):
            continue
        found.append(one)
    return found


def steps_since(assessment: RiskAssessment, seen: int) -> list[tuple[Any, str, dt.datetime]]:
    """What was done to it after `seen`, by whom and when, the latest first: for whoever was slower."""
    return in_short(_told(steps_after(assessment, seen)))


def _told(cut: Iterable[AuditEvent], *, with_words: bool = True) -> list[Happening]:
    found = list(cut)
    sealed = [row["id"] for event in found for row in event.contents] if with_words else []
    bodies = {str(row.pk): row.body for row in RiskNote.objects.filter(pk__in=sealed)}
    for row in RiskTrigger.objects.filter(pk__in=sealed):
        bodies[str(row.pk)] = "\n".join(part for part in (row.get_reason_display(), row.note) if part)
    return told(found, lambda event: DONE[event.verb], bodies, TONES)
