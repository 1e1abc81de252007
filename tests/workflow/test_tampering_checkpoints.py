"""A whole chain gone, a checkpoint changed or removed, reads changed after they were sealed."""

import datetime as dt

import pytest
from django.db import transaction
from django.db.models import F

from tests.workflow.tampering import World, found, label, make_world, tamper
from workflow import checkpoints, clock, engine, reads
from workflow.models import AuditEvent, ChainHead, Checkpoint, ReadEvent

pytestmark = pytest.mark.database


@pytest.fixture
def world(cast) -> World:
    return make_world(cast)


def remove_chain(world: World) -> None:
    """The case as if it had never been: rows, events and head, children first."""
    tables = ("incidents_entry", "incidents_access", "incidents_subject", "incidents_casereport")
    tamper(
        *(f"DELETE FROM {table} WHERE case_id = %(id)s" for table in tables),
        "DELETE FROM workflow_deadline WHERE object_id = %(id)s",
        "DELETE FROM incidents_case WHERE id = %(id)s",
        "DELETE FROM workflow_auditevent WHERE object_id = %(id)s",
        "DELETE FROM workflow_chainhead WHERE object_id = %(id)s",
        id=world.case.pk,
    )


def test_a_whole_chain_gone_is_found_and_named(world):
    remove_chain(world)
    assert found() == {("chain-gone", label(world.case))}


def test_a_whole_chain_gone_before_its_first_checkpoint_is_not_found(cast):
    """What docs/audit.md says cannot be found: nothing outside the chain knew of it yet."""
    world = make_world(cast)
    sealed = list(Checkpoint.objects.values_list("pk", flat=True))
    tamper("UPDATE workflow_chainhead SET sealed_sequence = 0", "DELETE FROM workflow_checkpoint")
    assert sealed
    assert found() == set()
    remove_chain(world)
    assert found() == set()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ("at = '2001-01-01 00:00:00+00:00'", "checkpoint-changed"),
        ("heads = '[]'", "checkpoint-changed"),
        ("heads = '[[1]]'", "checkpoint-changed"),
        ("heads = '7'", "checkpoint-changed"),
        ("reads_up_to = 0", "checkpoint-changed"),
        ("reads_digest = 'x'", "reads-changed"),
        ("root = 'x'", "checkpoint-changed"),
        ("previous_root = 'x'", "checkpoint-missing"),
        ("sequence = 9", "checkpoint-missing"),
    ],
)
def test_a_changed_checkpoint_is_found_and_named(world, change, code):
    tamper(f"UPDATE workflow_checkpoint SET {change} WHERE sequence = 2")
    assert (code, f"checkpoint {9 if change == 'sequence = 9' else 2}") in found()


def test_a_removed_checkpoint_is_found_and_named(world):
    checkpoints.seal()
    tamper("DELETE FROM workflow_checkpoint WHERE sequence = 2")
    assert ("checkpoint-missing", "checkpoint 3") in found()


def test_the_last_checkpoint_removed_is_found(world):
    """The heads say how far they were sealed, and a root kept outside says more."""
    root = world.checkpoint().root
    tamper("DELETE FROM workflow_checkpoint WHERE sequence = 2")
    assert ("seal-mark-changed", label(world.case)) in found()
    assert ("root-unknown", root) in found(root)


def test_a_head_marked_as_sealed_so_that_checkpoints_pass_it_by_is_found(world):
    tamper("UPDATE workflow_chainhead SET sealed_sequence = 999 WHERE object_id = %(id)s", id=world.case.pk)
    assert found() == {("seal-mark-changed", label(world.case))}


def test_a_root_that_never_was_is_named(world):
    assert found("f" * 64) == {("root-unknown", "f" * 64)}


def test_each_root_that_left_the_system_is_known(world):
    checkpoints.seal()
    for root in Checkpoint.objects.values_list("root", flat=True):
        assert found(root) == set()


class TestReads:
    def test_a_changed_read_is_found(self, world):
        tamper("UPDATE workflow_readevent SET actor_id = %(id)s", id=world.stranger.pk)
        assert found() == {("reads-changed", "checkpoint 2")}

    def test_a_removed_read_is_found(self, world):
        tamper("DELETE FROM workflow_readevent WHERE what = 'case page'")
        assert found() == {("reads-changed", "checkpoint 2")}

    def test_all_reads_removed_are_found(self, world):
        tamper("DELETE FROM workflow_readevent")
        assert found() == {("reads-changed", "checkpoint 2")}

    def test_a_read_put_between_sealed_ones_is_found(self, world):
        ReadEvent.objects.create(
            id=0, at=clock.now(), actor_id=world.stranger.pk, object_type="incidents.case", what="case page"
        )
        assert found() == set()  # before the first: it is not between
        tamper("DELETE FROM workflow_readevent WHERE id = 0")
        tamper(
            "UPDATE workflow_readevent SET id = id + 100 WHERE what <> 'case page'",
        )
        assert found() == {("reads-changed", "checkpoint 2")}

    def test_a_read_removed_before_it_was_sealed_is_not_found(self, world):
        """What docs/audit.md says cannot be found: nothing knew of it yet."""
        reads.record_read(world.stranger, world.case, "case page")
        tamper("DELETE FROM workflow_readevent WHERE actor_id = %(id)s", id=world.stranger.pk)
        assert found() == set()

    def test_a_read_of_just_now_waits_for_the_next_seal(self, world):
        """Somebody's INSERT may still be on its way; it must not break the seal."""
        reads.record_read(world.maya, world.case, "case page")
        first = checkpoints.seal()
        with clock.at(clock.now() + dt.timedelta(minutes=10)):
            second = checkpoints.seal()
        assert first.reads_up_to < second.reads_up_to == ReadEvent.objects.latest("id").pk

    def test_the_readers_of_a_case_are_told_newest_first(self, world):
        said = list(reads.readers_of(world.case).values_list("what", flat=True))
        assert said == ["refused: note", "case page"]


class TestSealing:
    def test_a_checkpoint_lists_what_moved_since_the_last_and_nothing_else(self, world):
        checkpoint = checkpoints.seal()
        assert [[kind, pk] for kind, pk, _number, _hash in checkpoint.heads] == [
            ["incidents.case", str(world.case.pk)]
        ]
        assert checkpoint.previous_root == Checkpoint.objects.get(sequence=checkpoint.sequence - 1).root

    def test_with_nothing_new_there_is_still_a_checkpoint(self, world):
        checkpoints.seal()
        quiet = checkpoints.seal()
        assert quiet.heads == []
        assert found(quiet.root) == set()

    def test_what_a_checkpoint_sealed_it_seals_once(self, cast, world):
        checkpoints.seal()
        assert not ChainHead.objects.exclude(sequence=F("sealed_sequence")).exists()
        with transaction.atomic():
            engine.record(world.case, "note", actor=cast.maya)
        assert checkpoints.seal().heads[0][2] == AuditEvent.objects.filter(object_id=world.case.pk).count()
        assert found() == set()
