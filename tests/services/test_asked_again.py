"""What beat asks for again, because a broker, a worker or the mail server was away: done, and done once."""

import datetime as dt

import pytest

from accounts.models import Role
from incidents.actions.doing import add_action, remind_of_actions
from incidents.actions.reporting import submit_report
from incidents.actions.routing import sweep_unrouted
from incidents.models import Report
from notifications.models import Message
from notifications.sweeps import send_digests
from superstars.sealing import seal_and_tell_owner
from tests.cast import Cast, make_person
from workflow import clock
from workflow.models import ChainHead, Checkpoint, SweepRun

pytestmark = pytest.mark.django_db

FRIDAY = dt.datetime(2026, 11, 20, 7, 30, tzinfo=dt.UTC)
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)


@pytest.fixture
def cast(db) -> Cast:
    return Cast()


def morning(moment: dt.datetime) -> int:
    with clock.at(moment):
        remind_of_actions()
        return send_digests()


@pytest.fixture
def due_action(cast) -> None:
    with clock.at(FRIDAY - DAY):
        report = submit_report(actor=cast.pia, report_type="concern", about=["child"], body="What I saw.")
        add_action(
            report.cases.get(), actor=cast.maya, title="Ring", owner=cast.sam, due_on=(FRIDAY - DAY).date()
        )


def test_a_digest_goes_once_a_day_however_often_it_is_asked_for(due_action, mail_server):
    assert [morning(FRIDAY + HOUR * hours) for hours in range(4)] == [1, 0, 0, 0]
    assert [morning(FRIDAY + DAY * days) for days in (1, 2, 3)] == [0, 0, 1], "nothing at the weekend"
    assert [letter.to for letter in mail_server.letters] == ["sam@example.org"] * 2


def test_a_digest_that_the_mail_server_missed_goes_an_hour_later(due_action, mail_server):
    mail_server.stop()
    assert morning(FRIDAY) == 0
    mail_server.start()
    assert [morning(FRIDAY + HOUR), morning(FRIDAY + 2 * HOUR)] == [1, 0]


def test_what_waited_over_the_weekend_is_one_line(due_action, mail_server):
    for days in (1, 2, 3):
        morning(FRIDAY + DAY * days)
    assert Message.objects.filter(in_digest=True).count() == 3
    (letter,) = mail_server.letters
    assert letter.text.count("/actions/") == 1


def test_the_record_is_sealed_once_a_day_and_every_owner_told_once(cast):
    with clock.at(FRIDAY):
        first = seal_and_tell_owner()
    Message.objects.all().delete()  # a worker that died before it told
    with clock.at(FRIDAY + HOUR):
        assert seal_and_tell_owner() == first
        seal_and_tell_owner()
    assert Message.objects.get().recipient_id == cast.olive.pk
    with clock.at(FRIDAY + DAY):
        assert seal_and_tell_owner().sequence == first.sequence + 1
    assert Checkpoint.objects.count() == 2


def test_one_report_that_cannot_be_routed_holds_up_no_other():
    pia = make_person("Pia", "Novak", Role.PRACTITIONER)
    broken, sound = (
        submit_report(actor=pia, report_type="concern", about=["child"], body="What I saw.") for _ in range(2)
    )
    assert Report.objects.unrouted().count() == 2, "nobody leads here yet"
    make_person("Maya", "Lindqvist", Role.MANAGER, Role.DSL)
    ChainHead.objects.filter(object_id=broken.pk).delete()
    sweep_unrouted()
    sound.refresh_from_db()
    broken.refresh_from_db()
    assert (sound.state, broken.state) == (Report.State.ROUTED, Report.State.SENT)
    assert SweepRun.objects.filter(name="routing").exists()
