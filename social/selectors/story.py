"""What was done to an account or a permission, in words, from its chain. Never why: reasons stand with the rows,
and are read by whom they concern.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy as lazy

from accounts.selectors.happenings import Happening, in_short, told
from social.models import AccessPermission, AccountHolder, AccountRemoval, OfficialAccount, Recertification
from workflow.history import events_of, steps_after
from workflow.models import AuditEvent, WorkflowModel

EVENTS_SHOWN = 100
ACCOUNT, ACCESS, REMOVAL, CHECK = (
    model._meta.label_lower for model in (OfficialAccount, AccessPermission, AccountRemoval, Recertification)
)

# Object and verb of an event → what was done. `test_story` asks for every verb of the lifecycles.
DONE: dict[str, dict[str, Any]] = {
    ACCOUNT: {
        "propose": lazy("Proposed"),
        "change": lazy("Changed"),
        "assess": lazy("Noted as risk assessed"),
        "send back": lazy("Back to the proposal"),
        "agree channel": lazy("The owner agreed to the new channel"),
        "go live": lazy("Approved, and live"),
        "rest": lazy("Rests"),
        "raise alarm": lazy("Somebody else was in it"),
        "secure": lazy("Ours again"),
        "close": lazy("Closed"),
        "add holder": lazy("Can sign in there"),
        "change holder": lazy("Right or second factor changed"),
        "end holder": lazy("Holds it no longer"),
        "suspend holder": lazy("Place suspended"),
        "restore holder": lazy("Place restored"),
        "remind": lazy("Reminder sent"),
    },
    ACCESS: {
        "ask": lazy("Asked for"),
        "ask back": lazy("Question asked"),
        "answer": lazy("Question answered"),
        "approve": lazy("Approved"),
        "refuse": lazy("Refused"),
        "withdraw": lazy("Request withdrawn"),
        "suspend": lazy("Suspended"),
        "restore": lazy("Restored"),
        "revoke": lazy("Revoked"),
        "surrender": lazy("Given back"),
        "expire": lazy("Expired"),
        "remind": lazy("Reminder sent"),
    },
    REMOVAL: {"open": lazy("To be taken away"), "do": lazy("Taken away"), "remind": lazy("Reminder sent")},
    CHECK: {
        "open": lazy("Check opened"),
        "check holder": lazy("A holder looked at"),
        "finish": lazy("Check finished"),
        "overtake": lazy("No longer needed"),
        "remind": lazy("Reminder sent"),
    },
}
TONES = {
    "go live": "good", "approve": "good", "restore": "good", "do": "good", "finish": "good", "secure": "good",
    "raise alarm": "danger", "suspend": "danger", "suspend holder": "danger", "revoke": "danger",
    "refuse": "danger",
}  # fmt: skip


def timeline(obj: Model) -> list[Happening]:
    """The last events of one object, the newest first. Three queries, whatever their number."""
    return _told(events_of(obj)[:EVENTS_SHOWN])


def steps_since(obj: WorkflowModel, seen: int) -> list[tuple[Any, str, dt.datetime]]:
    """What was done to it after `seen`, by whom and when, the latest first: for whoever was slower."""
    return in_short(_told(steps_after(obj, seen, ["change"])))


def _told(cut: Iterable[AuditEvent]) -> list[Happening]:
    events = list(cut)
    return told(events, lambda event: DONE[event.object_type][event.verb], _about(events), TONES)


def _about(events: list[AuditEvent]) -> dict[str, str]:
    """Whom an event was about, by the id of the holder's row that it sealed."""
    label = AccountHolder._meta.label_lower
    ids = [
        row["id"] for event in events for row in event.contents if row["schema"].partition("@")[0] == label
    ]
    rows = AccountHolder.objects.filter(pk__in=ids).select_related("person")
    return {str(row.pk): row.person.name for row in rows}
