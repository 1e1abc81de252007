"""Delivery: leased, retried with growing gaps, given up for good reasons only."""

import datetime as dt
import smtplib

import pytest
from django.core import mail

from accounts import actions
from notifications import delivery, sweeps
from notifications.models import Attempt, Message
from tests.cast import SET_UP, make_person
from workflow import clock

MORNING = dt.datetime(2026, 11, 24, 9, 0, tzinfo=dt.UTC)
BUSY = smtplib.SMTPDataError(451, b"try later")
AWAY = ConnectionRefusedError()


def outcomes(message: Message) -> list[str]:
    return list(message.attempts.order_by("pk").values_list("outcome", flat=True))


def test_sent_once_with_a_message_id_of_its_own(tell):
    message = tell()
    assert delivery.deliver(message.pk) == Attempt.Outcome.SENT
    assert delivery.deliver(message.pk) is None
    [sent] = mail.outbox
    assert sent.to == ["pia@example.org"]
    assert sent.extra_headers["Message-ID"].startswith(f"<{message.pk}@")
    message.refresh_from_db()
    assert message.sent_at
    assert message.leased_until is None
    assert message.attempt_count == 1


def test_while_one_worker_has_it_no_other_takes_it(tell):
    message = tell()
    with clock.at(MORNING):
        Message.objects.filter(pk=message.pk).update(
            leased_until=MORNING + delivery.LEASE, next_attempt_at=MORNING
        )
        assert delivery.deliver(message.pk) is None
        assert sweeps.sweep_outbox() == 0
    with clock.at(MORNING + delivery.LEASE + dt.timedelta(seconds=1)):
        assert delivery.deliver(message.pk) == Attempt.Outcome.SENT
    assert len(mail.outbox) == 1


def test_a_refusal_for_now_is_tried_again_with_growing_gaps_and_then_given_up(tell, server):
    server.extend([BUSY] * 20)
    with clock.at(MORNING):
        message = tell()
    moment, gaps = MORNING, []
    while True:
        with clock.at(moment):
            assert delivery.deliver(message.pk) == Attempt.Outcome.REFUSED
        message.refresh_from_db()
        if message.failed_at:
            break
        gaps.append(round((message.next_attempt_at - moment).total_seconds() / 60))
        with clock.at(message.next_attempt_at - dt.timedelta(seconds=1)):
            assert delivery.deliver(message.pk) is None
        moment = message.next_attempt_at
    assert gaps == [1, 2, 5, 15, 60, 240, 720, 1440]
    assert message.attempt_count == len(gaps) + 1
    assert set(message.attempts.values_list("code", flat=True)) == {"451"}


def test_a_refusal_for_good_is_given_up_at_once(tell, server):
    server.append(smtplib.SMTPRecipientsRefused({"pia@example.org": (550, b"no such user")}))
    message = tell()
    assert delivery.deliver(message.pk) == Attempt.Outcome.REFUSED
    message.refresh_from_db()
    assert message.failed_at
    assert not Message.objects.due().exists()


@pytest.mark.parametrize(
    "error",
    [
        AWAY,
        TimeoutError(),
        smtplib.SMTPServerDisconnected(),
        smtplib.SMTPConnectError(554, b"no"),
        smtplib.SMTPAuthenticationError(535, b"no"),
        smtplib.SMTPSenderRefused(550, b"no", "us@example.org"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_a_server_that_is_away_costs_no_message(tell, server, error):
    with clock.at(MORNING):
        message = tell()
    moment = MORNING
    for _try in range(30):
        server.append(error)
        with clock.at(moment):
            assert delivery.deliver(message.pk) == Attempt.Outcome.UNREACHABLE
        message.refresh_from_db()
        assert message.next_attempt_at - moment <= dt.timedelta(minutes=15)
        moment = message.next_attempt_at
    with clock.at(moment):
        assert delivery.deliver(message.pk) == Attempt.Outcome.SENT


def test_while_the_server_is_away_a_sweep_asks_it_once(tell, server):
    for number in range(3):
        tell(dedupe=f"occasion {number}")
    server.extend([AWAY, AWAY, AWAY])
    assert sweeps.sweep_outbox() == 1
    assert len(server) == 2


def test_what_is_no_longer_wanted_is_dropped(tell, wishes):
    message = tell()
    wishes.wanted = False
    assert delivery.deliver(message.pk) == Attempt.Outcome.UNWANTED
    message.refresh_from_db()
    assert message.dropped_at
    assert mail.outbox == []


def test_whoever_has_left_is_told_nothing_and_nothing_failed(tell, cast):
    message = tell()
    actions.leave(cast.pia, actor=SET_UP, left_on=clock.today() - dt.timedelta(days=1))
    assert delivery.deliver(message.pk) == Attempt.Outcome.UNWANTED
    message.refresh_from_db()
    assert message.dropped_at
    assert message.failed_at is None


def test_whoever_has_no_address_is_a_leaders_to_find(tell, cast):
    nora = make_person("Nora", "Blank")
    actions.change_person(nora, actor=SET_UP, given_name="Nora", family_name="", email="")
    message = tell(person=nora)
    assert delivery.deliver(message.pk) == Attempt.Outcome.NO_ADDRESS
    message.refresh_from_db()
    assert message.failed_at


def test_one_broken_message_stops_no_other(tell, monkeypatch, wishes):
    broken = tell("test-duty", dedupe="broken")
    good = tell("test-case", dedupe="good")
    Message.objects.filter(pk=broken.pk).update(kind="of-another-release")
    assert sweeps.sweep_outbox() == 2
    assert outcomes(broken) == [Attempt.Outcome.BROKEN]
    assert outcomes(good) == [Attempt.Outcome.SENT]


def test_an_attempt_says_no_more_than_a_code(tell, server):
    server.append(smtplib.SMTPDataError(451, b"pia@example.org is away"))
    message = tell()
    delivery.deliver(message.pk)
    attempt = message.attempts.get()
    assert (attempt.outcome, attempt.code) == ("refused", "451")


def test_the_sweep_takes_what_the_broker_lost(tell):
    messages = [tell(dedupe=f"occasion {number}") for number in range(3)]
    assert mail.outbox == []
    assert sweeps.sweep_outbox() == 3
    assert len(mail.outbox) == 3
    assert sweeps.sweep_outbox() == 0
    assert not Message.objects.filter(pk__in=[m.pk for m in messages], sent_at=None).exists()
