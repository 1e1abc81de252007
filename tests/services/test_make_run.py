"""`make run`: one command, one parent, nothing left over, and the data kept."""

import signal
import socket
import sqlite3
import time

import pytest

from tests.services.processes import wait_until
from tests.services.sites import Site, clone, free_port, shell

pytestmark = pytest.mark.services


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
    deadline = time.monotonic() + 20
    while "Super Stars runs at" not in site.said():
        assert time.monotonic() < deadline, site.said()
        time.sleep(0.1)


def test_it_runs_the_demo_keeps_the_data_and_leaves_nothing(run, folder):
    first = run()
    warnings = first.ready()
    assert (warnings["database"], warnings["broker"], warnings["triggers"]) == ("ok", "ok", "ok")
    welcomed(first)
    assert f"http://localhost:{first.port}/demo/" in first.said()
    assert first.get("/demo/")[0] == 200
    assert len(first.processes()) >= 3
    stored = cases(folder)
    assert {state for _, state, _ in stored} >= {"received", "closed"}
    assert first.interrupt() == 0
    assert first.processes() == set()
    assert "Traceback" not in first.said()

    began = time.monotonic()
    second = run()
    second.ready()
    assert time.monotonic() - began < 20
    assert cases(folder) == stored
    assert second.interrupt() == 0


def test_a_first_start_that_is_broken_off_can_be_repeated(tmp_path):
    folder = clone(tmp_path / "clone")
    broken_off = Site("run", folder, shell(free_port()))
    wait_until(lambda: list((folder / "var").glob("new.sqlite3*")), "a new database")
    broken_off.interrupt()
    assert broken_off.processes() == set()
    assert not (folder / "var" / "superstars.sqlite3").exists()
    again = Site("run", folder, shell(free_port()))
    try:
        again.ready()
        assert len(cases(folder)) > 1
    finally:
        again.end()


def test_two_at_once_are_refused(run):
    first = run()
    first.ready()
    second = run()
    assert second.process.wait(20) == 1
    assert "running already" in second.said()
    assert first.get("/healthz") == (200, "ok")


def test_a_taken_port_is_named(run):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        site = run(port)
        assert site.process.wait(20) == 1
    assert f"Port {port} is taken" in site.said()
    assert f"PORT={port + 1}" in site.said()


def test_killed_it_takes_its_processes_along(run):
    site = run()
    site.ready()
    site.process.send_signal(signal.SIGKILL)
    deadline = time.monotonic() + 20
    while site.processes() and time.monotonic() < deadline:
        time.sleep(0.2)
    assert site.processes() == set()
