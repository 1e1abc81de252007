"""kill -9 the worker at each point: the report is stored, routed, and told later, once in rows."""

import datetime as dt
import os
import signal

import pytest
from django.db import connection

from incidents.actions.reporting import submit_report
from incidents.actions.routing import sweep_unrouted
from incidents.models import Case, Report
from incidents.tasks import sweep_unrouted as route_task
from notifications import delivery
from notifications.models import Attempt, Message
from notifications.sweeps import sweep_outbox
from notifications.tasks import sweep_outbox as deliver_task
from tests.services.processes import backends, wait_until
from workflow import clock
from workflow.verification import verify

pytestmark = pytest.mark.services

LATER = delivery.LEASE + dt.timedelta(seconds=1)


def report_by(person) -> Report:
    return submit_report(actor=person, report_type="concern", about=["child"], body="What I saw.")


def told_once(letters) -> bool:
    """Maya and Dan each: one row, sent, and no Message-ID for two."""
    rows = list(Message.objects.filter(kind="case-item"))
    return (
        len(rows) == 2
        and all(row.sent_at and not row.leased_until for row in rows)
        and {letter.to for letter in letters} == {"maya@example.org", "dan@example.org"}
        and len({letter.message_id for letter in letters}) == 2
    )


def test_killed_before_it_took_the_task_and_the_broker_forgot(cast, redis, mail_server, start_worker):
    start_worker().kill()
    report = report_by(cast.pia)
    redis.restart()
    assert Message.objects.undelivered().count() == 2
    start_worker()
    deliver_task.delay()
    wait_until(lambda: not Message.objects.undelivered().exists(), "both told")
    assert told_once(mail_server.wait_for(2))
    report.refresh_from_db()
    assert report.state == Report.State.ROUTED


def test_killed_after_it_took_the_message_and_before_it_sent(cast, mail_server, start_worker):
    worker = start_worker()
    mail_server.when_asked = worker.kill
    report_by(cast.pia)
    wait_until(lambda: worker.process.poll() is not None, "the worker's end")
    assert mail_server.letters == []
    assert Message.objects.filter(leased_until__isnull=False).exists()

    mail_server.when_asked = lambda: None
    sweep_outbox()
    leased = Message.objects.undelivered().get()
    assert leased.leased_until > clock.now(), "a lease that runs is nobody else's"
    with clock.at(clock.now() + LATER):
        sweep_outbox()
    assert told_once(mail_server.letters)
    assert list(Attempt.objects.values_list("outcome", flat=True)) == ["sent", "sent"]


def test_killed_after_it_sent_and_before_it_noted_it(cast, mail_server, start_worker):
    worker = start_worker()
    mail_server.when_taken = worker.kill
    report_by(cast.pia)
    wait_until(lambda: worker.process.poll() is not None, "the worker's end")
    first = mail_server.wait_for(1)[0]
    assert Message.objects.undelivered().count() == 2, "it could not be noted"

    mail_server.when_taken = lambda: None
    with clock.at(clock.now() + LATER):
        sweep_outbox()
    letters = mail_server.wait_for(3)
    assert [letter.message_id for letter in letters].count(first.message_id) == 2
    assert told_once(letters)


def test_one_process_of_the_pool_killed_leaves_a_worker_that_goes_on(cast, mail_server, start_worker):
    worker = start_worker()
    children: list[int] = []

    def kill_children() -> None:
        mail_server.when_asked = lambda: None
        task = f"/proc/{worker.pid}/task/{worker.pid}/children"
        with open(task) as file:
            children.extend(map(int, file.read().split()))
        for child in children:
            os.kill(child, signal.SIGKILL)

    mail_server.when_asked = kill_children
    report_by(cast.pia)
    wait_until(lambda: children, "children found")
    Message.objects.update(leased_until=None)
    deliver_task.delay()
    wait_until(lambda: not Message.objects.undelivered().exists(), "both told")
    assert told_once(mail_server.letters)
    assert worker.process.poll() is None


def test_killed_in_the_middle_of_routing(cast, mail_server, start_worker, other_session):
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '200ms'")
    other_session.execute("LOCK TABLE incidents_access IN EXCLUSIVE MODE")
    report = report_by(cast.pia)
    assert Report.objects.get(pk=report.pk).state == Report.State.SENT, "stored, though routing failed"
    worker = start_worker()
    route_task.delay()
    wait_until(lambda: backends("wait_event_type = 'Lock'"), "the worker in the middle of its transaction")
    worker.kill()
    other_session.rollback()
    wait_until(lambda: not backends("state <> 'idle'"), "the end of its transaction")
    assert not Case.objects.exists()
    assert not Message.objects.exists()
    assert verify() == []

    sweep_unrouted()
    sweep_unrouted()
    assert Report.objects.get(pk=report.pk).state == Report.State.ROUTED
    assert Case.objects.count() == 1
    assert Message.objects.count() == 2
    assert verify() == []
