"""What was done to a row, by whom, with the words that were written then: its events as lines of a timeline.

Each app says what its verbs mean and where its words stand; who acted is asked here.
"""

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from accounts.models import Person
from workflow.models import AuditEvent


@dataclasses.dataclass(frozen=True)
class Happening:
    """One line of a timeline, with the words that were written then, if any."""

    title: Any
    happened_at: dt.datetime
    who: str
    body: str = ""
    tone: str = ""


def names_of(ids: Iterable[UUID | None]) -> dict[UUID, str]:
    """The names of persons. One query."""
    wanted = {pk for pk in ids if pk}
    return {person.pk: person.name for person in Person.objects.filter(pk__in=wanted)}


def who_did(event: AuditEvent, names: Mapping[UUID, str]) -> str:
    """The name of whoever acted; the system acts by rule."""
    return names.get(event.actor_id, "") if event.actor_id else _("by rule")


def told(
    events: Sequence[AuditEvent],
    done: Callable[[AuditEvent], Any],
    bodies: Mapping[str, str],
    tones: Mapping[str, str],
) -> list[Happening]:
    """Events in words, in their order. One query.

    `done` names what was done, `bodies` holds words by the id of the row that an event sealed,
    `tones` how a verb looks.
    """
    names = names_of(event.actor_id for event in events)
    return [
        Happening(
            title=done(event),
            happened_at=event.at,
            who=who_did(event, names),
            body="\n\n".join(bodies[row["id"]] for row in event.contents if row["id"] in bodies),
            tone=tones.get(event.verb, ""),
        )
        for event in events
    ]


def in_short(found: Iterable[Happening]) -> list[tuple[Any, str, dt.datetime]]:
    """What was done, by whom and when: for whoever was slower."""
    return [(one.title, one.who, one.happened_at) for one in found]
