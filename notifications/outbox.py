"""The outbox: message rows written with the change they tell of, delivered after its commit.

No other code sends anything.
"""

import datetime as dt
import uuid
from collections.abc import Iterable
from functools import partial
from typing import Any

from django.db import models, transaction

from notifications import kinds
from notifications.broker import hurry
from notifications.models import Message
from notifications.tasks import deliver_messages
from workflow import clock


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
    _store(
        [
            _message(kind, recipient_id, about, dedupe, secret=secret, expires_at=expires_at)
            for recipient_id in set(recipient_ids)
        ]
    )


def queue_each(kind: str, told: Iterable[tuple[uuid.UUID, models.Model, str]]) -> None:
    """Queue one message for each recipient, about an object of its own, on an occasion. One INSERT for all."""
    _store([_message(kind, recipient_id, about, dedupe) for recipient_id, about, dedupe in told])


def _message(
    kind: str, recipient_id: uuid.UUID, about: models.Model | None, dedupe: str, **more: Any
) -> Message:
    moment = clock.now()
    return Message(
        kind=kinds.get(kind).code,
        recipient_id=recipient_id,
        object_type=about._meta.label_lower if about else "",
        object_id=about.pk if about else None,
        dedupe_key=f"{kind}:{about.pk if about else ''}:{dedupe}:{recipient_id}",
        created_at=moment,
        in_digest=kinds.get(kind).in_digest,
        next_attempt_at=moment,
        **more,
    )


def _store(messages: list[Message]) -> None:
    if not messages:
        return
    Message.objects.bulk_create(messages, ignore_conflicts=True)
    urgent = [str(message.pk) for message in messages if not message.in_digest]
    if urgent:
        transaction.on_commit(partial(hurry, deliver_messages, urgent))


def mark_seen(
    person_id: uuid.UUID, about: models.Model | None = None, *, of_kinds: Iterable[str] = ()
) -> None:
    """The recipient has looked: at one object, at a list that shows all `of_kinds`, or at the whole bell."""
    unseen = Message.objects.filter(recipient_id=person_id, seen_at=None)
    codes = list(of_kinds)
    if codes:
        unseen = unseen.filter(kind__in=codes)
    if about is not None:
        unseen = unseen.filter(object_type=about._meta.label_lower, object_id=about.pk)
    unseen.update(seen_at=clock.now())
