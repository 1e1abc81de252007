"""Several at once: each in a process of its own, on a connection of its own."""

import multiprocessing
import sys
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier
from typing import Any

import pytest
from django.db import connection, connections

from tests.database import (
    access_contenders,
    clause_contenders,
    consent_contenders,
    contenders,
    keeping_contenders,
    making_contenders,
    picture_contenders,
    policy_contenders,
    post_contenders,
    review_contenders,
    risk_contenders,
    takedown_contenders,
)

DONE = "done"
PATIENCE = 60
# Which of two wins is chance: each race is run once, and by `make test-all` again and again.
ROUNDS = [0, *(pytest.param(turn, marks=pytest.mark.nightly) for turn in range(1, 5))]

MODULES = (
    contenders,
    access_contenders,
    clause_contenders,
    consent_contenders,
    keeping_contenders,
    making_contenders,
    picture_contenders,
    policy_contenders,
    post_contenders,
    review_contenders,
    risk_contenders,
    takedown_contenders,
)
CONTENDERS = {name: act for module in MODULES for name, act in module.CONTENDERS.items()}

Entry = tuple[str, dict[str, Any]]
# A process that begins afresh would take a second to load Django.
forked = multiprocessing.get_context("fork")


def race(*entries: Entry) -> list[str]:
    """Let everybody act at once; returns for each "done" or the name of what was raised."""
    if "memory" in str(connection.settings_dict["NAME"]):
        pytest.fail("Races need a file: TEST_DATABASE_URL=sqlite:////path/to/file, as `make test` sets it.")
    # A connection that two processes share breaks for both.
    connections.close_all()
    start = forked.Barrier(len(entries), timeout=PATIENCE)
    running, ears = [], []
    for name, values in entries:
        ear, mouth = forked.Pipe(duplex=False)
        running.append(forked.Process(target=contend, args=(name, values, start, mouth)))
        ears.append(ear)
    for process in running:
        process.start()
    try:
        assert all(ear.poll(PATIENCE) for ear in ears), "somebody never ended"
        return [ear.recv() for ear in ears]
    finally:
        for process in running:
            process.kill()
            process.join()


def contend(name: str, values: dict[str, Any], start: Barrier, mouth: Connection) -> None:
    """One process: prepare, wait for everybody, act, tell."""
    contender = CONTENDERS[name](**values)
    next(contender)
    start.wait()
    try:
        next(contender, None)
    except Exception as error:
        # The test says what it expects; the message helps when it is another.
        sys.stderr.write(f"{name}: {type(error).__name__}: {error}\n")
        mouth.send(type(error).__name__)
    else:
        mouth.send(DONE)
    connections.close_all()
