"""Real processes beside the test: a Celery worker, a web server. Each can be killed like any other."""

import contextlib
import dataclasses
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from django.db import connection

from scripts import ROOT

START_SECONDS = 30.0


def wait_until(done: Callable[[], object], what: str, seconds: float = 15.0) -> None:
    """Return as soon as `done()`; raises AssertionError that says `what` did not happen."""
    deadline = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < deadline, f"not within {seconds} s: {what}"
        time.sleep(0.05)


def database_url() -> str:
    """The address of the database that the test is on."""
    said = connection.settings_dict
    if connection.vendor == "sqlite":
        assert "memory" not in str(said["NAME"]), "Other processes need a file: set TEST_DATABASE_URL."
        return f"sqlite:///{said['NAME']}"
    password = f":{said['PASSWORD']}" if said["PASSWORD"] else ""
    return f"postgres://{said['USER']}{password}@{said['HOST']}:{said['PORT']}/{said['NAME']}"


def backends(condition: str) -> int:
    """How many other connections to this database are in the state that `condition` names."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity "
            f"WHERE datname = current_database() AND pid <> pg_backend_pid() AND {condition}"
        )
        return cursor.fetchone()[0]


@dataclasses.dataclass
class Running:
    """A process of ours in a group of its own, on the test's database; `log` is what it says."""

    command: list[str]
    environment: dict[str, str]
    log: Path
    process: subprocess.Popen[bytes] | None = None

    def start(self, ready: str) -> "Running":
        """Start it and wait until it has said `ready`."""
        with self.log.open("ab") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-m", *self.command],
                cwd=ROOT,
                env={**os.environ, "DATABASE_URL": database_url(), "LOG_LEVEL": "INFO", **self.environment},
                stdout=out,
                stderr=out,
                start_new_session=True,
            )
        wait_until(lambda: ready in self.said() or self.process.poll() is not None, ready, START_SECONDS)
        assert self.process.poll() is None, self.said()
        return self

    @property
    def pid(self) -> int:
        assert self.process is not None
        return self.process.pid

    def said(self) -> str:
        return self.log.read_text()

    def kill(self) -> None:
        """kill -9, its children too."""
        os.killpg(self.pid, signal.SIGKILL)

    def end(self) -> None:
        """Whatever became of it, nothing of it is left."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError):
                self.kill()
            self.process.wait()
