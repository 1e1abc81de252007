"""PostgreSQL crashes and comes back: what was stored stands, what was not is not there by half."""

import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.notices import sign_in_mail
from incidents.actions.routing import sweep_unrouted
from incidents.models import Case, Draft, Report, ReportPerson
from notifications.models import Message
from scripts.servers import Postgres, free_port
from tests.services.processes import Running, backends, wait_until
from workflow.models import ChainHead
from workflow.verification import verify

pytestmark = pytest.mark.services


class Sending(threading.Thread):
    """Somebody presses "Send now" in a request of its own; `answer` is None when it broke."""

    def __init__(self, client: Client, draft: Draft) -> None:
        super().__init__()
        self.client, self.draft, self.answer = client, draft, None
        client.raise_request_exception = False
        self.start()

    def run(self) -> None:
        try:
            path = reverse("report-page", args=[self.draft.pk, "what"])
            self.answer = self.client.post(path, {"body": "What I saw.", "send": ""})
        finally:
            connection.close()


def crash(postgres: Postgres, other_session: psycopg.Connection) -> None:
    """Stop it as a power cut would, and start it."""
    postgres.stop("immediate")
    other_session.close()
    postgres.start()
    connection.close()


def someone_waits() -> bool:
    return backends("wait_event_type = 'Lock'") > 0


def test_in_the_middle_of_a_request_nothing_is_stored_by_half(
    cast, sign_in, draft_of, postgres, other_session
):
    client, draft = sign_in(cast.pia), draft_of(cast.pia)
    other_session.execute("LOCK TABLE workflow_auditevent IN EXCLUSIVE MODE")
    sending = Sending(client, draft)
    wait_until(someone_waits, "the request in its transaction")
    crash(postgres, other_session)
    sending.join()
    assert sending.answer.status_code == 500
    assert not Report.objects.exists()
    assert not ReportPerson.objects.exists()
    assert not ChainHead.objects.filter(object_type="incidents.report").exists()
    assert Draft.objects.get().typed("what")["body"] == ["What I saw."]
    assert verify() == []

    again = client.post(reverse("report-page", args=[draft.pk, "what"]), {"body": "What I saw.", "send": ""})
    assert again.url == reverse("report-sent", args=[draft.pk])
    assert Report.objects.get().state == Report.State.ROUTED


def test_between_storing_and_routing_the_report_stands_and_is_routed_later(
    cast, sign_in, draft_of, postgres, other_session
):
    client, draft = sign_in(cast.pia), draft_of(cast.pia)
    other_session.execute("LOCK TABLE incidents_access IN EXCLUSIVE MODE")
    sending = Sending(client, draft)
    wait_until(someone_waits, "the request in its second transaction")
    crash(postgres, other_session)
    sending.join()
    report = Report.objects.get()
    assert report.state == Report.State.SENT
    assert not Case.objects.exists()
    assert not Message.objects.exists()
    # Whether the answer itself got through or not, the author who tries again sees it was sent.
    again = client.post(
        reverse("report-page", args=[draft.pk, "what"]), {"body": "What I saw.", "send": ""}, follow=True
    )
    assert report.reference in again.content.decode()

    sweep_unrouted()
    sweep_unrouted()
    assert Report.objects.get().state == Report.State.ROUTED
    assert (Case.objects.count(), Message.objects.count()) == (1, 2)
    assert verify() == []


def test_routing_that_fails_is_no_concern_of_the_author(cast, sign_in, draft_of, other_session):
    client, draft = sign_in(cast.pia), draft_of(cast.pia)
    other_session.execute("LOCK TABLE incidents_access IN EXCLUSIVE MODE")
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '200ms'")
    answer = client.post(
        reverse("report-page", args=[draft.pk, "what"]), {"body": "What I saw.", "send": ""}, follow=True
    )
    report = Report.objects.get()
    assert report.reference in answer.content.decode()
    assert report.state == Report.State.SENT
    other_session.rollback()
    sweep_unrouted()
    assert Report.objects.get().state == Report.State.ROUTED
    assert verify() == []


def test_an_idle_worker_finds_its_way_back(cast, postgres, mail_server, start_worker):
    worker = start_worker()
    sign_in_mail(cast.pia, subject="Your code", text="1")
    mail_server.wait_for(1)
    postgres.restart()
    connection.close()
    sign_in_mail(cast.pia, subject="Your code", text="2")
    assert len(mail_server.wait_for(2)) == 2
    assert worker.process.poll() is None


@pytest.fixture
def web(real_commits: None, tmp_path: Path) -> Iterator[Callable[[str], int]]:
    """gunicorn with one worker; asks it for a path and returns the status."""
    port = free_port()
    command = ["gunicorn", "superstars.wsgi", "--bind", f"127.0.0.1:{port}", "--workers", "1"]
    command += ["--worker-class", "gthread", "--threads", "1", "--no-control-socket"]
    server = Running(command, {}, tmp_path / "web.log").start(ready="Booting worker")

    def status(path: str) -> int:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=20) as answer:
                return answer.status
        except urllib.error.HTTPError as error:
            return error.code

    yield status
    server.end()


def test_a_web_server_says_it_is_not_ready_and_then_that_it_is(postgres, web):
    assert web("/readyz") == 200
    postgres.stop("immediate")
    assert (web("/healthz"), web("/readyz")) == (200, 503)
    postgres.start()
    assert [web("/readyz"), web("/readyz")] == [200, 200]
