"""Mails about signing in: encrypted while they wait, gone when sent, expired or given up."""

import datetime as dt
import json
import smtplib

import pytest
from cryptography.exceptions import InvalidTag
from django.conf import settings
from django.core import mail
from django.db import connection

from accounts import notices
from notifications import delivery, sweeps
from notifications.models import Attempt, Message
from workflow import clock, encryption

MORNING = dt.datetime(2026, 11, 24, 9, 0, tzinfo=dt.UTC)
LIFE = dt.timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)


def raw_secret() -> str | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT secret FROM notifications_message")
        return cursor.fetchone()[0]


@pytest.fixture
def message(cast) -> Message:
    with clock.at(MORNING):
        notices.sign_in_mail(
            cast.pia, subject="A subject", text="A hidden link:\nhttp://testserver/x?a=1&b=<2>"
        )
    return Message.objects.get()


def test_unreadable_while_it_waits(message):
    assert "hidden" not in raw_secret()
    assert "subject" not in raw_secret()
    assert "A hidden link" in json.loads(message.secret)["text"]


def test_gone_when_sent(message):
    with clock.at(MORNING):
        assert delivery.deliver(message.pk) == Attempt.Outcome.SENT
    assert raw_secret() is None
    [sent] = mail.outbox
    assert sent.subject == "A subject"
    assert sent.body.startswith("A hidden link:\nhttp://testserver/x?a=1&b=<2>")
    assert 'href="http://testserver/x?a=1&amp;b=' in sent.alternatives[0][0]
    assert "<2>" not in sent.alternatives[0][0]


def test_never_sent_after_it_expired_and_gone(message):
    with clock.at(MORNING + LIFE):
        assert sweeps.sweep_outbox() == 1
    assert mail.outbox == []
    assert raw_secret() is None
    assert message.attempts.get().outcome == Attempt.Outcome.EXPIRED


def test_a_retry_never_waits_past_the_end(message, server):
    last = MORNING + LIFE - dt.timedelta(seconds=30)
    server.append(smtplib.SMTPDataError(451, b"later"))
    with clock.at(last):
        delivery.deliver(message.pk)
    message.refresh_from_db()
    assert message.next_attempt_at == message.expires_at
    assert raw_secret()
    with clock.at(MORNING + LIFE):
        sweeps.sweep_outbox()
    assert raw_secret() is None
    assert mail.outbox == []


def test_gone_when_given_up(message, server):
    server.append(smtplib.SMTPRecipientsRefused({"pia@example.org": (550, b"unknown")}))
    with clock.at(MORNING):
        delivery.deliver(message.pk)
    assert raw_secret() is None


def test_a_moved_secret_cannot_be_read_elsewhere(message):
    """The ciphertext is bound to its column: pasted into another place it is worth nothing."""
    with pytest.raises(InvalidTag):
        encryption.decrypt(raw_secret(), context="another.column")


def test_it_never_stands_in_the_bell(message, cast, sign_in):
    assert not sign_in(cast.pia).get("/bell/").context["items"]
