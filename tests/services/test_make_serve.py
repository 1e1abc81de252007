"""`make serve`: gunicorn, worker and beat as processes of their own, on PostgreSQL and Redis, demo off."""

import os

import psycopg
import pytest
import redis as redis_client
from django.db import connection

from scripts.environments import fresh_secrets
from tests.services.processes import database_url, wait_until
from tests.services.sites import Site, clone, free_port, shell

pytestmark = pytest.mark.services

HOST = "stars.example.org"


@pytest.fixture
def environment(db):
    """A real site's, on a database and a Redis database of its own."""
    address, _, name = database_url().rpartition("/")
    mine = f"{name}_serve"
    broker = os.environ["TEST_REDIS_URL"].rpartition("/")[0] + "/9"
    with psycopg.connect(f"{address}/{name}", autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{mine}"')
        yield {
            **shell(free_port()),
            **fresh_secrets(),
            "DATABASE_URL": f"{address}/{mine}",
            "REDIS_URL": broker,
            "ALLOWED_HOSTS": HOST,
            "SITE_URL": f"https://{HOST}",
            "EMAIL_URL": "smtp://127.0.0.1:9",
        }
        server.execute(f'DROP DATABASE "{mine}" WITH (FORCE)')
    redis_client.Redis.from_url(broker).flushdb()


@pytest.fixture
def serve(tmp_path, environment):
    """Starts `make serve` in a clone of its own, with the environment changed as said."""
    started = []

    def start(**changes: str) -> Site:
        started.append(Site("serve", clone(tmp_path / f"clone{len(started)}"), {**environment, **changes}))
        return started[-1]

    yield start
    for site in started:
        site.end()


def test_it_serves_on_postgresql_and_redis(serve, environment):
    assert connection.vendor == "postgresql"
    site = serve()
    warnings = site.ready(HOST)
    assert (warnings["database"], warnings["migrations"], warnings["broker"]) == ("ok", "ok", "ok")
    # http is sent to https; the demo is not there; a foreign name is not answered.
    assert site.get("/", HOST)[0] == 301
    assert site.get("/demo/", HOST)[0] == 301
    assert site.get("/healthz", "elsewhere.example.org")[0] == 400
    wait_until(lambda: "ready." in site.said() and "beat: Starting" in site.said(), site.said(), 30)
    assert site.interrupt() == 0
    assert site.processes() == set()
    assert "Traceback" not in site.said()


def test_a_second_machine_neither_migrates_nor_keeps_the_schedule(serve):
    early = serve(PROCESSES="web worker")
    assert early.process.wait(60) == 1
    assert "scripts.prepare --no-migrate failed" in early.said()

    first = serve()
    first.ready(HOST)
    second = serve(PROCESSES="web,worker", PORT=str(free_port()))
    second.ready(HOST)
    wait_until(lambda: "ready." in second.said(), second.said(), 30)
    assert "beat: Starting" not in second.said()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS: the names"),
        ({"SECRET_KEY": "short"}, "at least 32 characters"),
        ({"SECRET_KEY": "a" * 40}, "security.W009"),
        ({"SECURE_HSTS_SECONDS": "0"}, "security.W004"),
        ({"PROCESSES": "web cron"}, "PROCESSES knows web, worker and beat, not cron"),
    ],
)
def test_it_does_not_start_on_a_bad_setting(serve, changes, said):
    site = serve(**changes)
    assert site.process.wait(60) == 1
    assert said in site.said()
