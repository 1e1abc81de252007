"""Deliver messages: leased, so that two workers never send one; retried with growing gaps.

E-mail is sent at least once: a worker killed between sending and noting it sends the
same Message-ID again, which mail programs show once.
"""

import datetime as dt
import json
import smtplib
import uuid
from email.utils import parseaddr

import structlog
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from notifications import kinds, recipients
from notifications.kinds import Audience
from notifications.models import Attempt, Message
from workflow import clock

logger = structlog.get_logger(__name__)

LEASE = dt.timedelta(minutes=2)
# Minutes between tries; after the last one the message is given up and shown to a leader.
GAPS = (1, 2, 5, 15, 60, 240, 720, 1440)
Outcome = Attempt.Outcome
PERMANENT = frozenset({Outcome.NO_ADDRESS})


def deliver(message_id: uuid.UUID | str) -> str | None:
    """Try one message; returns the outcome, or None when there was nothing to do."""
    message = _claim(message_id)
    if message is None:
        return None
    outcome, code = _attempt(message)
    _settle(message, outcome, code)
    return outcome


def send_digest(person_id: uuid.UUID) -> int:
    """Send one person's waiting duties as one e-mail; returns how many it named."""
    waiting = Message.objects.due().filter(recipient_id=person_id, in_digest=True)
    claimed = [message for pk in waiting.values_list("pk", flat=True) if (message := _claim(pk))]
    wanted = kinds.wanted(person_id, claimed)
    named = [message for message in claimed if message.pk in wanted]
    for message in claimed:
        if message.pk not in wanted:
            _settle(message, Outcome.UNWANTED, "")
    if named:
        email = _compose_digest(named)
        outcome, code = _send(email, person_id) if email else (Outcome.NO_ADDRESS, "")
        for message in named:
            _settle(message, outcome, code)
    return len(named)


def _claim(message_id: uuid.UUID | str) -> Message | None:
    leased = Message.objects.due().filter(pk=message_id).update(leased_until=clock.now() + LEASE)
    return Message.objects.get(pk=message_id) if leased else None


def _attempt(message: Message) -> tuple[str, str]:
    if message.expires_at and message.expires_at <= clock.now():
        return Outcome.EXPIRED, ""
    if message.pk not in kinds.wanted(message.recipient_id, [message]):
        return Outcome.UNWANTED, ""
    email = _compose(message)
    return _send(email, message.recipient_id) if email else (Outcome.NO_ADDRESS, "")


def _address(person_id: uuid.UUID) -> str:
    found = recipients.find([person_id]).get(person_id)
    return found.address if found else ""


def _compose(message: Message) -> EmailMultiAlternatives | None:
    address = _address(message.recipient_id)
    if not address:
        return None
    if kinds.get(message.kind).audience is Audience.PERSONAL and message.secret:
        said = json.loads(message.secret)
        return _email(message, address, said["subject"], said["text"], said.get("html", ""))
    context = {"message": message, "url": settings.SITE_URL + message.path}
    audience = kinds.get(message.kind).audience.value
    return _email(
        message,
        address,
        _("You have a new item in Super Stars") if audience == "case" else message.title,
        render_to_string(f"notifications/{audience}.txt", context),
        render_to_string(f"notifications/{audience}.html", context),
    )


def _compose_digest(messages: list[Message]) -> EmailMultiAlternatives | None:
    address = _address(messages[0].recipient_id)
    if not address:
        return None
    context = {"messages": messages, "site_url": settings.SITE_URL}
    return _email(
        messages[0],
        address,
        _("What is waiting for you in Super Stars"),
        render_to_string("notifications/digest.txt", context),
        render_to_string("notifications/digest.html", context),
    )


def _email(message: Message, address: str, subject: str, text: str, html: str) -> EmailMultiAlternatives:
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    email = EmailMultiAlternatives(
        subject, text, to=[address], headers={"Message-ID": f"<{message.pk}@{domain}>"}
    )
    if html:
        email.attach_alternative(html, "text/html")
    return email


def _send(email: EmailMultiAlternatives, person_id: uuid.UUID) -> tuple[str, str]:
    try:
        email.send()
    except smtplib.SMTPRecipientsRefused as error:
        codes = [answer[0] for answer in error.recipients.values()]
        return Outcome.REFUSED, str(codes[0])
    except smtplib.SMTPResponseException as error:
        return Outcome.REFUSED, str(error.smtp_code)
    except (smtplib.SMTPException, OSError) as error:
        return Outcome.UNREACHABLE, type(error).__name__
    return Outcome.SENT, ""


def _settle(message: Message, outcome: str, code: str) -> None:
    moment = clock.now()
    message.attempt_count += 1
    message.leased_until = None
    Attempt.objects.create(message=message, at=moment, outcome=outcome, code=code)
    if outcome == Outcome.SENT:
        message.sent_at = moment
    elif outcome in (Outcome.UNWANTED, Outcome.EXPIRED):
        message.dropped_at = moment
    elif outcome in PERMANENT or code.startswith("55") or message.attempt_count > len(GAPS):
        message.failed_at = moment
        logger.error("message_given_up", message=str(message.pk), kind=message.kind, outcome=str(outcome))
    else:
        message.next_attempt_at = moment + dt.timedelta(minutes=GAPS[message.attempt_count - 1])
    if message.sent_at or message.dropped_at or message.failed_at:
        message.secret = None
    message.save(
        update_fields=[
            "attempt_count", "leased_until", "sent_at", "dropped_at", "failed_at", "next_attempt_at", "secret",
        ]
    )  # fmt: skip
