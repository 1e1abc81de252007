"""Duties go out as one e-mail per person and working day."""

import datetime as dt

import pytest
from django.core import mail

from notifications import sweeps
from notifications.models import Message
from workflow import clock

TUESDAY = dt.datetime(2026, 11, 24, 7, 30, tzinfo=dt.UTC)
SATURDAY = dt.datetime(2026, 11, 28, 7, 30, tzinfo=dt.UTC)
CHRISTMAS = dt.datetime(2026, 12, 25, 7, 30, tzinfo=dt.UTC)


def test_one_mail_names_all_that_waits_for_one_person(tell, cast):
    with clock.at(TUESDAY):
        for person in (cast.pia, cast.sam):
            for number in range(3):
                tell("test-digest", person, dedupe=f"duty {number}")
        assert sweeps.send_digests() == 2
        assert sweeps.send_digests() == 0
    assert sorted(to for sent in mail.outbox for to in sent.to) == ["pia@example.org", "sam@example.org"]
    assert not Message.objects.filter(sent_at=None).exists()


def test_the_same_duty_of_several_days_is_one_line(tell):
    with clock.at(TUESDAY):
        tell("test-digest", dedupe="one day")
        tell("test-digest", dedupe="another day")
        sweeps.send_digests()
    assert mail.outbox[0].body.count("Read the policy") == 1


def test_a_second_digest_waits_for_the_next_working_day(tell):
    with clock.at(TUESDAY):
        tell("test-digest", dedupe="first")
        sweeps.send_digests()
        tell("test-digest", dedupe="second")
        assert sweeps.send_digests() == 0
    with clock.at(TUESDAY + dt.timedelta(days=1)):
        assert sweeps.send_digests() == 1
    assert len(mail.outbox) == 2


@pytest.mark.parametrize("moment", [SATURDAY, CHRISTMAS], ids=["a Saturday", "a bank holiday"])
def test_nobody_is_written_to_on_a_day_off(tell, moment):
    with clock.at(moment):
        tell("test-digest")
        assert sweeps.send_digests() == 0
    assert mail.outbox == []


def test_what_is_done_is_not_named_and_an_empty_digest_is_not_sent(tell, wishes):
    with clock.at(TUESDAY):
        message = tell("test-digest")
        wishes.wanted = False
        assert sweeps.send_digests() == 0
    message.refresh_from_db()
    assert message.dropped_at
    assert mail.outbox == []


def test_a_server_that_is_away_loses_no_duty(tell, server):
    with clock.at(TUESDAY):
        tell("test-digest")
        server.append(ConnectionRefusedError())
        assert sweeps.send_digests() == 0
    with clock.at(TUESDAY + dt.timedelta(hours=1)):
        assert sweeps.send_digests() == 1
    assert len(mail.outbox) == 1
