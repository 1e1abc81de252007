"""The embedded default: one worker with its beat on a folder broker, beside the web server.

Beat was away for a day: what fell due meanwhile happens at once, and once.
"""

import datetime as dt
import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from celery.beat import PersistentScheduler
from django.db import connection
from kombu import pools

from accounts.notices import sign_in_mail
from incidents.actions.escalating import sweep_deadlines
from incidents.actions.reporting import submit_report
from incidents.models import Case
from notifications.models import Attempt, Message
from superstars.celery import app
from superstars.health import EACH_MINUTE
from tests.cast import Cast
from tests.services.processes import Running, wait_until
from workflow import clock
from workflow.models import AuditEvent, Checkpoint, Deadline, SweepRun
from workflow.verification import verify

pytestmark = pytest.mark.database

DAY = dt.timedelta(days=1)
MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def cast(real_commits) -> Cast:
    return Cast()


@pytest.fixture
def folder_broker(real_commits, tmp_path: Path) -> Iterator[Path]:
    """This process puts its tasks into a folder; returns that folder."""
    folder = tmp_path / "broker" / "queue"
    folder.mkdir(parents=True)
    before = app.conf.broker_url, app.conf.broker_transport_options
    app.conf.broker_url = "filesystem://"
    app.conf.broker_transport_options = {
        "data_folder_in": str(folder),
        "data_folder_out": str(folder),
        "control_folder": str(tmp_path / "broker" / "control"),
    }
    app.conf.task_always_eager = False
    _forget_connections()
    yield folder
    app.conf.broker_url, app.conf.broker_transport_options = before
    app.conf.task_always_eager = True
    _forget_connections()


def _forget_connections() -> None:
    pools.reset()
    app._pool = None
    app.amqp._producer_pool = None


@pytest.fixture
def embedded(folder_broker, mail_server, tmp_path: Path) -> Iterator[Running]:
    """The worker as `make run` starts it, not yet started, on the folder that this process puts tasks into."""
    command = ["celery", "-A", "superstars", "worker", "-B", "-P", "threads", "-c", "2", "-l", "INFO"]
    command += ["--without-gossip", "--without-mingle"]
    environment = {
        "REDIS_URL": "",
        "VAR_DIR": str(tmp_path),
        "EMAIL_URL": mail_server.url,
        "CELERY_TASK_ALWAYS_EAGER": "false",
    }
    worker = Running(command, environment, tmp_path / "worker.log")
    yield worker
    worker.end()


def beat_last_ran(moment: dt.datetime, folder: Path) -> None:
    """Leave the schedule file of a beat that ran everything at `moment` and then was gone."""
    scheduler = PersistentScheduler(app, schedule_filename=str(folder / "beat"))
    for entry in scheduler.schedule.values():
        entry.last_run_at = moment
    scheduler.close()


def swept_since(moment: dt.datetime) -> set[str]:
    return set(SweepRun.objects.filter(at__gte=moment).values_list("name", flat=True))


def files_open(worker: Running) -> list[str]:
    """The database files that the worker and its beat hold open."""
    name = str(connection.settings_dict["NAME"])
    group = [pid for pid in os.listdir("/proc") if pid.isdigit() and _group(pid) == worker.pid]
    links = [Path(f"/proc/{pid}/fd/{fd}") for pid in group for fd in _listed(f"/proc/{pid}/fd")]
    return [target for link in links if (target := _target(link)).startswith(name)]


def _group(pid: str) -> int:
    try:
        return os.getpgid(int(pid))
    except ProcessLookupError:
        return 0


def _listed(folder: str) -> list[str]:
    try:
        return os.listdir(folder)
    except FileNotFoundError:
        return []


def _target(link: Path) -> str:
    try:
        return os.readlink(link)
    except FileNotFoundError:
        return ""


def test_after_a_day_away_everything_due_happens_once(cast, mail_server, folder_broker, embedded, tmp_path):
    with clock.at(clock.now() - 4 * DAY):
        submit_report(actor=cast.pia, report_type="concern", about=["child"], body="What I saw.")
    sign_in_mail(cast.sam, subject="Your code", text="123456")
    assert Message.objects.undelivered().count() == 3
    missed = Deadline.objects.missed().count()
    assert missed > 0
    began = clock.now()
    beat_last_ran(began - DAY, tmp_path)
    embedded.start(ready="ready.")
    daily = {"checkpoint", "access", "actions", "drafts"}
    wait_until(lambda: swept_since(began) >= {*EACH_MINUTE, *daily}, "every sweep", 30)
    # People go on writing while it sweeps.
    for number in range(30):
        sign_in_mail(cast.pia, subject="Your code", text=str(number))
        time.sleep(0.02)
    wait_until(lambda: not Message.objects.undelivered().exists(), "all told")
    wait_until(lambda: not os.listdir(folder_broker), "all tasks taken")

    assert Checkpoint.objects.count() == 1
    assert AuditEvent.objects.filter(verb="escalate").count() == missed
    assert sweep_deadlines() == 0, "each was escalated once"
    assert Case.objects.count() == 1
    letters = [letter.message_id for letter in mail_server.letters]
    assert len(letters) == len(set(letters)) == Message.objects.count()
    assert not Attempt.objects.exclude(outcome=Attempt.Outcome.SENT).exists()
    assert Message.objects.filter(recipient_id=cast.sam.pk, sent_at__isnull=False).count() == 1
    assert verify() == []
    assert "locked" not in embedded.said()
    assert "Traceback" not in embedded.said()
    if connection.vendor == "sqlite":
        wait_until(lambda: not files_open(embedded), "every connection closed between tasks")


@pytest.mark.nightly
@pytest.mark.timeout(240)
def test_beat_sweeps_each_minute(cast, mail_server, folder_broker, embedded):
    """With no schedule file, as on a fresh clone: the first sweep comes after a minute, the next after two."""
    sign_in_mail(cast.pia, subject="Your code", text="123456")
    for lost in folder_broker.iterdir():
        lost.unlink()
    began = clock.now()
    embedded.start(ready="ready.")
    mail_server.wait_for(1, 90)
    wait_until(lambda: swept_since(began + MINUTE * 1.9) >= set(EACH_MINUTE), "a second sweep", 90)
    assert len(mail_server.letters) == 1


@pytest.mark.parametrize("fault", ["gone", "a file"])
def test_a_folder_broker_that_takes_nothing_costs_nobody_anything(cast, folder_broker, mail_server, fault):
    shutil.rmtree(folder_broker)
    if fault == "a file":
        folder_broker.touch()
    report = submit_report(actor=cast.pia, report_type="concern", about=["child"], body="What I saw.")
    report.refresh_from_db()
    assert report.state == report.State.ROUTED
    assert Message.objects.undelivered().count() == 2
