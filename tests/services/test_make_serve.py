"""`make serve`: gunicorn, worker and beat as processes of their own, on PostgreSQL and Redis, demo off."""

import os

import psycopg
import pytest
import redis as redis_client

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


@pytest.mark.timeout(300)
def test_it_serves_on_postgresql_and_redis_from_one_machine_or_several(serve, environment):
    early = serve(PROCESSES="web worker")
    assert early.process.wait(60) == 1
    assert "scripts.prepare --no-migrate failed" in early.said()

    first = serve()
    warnings = first.ready(HOST)
    assert (warnings["database"], warnings["migrations"], warnings["broker"]) == ("ok", "ok", "ok")
    # http is sent to https, the demo too, and a foreign name is not answered.
    assert first.get("/", HOST)[0] == 301
    assert first.get("/demo/", HOST)[0] == 301
    assert first.get("/healthz", "elsewhere.example.org")[0] == 400
    wait_until(
        lambda: "ready." in first.said() and "beat: Starting" in first.said(), "a worker and a beat", 60
    )

    second = serve(PROCESSES="web,worker", PORT=str(free_port()))
    second.ready(HOST)
    wait_until(lambda: "ready." in second.said(), "a second worker", 60)
    assert "beat: Starting" not in second.said()
    for site in (first, second):
        assert site.interrupt() == 0
        assert site.processes() == set()
        assert "Traceback" not in site.said()


def test_a_small_setting_is_served_without_servers(serve, environment, tmp_path):
    site = serve(EMBEDDED="true", VAR_DIR=str(tmp_path / "kept"))
    warnings = site.ready(HOST)
    assert (warnings["database"], warnings["broker"], warnings["triggers"]) == ("ok", "ok", "ok")
    assert (tmp_path / "kept" / "superstars.sqlite3").exists()
    assert site.interrupt() == 0
    assert site.processes() == set()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS: the names"),
        ({"SECRET_KEY": "short"}, "at least 32 characters"),
        ({"SECRET_KEY": "a" * 40}, "security.W009"),
        ({"SECURE_HSTS_SECONDS": "0"}, "security.W004"),
        ({"PROCESSES": "web cron"}, "PROCESSES knows web, worker, beat, not cron"),
    ],
)
def test_it_does_not_start_on_a_bad_setting(serve, changes, said):
    site = serve(**changes)
    assert site.process.wait(60) == 1
    assert said in site.said()
