"""What was done to a source, a review or a planned action, in words, from its chain."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as lazy

from accounts.selectors.happenings import Happening, in_short, told
from policies.models import PlanAction, PlanEntry, Review, ReviewAnswer, Source, SourceEdition
from workflow.history import events_of, steps_after
from workflow.models import AuditEvent, WorkflowModel

EVENTS_SHOWN = 100
SOURCE, REVIEW, ACTION = (model._meta.label_lower for model in (Source, Review, PlanAction))

# Object and verb of an event → what was done. `test_chain` asks for every verb of the lifecycles.
DONE: dict[str, dict[str, Any]] = {
    SOURCE: {
        "add": lazy("Entered"),
        "change": lazy("Corrected"),
        "check": lazy("Checked for a newer edition"),
        "new edition": lazy("New edition noted"),
    },
    REVIEW: {
        "open": lazy("Review opened"),
        "answer": lazy("Questions answered"),
        "no change": lazy("Decided: nothing needs to change"),
        "change": lazy("Decided: a new version is needed"),
        "changed": lazy("The new version came into force"),
        "look again": lazy("Taken up again"),
        "lapse": lazy("Ended: the policy is kept no longer"),
        "move": lazy("Its day was moved"),
        "remind": lazy("Reminder sent"),
    },
    ACTION: {
        "add": lazy("Added to the plan"),
        "start": lazy("Started"),
        "block": lazy("Something is in the way"),
        "claim": lazy("Said to be done"),
        "verify": lazy("Verified"),
        "send back": lazy("Not done yet: sent back"),
        "cancel": lazy("Cancelled"),
        "note": lazy("Note"),
        "change": lazy("Changed"),
        "remind": lazy("Reminder sent"),
    },
}
TONES = {"verify": "good", "no change": "good", "changed": "good", "block": "danger", "send back": "danger"}


def _told(cut: Iterable[AuditEvent]) -> list[Happening]:
    """Events in words. At most four queries, whatever their number."""
    found = list(cut)
    return told(found, lambda event: DONE[event.object_type][event.verb], _bodies(found), TONES)


def timeline(obj: Model) -> list[Happening]:
    """The last events of one object, the newest first."""
    return _told(events_of(obj)[:EVENTS_SHOWN])


def steps_since(obj: WorkflowModel, seen: int) -> list[tuple[Any, str, dt.datetime]]:
    """What was done to it after `seen`, by whom and when, the latest first: for whoever was slower."""
    return in_short(_told(steps_after(obj, seen, ["change"])))


def _bodies(found: list[AuditEvent]) -> dict[str, str]:
    """The words that the events sealed, by the id of their row."""
    bodies = {str(pk): body for pk, body in _rows(PlanEntry, found).values_list("pk", "body")}
    bodies |= {str(pk): body for pk, body in _rows(ReviewAnswer, found).values_list("pk", "body")}
    return bodies | {
        str(pk): edition for pk, edition in _rows(SourceEdition, found).values_list("pk", "edition")
    }


def _rows(model: type[Model], found: list[AuditEvent]) -> QuerySet[Any]:
    label = model._meta.label_lower
    ids = [row["id"] for event in found for row in event.contents if row["schema"].partition("@")[0] == label]
    return model._base_manager.filter(pk__in=ids)
