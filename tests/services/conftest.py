"""What the tests of faults stand on: servers that can be stopped, and processes that can be killed."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
import redis as redis_client
from django.conf import LazySettings
from django.db import connection

from accounts.models import Person
from incidents.actions.drafting import start_draft
from incidents.models import Draft
from scripts.servers import Postgres, Redis
from superstars.celery import app
from tests.cast import Cast
from tests.services.mail_server import MailServer
from tests.services.processes import Running, database_url


def _folder() -> Path:
    if "TEST_SERVERS" not in os.environ:
        pytest.fail(
            "These tests stop their servers: `make test` starts throw-away ones (scripts/servers.py)."
        )
    return Path(os.environ["TEST_SERVERS"])


@pytest.fixture
def postgres(real_commits: None) -> Iterator[Postgres]:
    """The throw-away PostgreSQL under the test, to be stopped and started."""
    server = Postgres(_folder() / "postgres", int(connection.settings_dict["PORT"]))
    with connection.cursor() as cursor:
        # As in a real installation; the throw-away server would lose the last moments in a crash.
        cursor.execute("ALTER ROLE CURRENT_USER SET synchronous_commit = on")
    connection.close()
    yield server
    if not (server.folder / "postmaster.pid").exists():
        server.start()
    connection.close()


@pytest.fixture
def other_session(real_commits: None) -> Iterator[psycopg.Connection]:
    """A second connection to the same PostgreSQL, to hold locks with."""
    with psycopg.connect(database_url().replace("postgres://", "postgresql://")) as other:
        yield other


@pytest.fixture
def redis(real_commits: None) -> Iterator[Redis]:
    """The throw-away Redis as the broker of this test, empty, and tasks that go through it."""
    port = int(os.environ["TEST_REDIS_URL"].rsplit(":", 1)[1].split("/")[0])
    server = Redis(_folder() / "redis", port)
    redis_client.Redis(port=port).flushall()
    app.conf.task_always_eager = False
    yield server
    app.conf.task_always_eager = True
    server.restart()


@pytest.fixture
def mail_server(settings: LazySettings) -> Iterator[MailServer]:
    """A mail server, and this process sending through it."""
    server = MailServer()
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", server.port, 1
    yield server
    server.stop()


@pytest.fixture
def start_worker(redis: Redis, mail_server: MailServer, tmp_path: Path) -> Iterator[Callable[..., Running]]:
    """Starts workers as `make serve` does; they end with the test."""
    workers: list[Running] = []

    def start() -> Running:
        name = f"worker{len(workers)}"
        command = ["celery", "-A", "superstars", "worker", "-c", "2", "-l", "INFO", "-n", name]
        command += ["--without-gossip", "--without-mingle"]  # a second sooner
        environment = {
            "REDIS_URL": redis.url,
            "EMAIL_URL": mail_server.url,
            "CELERY_TASK_ALWAYS_EAGER": "false",
        }
        workers.append(Running(command, environment, tmp_path / f"{name}.log"))
        return workers[-1].start(ready="ready.")

    yield start
    for worker in workers:
        worker.end()


@pytest.fixture
def cast(real_commits: None) -> Cast:
    """Everybody, as other processes see them too."""
    return Cast()


@pytest.fixture
def draft_of() -> Callable[[Person], Draft]:
    """A draft about a child whose last page is still to be sent."""
    return lambda person: start_draft(
        actor=person, report_type="concern", page="about", typed={"about": ["child"]}
    )
