"""What was done to a source, a review or a planned action, in words, from its chain."""

import dataclasses
import datetime as dt
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from accounts.models import Person
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


@dataclasses.dataclass(frozen=True)
class Happening:
    """One line of a timeline, with the words that were written then, if any."""

    title: Any
    happened_at: dt.datetime
    who: str
    body: str = ""
    tone: str = ""


def told(cut: Iterable[AuditEvent]) -> list[Happening]:
    """Events in words. At most four queries, whatever their number."""
    found = list(cut)
    names, bodies = _names(found), _bodies(found)
    return [
        Happening(
            title=DONE[event.object_type][event.verb],
            happened_at=event.at,
            who=_who(event, names),
            body="\n\n".join(bodies[row["id"]] for row in event.contents if row["id"] in bodies),
            tone=TONES.get(event.verb, ""),
        )
        for event in found
    ]


def timeline(obj: Model) -> list[Happening]:
    """The last events of one object, the newest first."""
    return told(events_of(obj)[:EVENTS_SHOWN])


def steps_since(obj: WorkflowModel, seen: int) -> list[tuple[Any, str, dt.datetime]]:
    """What was done to it after `seen`, by whom and when, the latest first: for whoever was slower."""
    found = told(steps_after(obj, seen, ["change"]))
    return [(one.title, one.who, one.happened_at) for one in found]


def _names(found: list[AuditEvent]) -> dict[UUID, str]:
    people = Person.objects.filter(pk__in={event.actor_id for event in found if event.actor_id})
    return {person.pk: person.name for person in people}


def _who(event: AuditEvent, names: dict[UUID, str]) -> str:
    return names.get(event.actor_id, "") if event.actor_id else _("by rule")


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
