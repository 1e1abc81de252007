"""An event changed, removed, inserted or reordered; a head moved; a whole history written anew."""

import uuid

import pytest
from django.db import connection

from incidents.models import Entry
from tests.workflow.tampering import (
    POSTGRESQL,
    World,
    at,
    found,
    label,
    make_world,
    rewrite_chain,
    rewrite_checkpoints,
    tamper,
)
from workflow import audit, clock
from workflow.models import AuditEvent, ChainHead

pytestmark = pytest.mark.database

OTHER_ID = uuid.UUID(int=7)


@pytest.fixture
def world(cast) -> World:
    return make_world(cast)


CHANGES = {
    "verb": "abolish",
    "actor_id": OTHER_ID,
    "on_behalf_of_id": OTHER_ID,
    "obtained": "by letter",
    "at": "2001-01-01 00:00:00+00:00",
    "rule": "other",
    "reason": "other",
    "contents": "[]",
}


@pytest.mark.parametrize("column", CHANGES)
def test_a_changed_event_is_found_and_named(world, column):
    tamper(
        f"UPDATE workflow_auditevent SET {column} = %(value)s WHERE object_id = %(id)s AND sequence = 2",
        value=CHANGES[column],
        id=world.case.pk,
    )
    assert ("event-changed", at(world.case, 2)) in found()


def test_a_changed_actor_of_the_system_is_found(world):
    tamper(
        "UPDATE workflow_auditevent SET system = 'other' WHERE object_id = %(id)s AND sequence = 1",
        id=world.case.pk,
    )
    assert ("event-changed", at(world.case, 1)) in found()


@pytest.mark.parametrize("column", ["from_state", "to_state"])
def test_a_changed_state_of_an_event_is_found(world, column):
    tamper(
        f"UPDATE workflow_auditevent SET {column} = 'closed' WHERE object_id = %(id)s AND sequence = 3",
        id=world.case.pk,
    )
    assert {("event-changed", at(world.case, 3))} <= found()
    assert any(code == "state-jump" for code, _where in found())


@pytest.mark.parametrize("column", ["hash", "previous_hash"])
def test_a_changed_hash_is_found(world, column):
    tamper(
        f"UPDATE workflow_auditevent SET {column} = %(value)s WHERE object_id = %(id)s AND sequence = 2",
        value="0" * 64,
        id=world.case.pk,
    )
    said = found()
    assert ("event-changed", at(world.case, 2)) in said
    broken = at(world.case, 3 if column == "hash" else 2)
    assert ("chain-broken", broken) in said


def test_a_changed_event_with_a_new_hash_breaks_the_chain(world):
    event = world.event(2)
    event.verb = "contact"
    tamper(
        "UPDATE workflow_auditevent SET verb = 'contact', hash = %(hash)s WHERE id = %(pk)s",
        hash=audit.event_hash(event),
        pk=event.pk,
    )
    assert found() == {("chain-broken", at(world.case, 3))}


def test_an_event_that_moved_to_another_object_is_found(world):
    tamper(
        "UPDATE workflow_auditevent SET object_id = %(other)s WHERE object_id = %(id)s AND sequence = 2",
        other=OTHER_ID,
        id=world.case.pk,
    )
    assert {
        ("event-missing", at(world.case, 3)),
        ("event-changed", f"incidents.case {OTHER_ID} event 2"),
        ("head-mismatch", f"incidents.case {OTHER_ID}"),
    } <= found()


@pytest.mark.parametrize(
    ("sequence", "code", "named"),
    [(1, "event-missing", 2), (3, "event-missing", 4), (5, "head-mismatch", None)],
    ids=["first", "middle", "last"],
)
def test_a_removed_event_is_found_and_named(world, sequence, code, named):
    tamper(
        "DELETE FROM workflow_auditevent WHERE object_id = %(id)s AND sequence = %(number)s",
        id=world.case.pk,
        number=sequence,
    )
    assert (code, at(world.case, named) if named else label(world.case)) in found()


def inserted(world: World, sequence: int, **fields) -> AuditEvent:
    event = AuditEvent(
        object_type="incidents.case",
        object_id=world.case.pk,
        sequence=sequence,
        verb="note",
        from_state="triaged",
        to_state="triaged",
        actor_id=world.stranger.pk,
        at=clock.now(),
        previous_hash=ChainHead.objects.get(object_id=world.case.pk).hash,
    )
    for name, value in fields.items():
        setattr(event, name, value)
    event.hash = audit.event_hash(event)
    # Inserting needs no guard lifted.
    event.save(force_insert=True)
    return event


def test_an_event_inserted_at_the_end_is_found(world):
    inserted(world, 6)
    assert found() == {("head-mismatch", label(world.case))}


def test_an_event_inserted_elsewhere_is_found(world):
    tamper(
        "UPDATE workflow_auditevent SET sequence = sequence + 1 WHERE object_id = %(id)s AND sequence = 5",
        id=world.case.pk,
    )
    inserted(world, 5, previous_hash=world.event(4).hash)
    assert {
        ("chain-broken", at(world.case, 6)),
        ("event-changed", at(world.case, 6)),
        ("head-mismatch", label(world.case)),
    } <= found()


def test_an_event_of_an_object_that_never_was_is_found(world):
    inserted(world, 1, object_id=OTHER_ID, previous_hash="")
    assert found() == {("head-mismatch", f"incidents.case {OTHER_ID}")}


def test_reordered_events_are_found(world):
    tamper(
        "UPDATE workflow_auditevent SET sequence = 99 WHERE object_id = %(id)s AND sequence = 2",
        "UPDATE workflow_auditevent SET sequence = 2 WHERE object_id = %(id)s AND sequence = 3",
        "UPDATE workflow_auditevent SET sequence = 3 WHERE object_id = %(id)s AND sequence = 99",
        id=world.case.pk,
    )
    assert {
        ("event-changed", at(world.case, 2)),
        ("event-changed", at(world.case, 3)),
        ("chain-broken", at(world.case, 2)),
    } <= found()


@pytest.mark.parametrize("change", ["sequence = 4", "sequence = 99", "hash = 'abc'"])
def test_a_moved_head_is_found(world, change):
    tamper(f"UPDATE workflow_chainhead SET {change} WHERE object_id = %(id)s", id=world.case.pk)
    assert ("head-mismatch", label(world.case)) in found()


def test_a_removed_head_is_found(world):
    tamper("DELETE FROM workflow_chainhead WHERE object_id = %(id)s", id=world.case.pk)
    assert found() == {("head-mismatch", label(world.case))}


def test_a_head_without_a_chain_is_found(world):
    ChainHead.objects.create(object_type="incidents.case", object_id=OTHER_ID, sequence=1, hash="0" * 64)
    assert found() == {("head-mismatch", f"incidents.case {OTHER_ID}")}


def test_a_chain_whose_end_was_cut_off_with_its_head_is_found(world):
    """Triage never happened, says the forger; the row says it did."""
    tamper(
        "DELETE FROM workflow_auditevent WHERE object_id = %(id)s AND sequence > 3",
        "UPDATE workflow_chainhead SET sequence = 3, hash = %(hash)s WHERE object_id = %(id)s",
        id=world.case.pk,
        hash=world.event(3).hash,
    )
    assert ("state-unexplained", label(world.case)) in found()


class TestHistoryWrittenAnew:
    def forge(self, world: World) -> None:
        """Another note, and every seal and hash of the case made to fit."""
        tamper("UPDATE incidents_entry SET body = 'Nothing to see.' WHERE id = %(id)s", id=world.note.pk)
        assert found() == {("row-changed", label(world.note))}
        rewrite_chain(world.case, Entry.objects.get(pk=world.note.pk))

    def test_what_a_checkpoint_sealed_cannot_be_rewritten_without_it(self, world):
        self.forge(world)
        assert found() == {("event-rewritten", label(world.case))}

    def test_with_the_checkpoints_rewritten_only_a_root_kept_outside_tells(self, world):
        kept_outside = world.checkpoint().root
        self.forge(world)
        rewrite_checkpoints()
        assert found() == set()
        assert found(kept_outside) == {("root-unknown", kept_outside)}

    def test_a_well_made_event_at_the_end_is_not_found(self, world):
        """What docs/audit.md says cannot be found: hashes hold no secret, whoever can write the
        tables can say something new in anybody's name. It cannot be taken back unseen."""
        event = inserted(world, 6)
        ChainHead.objects.filter(object_id=world.case.pk).update(sequence=6, hash=event.hash)
        assert found() == set()


class TestUnreadable:
    """Nothing that somebody wrote into a table ends the search."""

    @pytest.mark.parametrize("contents", ["{}", '["x"]', "[{}]", '[{"schema": 5}]', "null", "7"])
    def test_contents_of_another_shape_are_named(self, world, contents):
        tamper(
            "UPDATE workflow_auditevent SET contents = %(value)s WHERE object_id = %(id)s AND sequence = 2",
            value=contents,
            id=world.case.pk,
        )
        assert ("event-changed", at(world.case, 2)) in found()

    @pytest.mark.parametrize("schema", ["incidents.entry@9", "incidents.entry@x", "incidents.entry"])
    def test_an_unknown_schema_is_named(self, world, schema):
        event = world.event(2)
        event.contents[0]["schema"] = schema
        tamper(
            "UPDATE workflow_auditevent SET contents = %(value)s WHERE id = %(pk)s",
            value=audit.canonical(event.contents),
            pk=event.pk,
        )
        assert {("event-changed", at(world.case, 2)), ("row-changed", label(world.note))} <= found()

    @pytest.mark.skipif(POSTGRESQL, reason="PostgreSQL's columns take nothing of another type")
    @pytest.mark.parametrize(
        ("table", "column", "value", "named"),
        [
            ("workflow_auditevent", "at", "2026-99-99 12:00:00", "workflow.auditevent"),
            ("workflow_auditevent", "object_id", "nobody", "workflow.auditevent"),
            ("incidents_case", "opened_at", "2026-99-99 12:00:00", "incidents.case"),
            ("accounts_person", "left_on", "2026-99-99", "accounts.person"),
            ("workflow_chainhead", "object_id", "nobody", "workflow.chainhead"),
            ("workflow_checkpoint", "at", "2026-99-99 12:00:00", "workflow.checkpoint"),
        ],
    )
    def test_a_value_that_cannot_be_read_is_named_by_its_table(self, world, table, column, value, named):
        tamper(
            f'UPDATE {table} SET "{column}" = %(value)s WHERE rowid = (SELECT max(rowid) FROM {table})',
            value=value,
        )
        assert ("table-unreadable", named) in found()

    @pytest.mark.skipif(POSTGRESQL, reason="PostgreSQL's columns take nothing of another type")
    @pytest.mark.parametrize(
        ("column", "value"), [("body", b"\xff"), ("recorded_at", "a while ago"), ("salt", 7)]
    )
    def test_a_value_of_another_type_is_named_by_its_row(self, world, column, value):
        tamper(
            f"UPDATE incidents_entry SET {column} = %(value)s WHERE id = %(id)s",
            value=value,
            id=world.note.pk,
        )
        assert ("row-changed", label(world.note)) in found()

    @pytest.mark.skipif(POSTGRESQL, reason="INSERT OR REPLACE is SQLite's")
    def test_replacing_a_row_passes_by_the_guards_of_sqlite_and_is_found(self, world):
        """It deletes without asking triggers, so no guard need be lifted."""
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT OR REPLACE INTO incidents_entry "
                "(id, salt, kind, recorded_at, body, author_id, case_id) "
                "SELECT id, salt, kind, recorded_at, 'Nothing to see.', author_id, case_id "
                "FROM incidents_entry WHERE id = %s",
                [world.note.pk.hex],
            )
        assert Entry.objects.get(pk=world.note.pk).body == "Nothing to see."
        assert found() == {("row-changed", label(world.note))}
