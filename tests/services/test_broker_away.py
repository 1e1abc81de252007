"""Redis stopped, hung or emptied: whoever reports sees nothing of it, and the message is told later."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.test import Client
from django.urls import reverse

from accounts.notices import sign_in_mail
from incidents.models import Draft, Report
from notifications.models import Message
from notifications.sweeps import sweep_outbox
from tests.cast import PASSWORD, make_user
from tests.services.processes import wait_until

pytestmark = pytest.mark.services

PATIENCE = 3.0


@contextmanager
def stopped(redis) -> Iterator[None]:
    redis.stop()
    yield
    redis.start()


@contextmanager
def hung(redis) -> Iterator[None]:
    """It takes connections and answers nothing."""
    pid = int((redis.folder / "pid").read_text())
    os.kill(pid, signal.SIGSTOP)
    yield
    os.kill(pid, signal.SIGCONT)


@pytest.mark.parametrize("away", [stopped, hung])
def test_a_report_is_taken_at_once_and_told_later(cast, sign_in, draft_of, redis, mail_server, away):
    client, draft = sign_in(cast.pia), draft_of(cast.pia)
    with away(redis):
        began = time.monotonic()
        answer = client.post(
            reverse("report-page", args=[draft.pk, "what"]), {"body": "What I saw.", "send": ""}
        )
        assert time.monotonic() - began < PATIENCE
        assert answer.url == reverse("report-sent", args=[draft.pk])
        report = Report.objects.get(pk=draft.pk)
        assert report.reference in client.get(answer.url).content.decode()
    assert report.state == Report.State.ROUTED
    assert Message.objects.undelivered().count() == 2
    assert not Draft.objects.exists()

    sweep_outbox()
    assert not Message.objects.undelivered().exists()
    assert sorted(letter.to for letter in mail_server.letters) == ["dan@example.org", "maya@example.org"]


def test_people_sign_in_while_redis_is_down(cast, redis):
    user = make_user(cast.pia)
    client = Client()
    with stopped(redis):
        wrong = client.post(reverse("account_login"), {"login": user.email, "password": "wrong"})
        right = client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    assert wrong.status_code == 200
    assert right.url == reverse("home")


def test_a_worker_waits_for_redis_and_goes_on(cast, redis, mail_server, start_worker):
    worker = start_worker()
    with stopped(redis):
        wait_until(lambda: "Connection to broker lost" in worker.said(), "the worker noticed")
    wait_until(lambda: worker.said().count("Connected to redis") > 1, "the worker came back", 30)
    sign_in_mail(cast.pia, subject="Your code", text="123456")
    assert mail_server.wait_for(1)[0].to == "pia@example.org"
