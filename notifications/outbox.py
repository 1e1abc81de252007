"""The outbox: message rows written with the change they tell of, delivered after its commit.

No other code sends anything.
"""

import datetime as dt
import uuid
from collections.abc import Iterable
from functools import partial

import structlog
from django.db import models, transaction
from kombu.exceptions import OperationalError

from notifications import kinds
from notifications.models import Message
from notifications.tasks import deliver_messages
from workflow import clock

logger = structlog.get_logger(__name__)


def queue(
    kind: str,
    recipient_ids: Iterable[uuid.UUID],
    *,
    about: models.Model | None = None,
    dedupe: str,
    secret: str | None = None,
    expires_at: dt.datetime | None = None,
) -> None:
    """Queue one message per recipient, in the caller's transaction.

    `dedupe` names the occasion ("acknowledge missed 2"): the same kind, object,
    occasion and recipient is stored once, however often this is called.
    """
    moment = clock.now()
    messages = [
        Message(
            kind=kinds.get(kind).code,
            recipient_id=recipient_id,
            object_type=about._meta.label_lower if about else "",
            object_id=about.pk if about else None,
            dedupe_key=f"{kind}:{about.pk if about else ''}:{dedupe}:{recipient_id}",
            secret=secret,
            created_at=moment,
            expires_at=expires_at,
            in_digest=kinds.get(kind).in_digest,
            next_attempt_at=moment,
        )
        for recipient_id in set(recipient_ids)
    ]
    if not messages:
        return
    Message.objects.bulk_create(messages, ignore_conflicts=True)
    transaction.on_commit(partial(_hurry, [str(m.pk) for m in messages if not m.in_digest]))


def _hurry(message_ids: list[str]) -> None:
    """Ask a worker to deliver now. Without a broker the next sweep does it."""
    if not message_ids:
        return
    try:
        deliver_messages.apply_async([message_ids], retry=False)
    except (OperationalError, OSError) as error:
        logger.warning("broker_unreachable", error=type(error).__name__, messages=len(message_ids))


def mark_seen(person_id: uuid.UUID, about: models.Model | None = None) -> None:
    """The recipient has looked: at one object, or at the whole bell."""
    unseen = Message.objects.filter(recipient_id=person_id, seen_at=None)
    if about is not None:
        unseen = unseen.filter(object_type=about._meta.label_lower, object_id=about.pk)
    unseen.update(seen_at=clock.now())
