"""A site of a given size: its own database, and gunicorn with two workers as in production."""

import contextlib
import dataclasses
import json
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg

from benchmarks.plan import Plan
from scripts import PYTHON, ROOT, commands, environments, servers
from scripts.processes import Process, answers

START_SECONDS = 60


@dataclasses.dataclass(frozen=True)
class Site:
    """A site with `cases` cases, at 127.0.0.1:`port`; `environment` is that of all its processes."""

    cases: int
    port: int
    environment: dict[str, str]
    file: Path

    @property
    def plan(self) -> Plan:
        return Plan(**json.loads(self.file.read_text()))

    def manage(self, *arguments: str) -> str:
        """Run a management command and return what it printed. Raises CalledProcessError."""
        done = subprocess.run(
            [PYTHON, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment | {"LOG_LEVEL": "ERROR"},
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
        return done.stdout

    def counts(self) -> dict[str, Any]:
        return json.loads(self.manage("count_benchmark", str(self.file)))


def seeded(cases: int, postgres: servers.Postgres, redis: servers.Redis, number: int, folder: Path) -> Site:
    """A new database with `cases` cases beside the others of the same servers."""
    site = _made(f"bench_{cases}", cases, postgres, redis, number, folder)
    site.manage("seed_benchmark", str(cases), str(site.file))
    return site


def with_policies(
    versions: int, postgres: servers.Postgres, redis: servers.Redis, number: int, folder: Path
) -> Site:
    """A new database whose policies have so many versions each, and no case."""
    site = _made(f"bench_policies_{versions}", 0, postgres, redis, number, folder)
    site.manage("seed_sweeps", str(versions))
    return site


def _made(
    name: str, cases: int, postgres: servers.Postgres, redis: servers.Redis, number: int, folder: Path
) -> Site:
    """A site on an empty database of its own."""
    with psycopg.connect(postgres.url, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    port = servers.free_port()
    var = folder / name
    var.mkdir()
    inherited = {key: value for key, value in os.environ.items() if key not in environments.CONFIGURATION}
    environment = {
        **inherited,
        **environments.fresh_secrets(),
        "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
        "DATABASE_URL": postgres.url_of(name),
        "REDIS_URL": redis.url.removesuffix("/0") + f"/{number}",
        "ALLOWED_HOSTS": "127.0.0.1",
        "SITE_URL": f"http://127.0.0.1:{port}",
        "EMAIL_URL": "smtp://127.0.0.1:9",
        "VAR_DIR": str(var),
    }
    return Site(cases, port, environment, var / "plan.json")


@contextlib.contextmanager
def serving(site: Site) -> Iterator[None]:
    """Its web server, while the block runs; what it logs goes into a file."""
    command = commands.web(f"127.0.0.1:{site.port}", workers=2, threads=4)
    web = Process("web", command, site.environment)
    with (site.file.parent / "web.log").open("w") as log:
        web.start(output=log)
        try:
            _wait(f"http://127.0.0.1:{site.port}/healthz", site.file.parent / "web.log")
            yield
        finally:
            web.signal(signal.SIGTERM)
            time.sleep(1)
            web.signal(signal.SIGKILL)


def _wait(url: str, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not answers(url):
        if time.monotonic() > deadline:
            raise RuntimeError(f"gunicorn did not start:\n{log.read_text()[-2000:]}")
        time.sleep(0.2)
