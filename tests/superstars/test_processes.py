"""One parent over several processes: whatever ends it, nothing of it is left."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from scripts import ROOT

# The first child has a child of its own, as gunicorn and Celery do.
PARENT = """
import sys
from scripts.processes import Process, run_together
environment = {"PATH": "/usr/bin:/bin", "MARK": sys.argv[1]}
commands = {"web": ["sh", "-c", "sleep 300 & wait"], "worker": ["sh", "-c", sys.argv[2]]}
run = [Process(name, command, environment) for name, command in commands.items()]
sys.exit(run_together(run, announce=lambda: print("ready", flush=True)))
"""
IGNORES_TERM = "trap '' TERM; sleep 300 & wait; wait; sleep 300"


def alive(mark: str) -> list[int]:
    """The processes that carry `mark` in their environment."""
    found = []
    for environ in Path("/proc").glob("[0-9]*/environ"):
        try:
            if f"MARK={mark}".encode() in environ.read_bytes():
                found.append(int(environ.parent.name))
        except (PermissionError, FileNotFoundError, ProcessLookupError):
            continue  # somebody else's, or gone meanwhile
    return found


@pytest.fixture
def start(tmp_path):
    """Starts the parent with a worker that runs `script`; returns it and the mark of its children."""
    started = []

    def begin(script: str) -> tuple[subprocess.Popen[str], str]:
        mark = f"{tmp_path.name}-{os.getpid()}"
        parent = subprocess.Popen(
            [sys.executable, "-c", PARENT, mark, script],
            cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        started.append((parent, mark))
        return parent, mark

    yield begin
    for parent, mark in started:
        parent.kill()
        # Before reading: a grandchild left behind keeps the pipe open.
        for pid in alive(mark):
            os.kill(pid, signal.SIGKILL)
        parent.communicate()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_everything(start, number):
    parent, mark = start("sleep 300")
    assert parent.stdout.readline() == "ready\n"
    assert len(alive(mark)) >= 3
    parent.send_signal(number)
    parent.communicate(timeout=15)
    assert parent.returncode == 0
    assert alive(mark) == []


def test_when_one_ends_it_is_named_and_the_others_end(start):
    parent, mark = start("exit 7")
    _, said = parent.communicate(timeout=15)
    assert "The worker process ended with code 7." in said
    assert parent.returncode == 1
    assert alive(mark) == []


def test_a_second_signal_does_not_wait_for_the_stubborn(start):
    parent, mark = start(IGNORES_TERM)
    assert parent.stdout.readline() == "ready\n"
    began = time.monotonic()
    parent.send_signal(signal.SIGINT)
    time.sleep(0.5)
    parent.send_signal(signal.SIGINT)
    parent.communicate(timeout=15)
    assert time.monotonic() - began < 5
    assert alive(mark) == []


def test_killed_without_warning_it_takes_the_processes_along(start):
    parent, mark = start("sleep 300")
    assert parent.stdout.readline() == "ready\n"
    direct = [pid for pid in alive(mark) if os.getsid(pid) == pid]
    assert len(direct) == 2
    parent.kill()
    parent.wait()
    deadline = time.monotonic() + 5
    while set(direct) & set(alive(mark)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not set(direct) & set(alive(mark))
