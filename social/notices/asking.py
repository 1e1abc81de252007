"""When a message about a row is still wanted: while the row is among those that the recipient is asked about."""

import uuid
from collections.abc import Callable
from typing import Any

from accounts.models import Person
from notifications import kinds
from notifications.models import Message


def still(rows: Callable[[Person], Any]) -> kinds.Wanted:
    """Wanted while the object is among `rows(recipient)`, with the recipient's roles of today."""

    def wanted(person_id: uuid.UUID, messages: list[Message]) -> set[uuid.UUID]:
        ids = {message.object_id for message in messages}
        found = set(rows(Person(pk=person_id)).filter(pk__in=ids).values_list("pk", flat=True))
        return {message.pk for message in messages if message.object_id in found}

    return wanted
