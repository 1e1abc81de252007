"""Two workers at once, and sweeps over a large outbox: one delivery each, found by index."""

import pytest
from django.db import connection

from accounts.notices import sign_in_mail
from incidents.models import Report
from notifications.models import Attempt, Message
from notifications.sweeps import sweep_outbox
from notifications.tasks import sweep_outbox as deliver_task
from tests.services.processes import wait_until
from workflow import clock
from workflow.models import Deadline

pytestmark = pytest.mark.services

WAITING = 40


def test_sweeps_at_once_send_each_message_once(cast, redis, mail_server, start_worker):
    mail_server.delay = 0.02
    redis.stop()
    for number in range(WAITING):
        sign_in_mail(cast.pia, subject="Your code", text=str(number))
    redis.start()
    workers = [start_worker(), start_worker()]
    for _sweep in range(6):
        deliver_task.delay()
    wait_until(lambda: not Message.objects.undelivered().exists(), "all told")
    mail_server.wait_for(WAITING)
    assert len({letter.message_id for letter in mail_server.letters}) == len(mail_server.letters) == WAITING
    assert Attempt.objects.count() == WAITING
    tried_by = [worker.said().count("sweep_outbox[") for worker in workers]
    assert all(tried_by), "both took part"


def test_a_slow_worker_whose_lease_ran_out_undoes_nothing(cast, redis, mail_server):
    """Two have the message: the quick one sends it, then the slow one notes that it could not."""
    redis.stop()
    sign_in_mail(cast.pia, subject="Your code", text="123456")
    moment = clock.now()

    def meanwhile() -> None:
        mail_server.when_asked = lambda: None
        Message.objects.update(leased_until=None, sent_at=moment)
        connection.close()

    mail_server.when_asked, mail_server.refusal = meanwhile, "550 nobody"
    sweep_outbox()
    message = Message.objects.get()
    assert (message.sent_at, message.failed_at, message.leased_until) == (moment, None, None)
    assert Attempt.objects.get().outcome == Attempt.Outcome.REFUSED


MESSAGES = """
    INSERT INTO notifications_message (id, kind, recipient_id, object_type, dedupe_key, created_at,
        in_digest, next_attempt_at, attempt_count, sent_at)
    SELECT gen_random_uuid(), 'case-item', gen_random_uuid(), '', n::text, now(), n % 7 = 0, now(), 1,
        CASE WHEN n % 1000 > 0 THEN now() END
    FROM generate_series(1, 100000) n
"""
REPORTS = """
    INSERT INTO incidents_report (id, salt, state, version, reference, report_type, author_id, about, body,
        place, told_dsl, answers, sent_at)
    SELECT gen_random_uuid(), '', CASE WHEN n %% 1000 > 0 THEN 'routed' ELSE 'sent' END, 1, 'T' || n, 'concern',
        %s, '[]', repeat('words ', 50), '', '', '{}', now()
    FROM generate_series(1, 20000) n
"""
DEADLINES = """
    INSERT INTO workflow_deadline (id, salt, object_type, object_id, rule_id, started_at, due_at, level,
        next_check_at, met_at)
    SELECT gen_random_uuid(), '', 'incidents.case', gen_random_uuid(), 'case.triage', now(), now(), 0, now(),
        CASE WHEN n % 1000 > 0 THEN now() END
    FROM generate_series(1, 20000) n
"""


def test_sweeps_find_what_is_due_by_index(cast):
    with connection.cursor() as cursor:
        cursor.execute(MESSAGES)
        cursor.execute(REPORTS, [cast.pia.pk])
        cursor.execute(DEADLINES)
        cursor.execute("ANALYZE notifications_message, incidents_report, workflow_deadline")
    sweeps = {
        "messages_to_deliver": Message.objects.due().filter(in_digest=False).order_by("next_attempt_at"),
        "reports_unrouted": Report.objects.unrouted().order_by("sent_at"),
        "deadlines_to_check": Deadline.objects.missed(),
    }
    for index, rows in sweeps.items():
        plan = rows.explain()
        assert index in plan, plan
        assert "Seq Scan" not in plan, plan
    late = Message.objects.undelivered().filter(in_digest=False, created_at__lt=clock.now())
    assert "messages_to_deliver" in late.explain()
    assert Message.objects.due().filter(in_digest=False).count() == 86
