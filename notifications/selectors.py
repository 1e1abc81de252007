"""The bell: what a person has not looked at yet and is still wanted."""

import datetime as dt
from typing import Any

from notifications import kinds
from notifications.models import Message
from workflow import clock

BELL_LIMIT = 30
LATE = dt.timedelta(minutes=15)


def bell(person: Any) -> list[Message]:
    """The newest unseen messages of a person, at most `BELL_LIMIT`. One query, and one per kind among them."""
    unseen = list(
        Message.objects.filter(recipient_id=person.pk, seen_at=None, kind__in=kinds.bell_codes()).order_by(
            "-created_at"
        )[:BELL_LIMIT]
    )
    wanted = kinds.wanted(person, unseen)
    return [message for message in unseen if message.pk in wanted]


def delivery_is_late() -> bool:
    """Whether some message has waited longer than it should. No count: a count would tell of cases."""
    return Message.objects.undelivered().filter(in_digest=False, created_at__lt=clock.now() - LATE).exists()
