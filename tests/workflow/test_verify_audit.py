"""`manage.py verify_audit`: text, JSON, exit codes, one moment of the database."""

import io
import json
import threading
import time
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from tests.workflow.tampering import POSTGRESQL, World, label, make_world, tamper
from workflow import engine, verification
from workflow.models import AuditEvent, ChainHead, SweepRun

pytestmark = pytest.mark.database


def run(*options: str) -> tuple[int, str]:
    """Exit code and output."""
    out = io.StringIO()
    try:
        call_command("verify_audit", *options, stdout=out)
    except SystemExit as ended:
        return int(str(ended.code)), out.getvalue()
    return 0, out.getvalue()


@pytest.fixture
def world(cast) -> World:
    return make_world(cast)


class TestWhole:
    def test_in_words(self, world):
        code, said = run()
        events, chains = AuditEvent.objects.count(), ChainHead.objects.count()
        assert code == 0
        assert said == f"{events} events in {chains} chains, 2 checkpoints: the record is whole\n"

    def test_as_json(self, world):
        code, said = run("--json")
        assert code == 0
        assert json.loads(said) == {
            "ok": True,
            "events": AuditEvent.objects.count(),
            "chains": ChainHead.objects.count(),
            "checkpoints": 2,
            "root": world.checkpoint().root,
            "problems": [],
        }

    def test_with_a_root_kept_outside(self, world):
        assert run("--root", world.checkpoint().root)[0] == 0

    def test_an_empty_record_is_whole(self, db):
        assert run() == (0, "0 events in 0 chains, 0 checkpoints: the record is whole\n")


class TestBroken:
    @pytest.fixture(autouse=True)
    def changed_note(self, world):
        tamper("UPDATE incidents_entry SET body = 'Nothing.' WHERE id = %(id)s", id=world.note.pk)

    def test_in_words(self, world):
        code, said = run()
        assert code == 1
        first, last = said.splitlines()
        assert first == f"row-changed: {label(world.note)}: its content is not what the last event sealed"
        assert last.endswith(": 1 problems")

    def test_as_json(self, world):
        code, said = run("--json")
        told = json.loads(said)
        assert (code, told["ok"]) == (1, False)
        assert told["problems"] == [
            {
                "code": "row-changed",
                "where": label(world.note),
                "detail": "its content is not what the last event sealed",
            }
        ]

    def test_it_says_no_word_of_the_content(self, world):
        assert "Nothing." not in run()[1] + run("--json")[1]


def test_an_unknown_root_is_a_problem(world):
    code, said = run("--root", "f" * 64)
    assert code == 1
    assert said.startswith(f"root-unknown: {'f' * 64}: ")


class TestOneMoment:
    """What is written while it looks is neither taken for tampering nor held up."""

    @pytest.fixture
    def pausing(self, monkeypatch) -> tuple[threading.Event, threading.Event]:
        """Stops verify between the events and the rows, where a new row would seem inserted."""
        reached, go_on = threading.Event(), threading.Event()
        looked = verification._compare_heads

        def wait_first(seen: Any) -> Any:
            reached.set()
            assert go_on.wait(30)
            return looked(seen)

        monkeypatch.setattr(verification, "_compare_heads", wait_first)
        return reached, go_on

    def test_writers_go_on_and_are_not_seen(self, real_commits, cast, pausing):
        if "memory" in str(connection.settings_dict["NAME"]):
            pytest.fail("Two connections need a file: TEST_DATABASE_URL=sqlite:////path/to/file.")
        world = make_world_paused(cast, pausing)
        reached, go_on = pausing
        reached.clear()
        go_on.clear()
        found: list[Any] = []

        def prove() -> None:
            found.append(verification.verify())
            connection.close()

        prover = threading.Thread(target=prove)
        prover.start()
        assert reached.wait(30)
        began = time.monotonic()
        with transaction.atomic(durable=True):
            engine.record(world.case, "note", actor=cast.maya)
            engine.advance(world.case, "start", actor=cast.maya, version=world.case.version)
        took = time.monotonic() - began
        go_on.set()
        prover.join(30)
        assert found == [[]]
        assert took < 5, "a writer waited for the proof"

    @pytest.mark.skipif(not POSTGRESQL, reason="SQLite has no read-only transaction of its own")
    def test_it_cannot_write(self, real_commits):
        with pytest.raises(Exception, match="read-only transaction"), verification._snapshot():
            SweepRun.ended("proof")


def make_world_paused(cast, pausing) -> World:
    """The world proves itself while it is made; let that pass."""
    pausing[1].set()
    return make_world(cast)
