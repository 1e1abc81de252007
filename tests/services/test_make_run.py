"""`make run`: one command, one parent, nothing left over, and the data kept."""

import signal
import socket
import sqlite3

import pytest

from tests.services.processes import wait_until
from tests.services.sites import Site, clone, free_port, shell

pytestmark = pytest.mark.services

# Beside the other sets: some 20 s on a machine that does nothing else.
TO_LOAD_THE_DEMO = 200


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return clone(tmp_path_factory.mktemp("run") / "clone")


@pytest.fixture
def run(folder):
    """Starts `make run`, on a free port if none is named."""
    started = []

    def start(port: int = 0) -> Site:
        started.append(Site("run", folder, shell(port or free_port())))
        return started[-1]

    yield start
    for site in started:
        site.end()


def cases(folder) -> list[tuple]:
    with sqlite3.connect(folder / "var" / "superstars.sqlite3") as database:
        return database.execute("SELECT id, state, version FROM incidents_case ORDER BY id").fetchall()


def welcomed(site: Site) -> None:
    wait_until(lambda: "Super Stars runs at" in site.said(), site.said(), 30)


@pytest.mark.timeout(600)
def test_it_runs_the_demo_keeps_the_data_and_leaves_nothing(run, folder):
    broken_off = run()
    wait_until(lambda: list((folder / "var").glob("new.sqlite3*")), "a new database")
    broken_off.interrupt()
    assert broken_off.processes() == set()
    assert not (folder / "var" / "superstars.sqlite3").exists()

    first = run()
    warnings = first.ready(seconds=TO_LOAD_THE_DEMO)
    assert (warnings["database"], warnings["broker"], warnings["triggers"]) == ("ok", "ok", "ok")
    welcomed(first)
    assert f"http://localhost:{first.port}/demo/" in first.said()
    assert first.get("/demo/")[0] == 200
    assert len(first.processes()) >= 3
    stored = cases(folder)
    assert {state for _, state, _ in stored} >= {"received", "closed"}

    beside = run()
    assert beside.process.wait(30) == 1
    assert "running already" in beside.said()
    assert first.get("/healthz") == (200, "ok")
    assert first.interrupt() == 0
    assert first.processes() == set()
    assert "Traceback" not in first.said()

    again = run()
    again.ready(seconds=30)
    assert cases(folder) == stored
    again.process.send_signal(signal.SIGKILL)
    wait_until(lambda: not again.processes(), "the processes of a killed parent to end", 30)


def test_a_taken_port_is_named(run):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        site = run(port)
        assert site.process.wait(30) == 1
    assert f"Port {port} is taken" in site.said()
    assert f"PORT={port + 1}" in site.said()
