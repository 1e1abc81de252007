"""The servers of the tests: real ones, and gone afterwards whatever happened."""

import signal
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
import redis as redis_client

from scripts import ROOT, servers
from tests.services.processes import wait_until

pytestmark = pytest.mark.services

KILLED = """
import os, signal
from scripts import servers
with servers.throwaway() as (postgres, redis):
    print(postgres.folder.parent, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_they_answer_keep_what_a_restart_keeps_and_go():
    with pytest.raises(ZeroDivisionError), servers.throwaway() as (postgres, redis):
        folder = postgres.folder.parent
        with psycopg.connect(postgres.url) as session:
            session.execute("CREATE TABLE kept (id int)")
        broker = redis_client.Redis.from_url(redis.url)
        broker.set("kept", 1)
        postgres.restart()
        redis.restart()
        with psycopg.connect(postgres.url) as session:
            assert session.execute("SELECT count(*) FROM kept").fetchone() == (0,)
        assert broker.get("kept") is None
        raise ZeroDivisionError
    assert not folder.exists()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(postgres.url, connect_timeout=2)
    with pytest.raises(redis_client.ConnectionError):
        broker.ping()


def test_the_next_run_removes_what_a_killed_one_left():
    killed = subprocess.run(
        [sys.executable, "-c", KILLED], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False
    )
    assert killed.returncode == -signal.SIGKILL
    folder = Path(killed.stdout.strip())
    server = (folder / "postgres" / "postmaster.pid").read_text().split()[0]
    servers.remove_left_behind()
    assert not folder.exists()
    wait_until(lambda: not Path("/proc", server).exists(), "the server to end")
