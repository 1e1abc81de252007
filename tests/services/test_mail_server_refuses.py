"""The mail server refuses, hangs up, hangs or is not there: told later, or given up and shown.

Needs no server but the mail server, which runs in this process: part of the fast set.
"""

import datetime as dt
import itertools

import pytest

from accounts.notices import SIGN_IN, sign_in_mail
from notifications import delivery
from notifications.models import Attempt, Message
from notifications.selectors import delivery_is_late
from notifications.sweeps import sweep_outbox
from tests.cast import Cast
from workflow import clock

pytestmark = pytest.mark.django_db

MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def cast(db) -> Cast:
    return Cast()


def outcomes() -> list[tuple[str, str]]:
    return list(Attempt.objects.order_by("id").values_list("outcome", "code"))


def live_through(minutes: int) -> dt.datetime:
    """Sweep each minute for a while; returns the moment after it."""
    moment = clock.now()
    for _minute in range(minutes):
        moment += MINUTE
        with clock.at(moment):
            sweep_outbox()
    return moment


def queue_code(person) -> Message:
    sign_in_mail(person, subject="Your code", text="123456")
    return Message.objects.get(kind=SIGN_IN.code)


def test_refused_for_now_is_tried_again_after_growing_gaps_and_keeps_its_secret(cast, mail_server):
    message = queue_code(cast.pia)
    mail_server.refusal = "450 4.2.1 later"
    sweep_outbox()
    live_through(25)
    assert outcomes() == [("refused", "450")] * 5
    ats = list(Attempt.objects.order_by("id").values_list("at", flat=True))
    gaps = [round((later - earlier) / MINUTE) for earlier, later in itertools.pairwise(ats)]
    assert gaps == list(delivery.GAPS[:4])
    message.refresh_from_db()
    assert "123456" in message.secret

    mail_server.refusal = ""
    with clock.at(clock.now() + 86 * MINUTE):
        sweep_outbox()
    message.refresh_from_db()
    assert message.sent_at
    assert message.secret is None
    assert [letter.message_id for letter in mail_server.letters] == [f"<{message.pk}@localhost>"]


def test_refused_for_ever_is_given_up_at_once_and_its_secret_wiped(cast, mail_server):
    message = queue_code(cast.pia)
    mail_server.refusal = "550 5.1.1 nobody of that name"
    sweep_outbox()
    live_through(3)
    assert outcomes() == [("refused", "550")]
    message.refresh_from_db()
    assert message.failed_at
    assert message.secret is None


def test_refused_for_two_days_is_given_up(cast, mail_server):
    message = queue_code(cast.pia)
    Message.objects.update(expires_at=None)
    mail_server.refusal = "450 4.2.1 later"
    moment = clock.now()
    for gap in (0, *delivery.GAPS):
        moment += gap * MINUTE
        with clock.at(moment):
            sweep_outbox()
    message.refresh_from_db()
    assert len(outcomes()) == len(delivery.GAPS) + 1
    assert message.failed_at == moment
    assert message.secret is None


@pytest.mark.parametrize("trouble", ["drops", "hangs", "sender_refusal", "stopped"])
def test_a_server_that_is_away_costs_one_try_and_no_message(cast, mail_server, trouble):
    for number in range(20):
        sign_in_mail(cast.pia, subject="Your code", text=str(number))
    if trouble == "stopped":
        mail_server.stop()
    else:
        setattr(mail_server, trouble, "554 5.7.1 you are on a list" if trouble == "sender_refusal" else True)
    assert sweep_outbox() == 1
    assert [outcome for outcome, _code in outcomes()] == ["unreachable"]
    with clock.at(clock.now() + 16 * MINUTE):
        assert delivery_is_late()

    mail_server.drops = mail_server.hangs = False
    mail_server.sender_refusal = ""
    mail_server.stop()
    mail_server.start()
    with clock.at(clock.now() + 2 * MINUTE):
        assert sweep_outbox() == 20
    assert len({letter.message_id for letter in mail_server.letters}) == 20
    assert not Message.objects.undelivered().exists()


def test_after_days_without_a_mail_server_everything_is_told_soon(cast, mail_server):
    message = queue_code(cast.pia)
    Message.objects.update(expires_at=None)
    mail_server.stop()
    moment = clock.now()
    for _try in range(30):
        with clock.at(moment):
            sweep_outbox()
        moment += dt.timedelta(minutes=delivery.AWAY_GAP)
    message.refresh_from_db()
    assert message.failed_at is None
    mail_server.start()
    mail_server.refusal = "450 4.2.1 greylisted"
    with clock.at(moment):
        sweep_outbox()
    mail_server.refusal = ""
    with clock.at(moment + MINUTE):
        sweep_outbox()
    message.refresh_from_db()
    assert message.sent_at == moment + MINUTE


def test_a_secret_goes_when_it_expires_though_it_was_never_sent(cast, mail_server):
    message = queue_code(cast.pia)
    mail_server.stop()
    sweep_outbox()
    with clock.at(message.expires_at):
        sweep_outbox()
    message.refresh_from_db()
    assert outcomes()[-1] == ("expired", "")
    assert message.dropped_at
    assert message.secret is None


def test_a_message_that_cannot_be_written_holds_up_no_other(cast, mail_server, settings):
    broken = queue_code(cast.pia)
    settings.ENCRYPTION_KEYS = ["other:" + "b3RoZXJvdGhlcm90aGVyb3RoZXJvdGhlcm90aGVyISE="]
    with clock.at(clock.now() + MINUTE):
        sign_in_mail(cast.dan, subject="Your code", text="654321")
        assert sweep_outbox() == 2
    assert [letter.to for letter in mail_server.letters] == ["dan@example.org"]
    assert Attempt.objects.get(message=broken).outcome == Attempt.Outcome.BROKEN
    rows = Message.objects.filter(pk=broken.pk).values("failed_at", "leased_until", "attempt_count")
    assert rows.get() == {"failed_at": None, "leased_until": None, "attempt_count": 1}
