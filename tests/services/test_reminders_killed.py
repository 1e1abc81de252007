"""kill -9 the worker in the middle of reminding: nothing is lost, nothing is told twice."""

import datetime as dt

import pytest
from django.db import connection

from notifications.models import Message
from policies.actions import reminding
from policies.models import PolicyVersion
from policies.tasks import sweep_reminders as remind_task
from tests.policies.signatures import make_policy
from tests.services.processes import backends, wait_until
from workflow import clock
from workflow.models import AuditEvent, Deadline
from workflow.verification import verify

pytestmark = pytest.mark.services

AGO = dt.timedelta(days=8)


@pytest.fixture
def due(cast) -> None:
    """Two policies, asked for eight days ago: Pia and Sam are to be reminded of both."""
    cast.sam  # noqa: B018 - he is asked as well
    with clock.at(clock.now() - AGO):
        for code in ("one", "two"):
            make_policy(cast, "practitioner", "support", code=code, title=code)


def told() -> int:
    return Message.objects.filter(kind="policy-sign").count()


def test_killed_in_the_middle_of_a_version(due, start_worker, other_session):
    """Its transaction is gone with it: what was claimed is claimed by nobody."""
    other_session.execute("LOCK TABLE notifications_message IN EXCLUSIVE MODE")
    worker = start_worker()
    remind_task.delay()
    wait_until(lambda: backends("wait_event_type = 'Lock'"), "the worker in the middle of its transaction")
    worker.kill()
    other_session.rollback()
    wait_until(lambda: not backends("state <> 'idle'"), "the end of its transaction")
    assert told() == 0
    assert not Deadline.objects.filter(level__gt=0).exists()
    assert verify() == []

    reminding.sweep_reminders()
    reminding.sweep_reminders()
    assert told() == 4
    assert AuditEvent.objects.filter(verb="remind").count() == 2
    assert verify() == []


def test_killed_between_two_versions(due, start_worker, other_session):
    """The first is told and stays told; the second is told by the next sweep, and the first not again."""
    last = str(sorted(PolicyVersion.objects.values_list("pk", flat=True))[-1])
    other_session.execute("SELECT 1 FROM policies_policyversion WHERE id = %s FOR UPDATE", [last])
    worker = start_worker()
    remind_task.delay()
    wait_until(lambda: backends("wait_event_type = 'Lock'"), "the worker waiting for the second")
    worker.kill()
    other_session.rollback()
    wait_until(lambda: not backends("state <> 'idle'"), "the end of its transaction")
    before = told()
    assert before in (0, 2)

    reminding.sweep_reminders()
    assert told() == 4
    assert Message.objects.values("dedupe_key").distinct().count() == 4
    assert AuditEvent.objects.filter(verb="remind").count() == 2
    assert verify() == []


def test_a_broker_that_forgot_the_task_delays_and_loses_nothing(due, redis, start_worker):
    start_worker().kill()
    remind_task.delay()
    redis.restart()
    assert told() == 0
    start_worker()
    remind_task.delay()
    wait_until(lambda: told() == 4, "everybody told")
    assert connection.vendor == "postgresql"
