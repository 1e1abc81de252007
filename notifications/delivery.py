"""Deliver messages: leased, so that two workers never send one; retried with growing gaps.

E-mail is sent at least once: a worker killed between sending and noting it sends the
same Message-ID again, which mail programs show once.
"""

import datetime as dt
import json
import time
import uuid
from collections.abc import Callable, Iterable
from email.utils import parseaddr
from functools import partial
from typing import Any

import structlog
from django import db
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from notifications import kinds, mail_server, recipients
from notifications.kinds import Audience
from notifications.models import Attempt, Message
from notifications.recipients import Recipient
from workflow import clock

logger = structlog.get_logger(__name__)

LEASE = dt.timedelta(minutes=2)
# Minutes between tries; after the last one the message is given up and shown to a leader.
GAPS = (1, 2, 5, 15, 60, 240, 720, 1440)
# Never longer than this while the mail server is away: what waits is told soon after it is back.
AWAY_GAP = 15
# A slow mail server must not keep the worker from everything else.
PATIENCE_SECONDS = 45
Outcome = Attempt.Outcome
PERMANENT = frozenset({Outcome.NO_ADDRESS})


def deliver(message_id: uuid.UUID | str) -> str | None:
    """Try one message; returns the outcome, or None when there was nothing to do."""
    message = _claim(message_id)
    if message is None:
        return None
    outcome, code = _guarded(message.pk, partial(_attempt, message))
    _settle(message, outcome, code)
    return outcome


def deliver_all(message_ids: Iterable[uuid.UUID | str]) -> int:
    """Try each in turn; returns how many were tried.

    Ends early when the mail server is away or slow: the rest would only wait for it in turn,
    and the next sweep has them.
    """
    tried, until = 0, time.monotonic() + PATIENCE_SECONDS
    for message_id in message_ids:
        outcome = deliver(message_id)
        tried += outcome is not None
        if outcome == Outcome.UNREACHABLE or time.monotonic() > until:
            break
    return tried


def send_digest(person_id: uuid.UUID) -> str | None:
    """Send one person's waiting duties as one e-mail; returns the outcome, or None if nothing was wanted."""
    waiting = Message.objects.due().filter(recipient_id=person_id, in_digest=True)
    claimed = [message for pk in waiting.values_list("pk", flat=True) if (message := _claim(pk))]
    found = _recipient(person_id)
    wanted = kinds.wanted(found.person, claimed) if found else set()
    named = [message for message in claimed if message.pk in wanted]
    for message in claimed:
        if message.pk not in wanted:
            _settle(message, Outcome.UNWANTED, "")
    if not found or not named:
        return None
    outcome, code = _guarded(person_id, partial(_send_to, found, partial(_compose_digest, named)))
    for message in named:
        _settle(message, outcome, code)
    return outcome


def _claim(message_id: uuid.UUID | str) -> Message | None:
    """Lease it. Its secret is read when it is written: a lost key is that message's fault alone."""
    leased = Message.objects.due().filter(pk=message_id).update(leased_until=clock.now() + LEASE)
    return Message.objects.defer("secret").get(pk=message_id) if leased else None


def _guarded(row: uuid.UUID, attempt: Callable[[], tuple[str, str]]) -> tuple[str, str]:
    """A message that cannot be written is an outcome like others: tried again, given up, shown."""
    try:
        return attempt()
    except db.Error:
        raise
    except Exception as error:
        logger.exception("message_broken", row=str(row))
        return Outcome.BROKEN, type(error).__name__


def _attempt(message: Message) -> tuple[str, str]:
    if message.expires_at and message.expires_at <= clock.now():
        return Outcome.EXPIRED, ""
    found = _recipient(message.recipient_id)
    if not found or message.pk not in kinds.wanted(found.person, [message]):
        return Outcome.UNWANTED, ""
    return _send_to(found, partial(_compose, message))


def _recipient(person_id: uuid.UUID) -> Recipient | None:
    """Nobody where they have left: they are told nothing more."""
    return recipients.find([person_id]).get(person_id)


def _send_to(found: Recipient, compose: Callable[[str], EmailMultiAlternatives]) -> tuple[str, str]:
    """Whoever has no address is a leader's to find."""
    return mail_server.send(compose(found.address)) if found.address else (Outcome.NO_ADDRESS, "")


def _compose(message: Message, address: str) -> EmailMultiAlternatives:
    kind = kinds.get(message.kind)
    if kind.audience is Audience.PERSONAL and message.secret:
        said = json.loads(message.secret)
        return _email(message, said["to"] or address, said["subject"], "personal", {"text": said["text"]})
    subject = _("You have a new item in Super Stars") if kind.audience is Audience.CASE else message.title
    context = {"message": message, "url": settings.SITE_URL + message.path, "note": kind.note}
    return _email(message, address, subject, kind.audience.value, context)


def _compose_digest(messages: list[Message], address: str) -> EmailMultiAlternatives:
    kinds.name(messages)
    # What was put in on several days, because nobody was written to, is one line.
    lines = {
        (message.title, settings.SITE_URL + message.path): kinds.get(message.kind).note
        for message in messages
    }
    duties = [{"title": title, "url": url, "note": note} for (title, url), note in lines.items()]
    subject = _("What is waiting for you in Super Stars")
    return _email(messages[0], address, subject, "digest", {"duties": duties})


def _email(
    message: Message, address: str, subject: str, template: str, context: dict[str, Any]
) -> EmailMultiAlternatives:
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    context = {**context, "subject": subject}
    email = EmailMultiAlternatives(
        subject,
        render_to_string(f"notifications/{template}.txt", context),
        to=[address],
        headers={"Message-ID": f"<{message.pk}@{domain}>"},
    )
    email.attach_alternative(render_to_string(f"notifications/{template}.html", context), "text/html")
    return email


def _settle(message: Message, outcome: str, code: str) -> None:
    """Note an attempt and what follows from it, both or neither."""
    moment = clock.now()
    with transaction.atomic():
        Attempt.objects.create(message=message, at=moment, outcome=outcome, code=code)
        rows = Message.objects.undelivered().filter(pk=message.pk)
        if outcome != Outcome.SENT:
            # A lease that ran out gave the message to another worker, whose answer counts.
            rows = rows.filter(leased_until=message.leased_until)
        changes = _what_follows(message, outcome, code, moment)
        rows.update(attempt_count=F("attempt_count") + 1, leased_until=None, **changes)


def _what_follows(message: Message, outcome: str, code: str, moment: dt.datetime) -> dict[str, Any]:
    if outcome == Outcome.SENT:
        return {"sent_at": moment, "secret": None}
    if outcome in (Outcome.UNWANTED, Outcome.EXPIRED):
        return {"dropped_at": moment, "secret": None}
    if outcome == Outcome.UNREACHABLE:
        # Not the message's fault: it waits as long as the server is away.
        minutes = min(GAPS[min(message.attempt_count, len(GAPS) - 1)], AWAY_GAP)
    else:
        tries = message.attempts.exclude(outcome=Outcome.UNREACHABLE).count()
        if outcome in PERMANENT or mail_server.is_final(outcome, code) or tries > len(GAPS):
            logger.error("message_given_up", message=str(message.pk), kind=message.kind, outcome=str(outcome))
            return {"failed_at": moment, "secret": None}
        minutes = GAPS[tries - 1]
    again = moment + dt.timedelta(minutes=minutes)
    # Looked at again when it expires, so that its secret is not kept a minute longer.
    return {"next_attempt_at": min(again, message.expires_at or again)}
