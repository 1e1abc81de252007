"""Recompute the whole record and name what is broken.

Reads only, and nobody waits for it. Memory grows with the number of rows, not with their text.
Whatever somebody wrote into the tables, it is named and the rest is still looked at.
"""

import contextlib
import dataclasses
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction

from workflow import audit, checkpoints, guards
from workflow.models import Audited, AuditEvent, ChainHead, Checkpoint, WorkflowModel


@dataclasses.dataclass(frozen=True)
class Problem:
    """One thing that is broken: a code, the object or table, and what is wrong."""

    code: str
    where: str
    detail: str

    def __str__(self) -> str:
        return f"{self.code}: {self.where}: {self.detail}"


Key = tuple[str, str]
# What reading or recomputing a value raises when somebody wrote there what no action writes.
UNREADABLE = (KeyError, ValueError, TypeError, AttributeError)


@dataclasses.dataclass
class _Seen:
    """What the events say: the last of each chain, and the last seal of each row; what the
    checkpoints say: how far each chain is sealed (`marks`); and the tables that cannot be read."""

    heads: dict[Key, tuple[int, str]] = dataclasses.field(default_factory=dict)
    states: dict[Key, str] = dataclasses.field(default_factory=dict)
    seals: dict[Key, tuple[str, str]] = dataclasses.field(default_factory=dict)
    hashes: dict[tuple[str, str, int], str] = dataclasses.field(default_factory=dict)
    marks: dict[Key, int] = dataclasses.field(default_factory=dict)
    unreadable: set[str] = dataclasses.field(default_factory=set)


def verify(root: str = "") -> list[Problem]:
    """Every problem of the record. `root` is a checkpoint's root that was kept outside."""
    with _snapshot():
        return list(_problems(root))


@contextlib.contextmanager
def _snapshot() -> Iterator[None]:
    """One moment of the database, so that work going on meanwhile is not taken for tampering."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    else:
        # atomic() would begin IMMEDIATE here, and hold up everybody who writes.
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")


def _problems(root: str) -> Iterator[Problem]:
    for name in guards.missing():
        yield Problem("trigger-missing", name, "absent, disabled or changed")
    seen = _Seen()
    yield from _walk_events(seen)
    yield from _walk_checkpoints(seen, root)
    yield from _compare_heads(seen)
    for model in _with_rows(audited_models()):
        yield from _compare_rows(model, seen)
    yield from _removed_rows(seen)
    for table in sorted(seen.unreadable):
        yield Problem("table-unreadable", table, "a value in it cannot be read")


def _rows(queryset: models.QuerySet[Any], seen: _Seen) -> Iterator[Any]:
    """Row by row. SQLite takes any value in any column; one that cannot be read ends its table only."""
    try:
        yield from queryset.iterator()
    except UNREADABLE:
        seen.unreadable.add(queryset.model._meta.label_lower)


def _holds(recompute: Callable[[], str], said: str) -> bool:
    """Whether recomputing gives what was said. What cannot be recomputed does not."""
    try:
        return recompute() == said
    except UNREADABLE:
        return False


def audited_models() -> list[type[Audited]]:
    """Every concrete model whose rows the record must explain."""
    return [model for model in apps.get_models() if issubclass(model, Audited)]


def _with_rows(every: list[type[Audited]]) -> list[type[Audited]]:
    """Those whose table is not empty: one question for all, instead of one for each."""
    quoted = connection.ops.quote_name
    asked = (
        f"SELECT {number} WHERE EXISTS (SELECT 1 FROM {quoted(model._meta.db_table)})"  # noqa: S608
        for number, model in enumerate(every)
    )
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(asked))
        return [every[number] for (number,) in sorted(cursor.fetchall())]


def _walk_events(seen: _Seen) -> Iterator[Problem]:
    """Chain by chain, in order: sequence, previous hash, own hash."""
    for event in _rows(AuditEvent.objects.order_by("object_type", "object_id", "sequence"), seen):
        key = (event.object_type, str(event.object_id))
        where = f"{key[0]} {key[1]} event {event.sequence}"
        sequence, previous = seen.heads.get(key, (0, ""))
        if event.sequence != sequence + 1:
            yield Problem("event-missing", where, f"follows event {sequence}")
        elif event.previous_hash != previous:
            yield Problem("chain-broken", where, "does not continue the event before it")
        readable = _note_seals(seen, event)
        if not (readable and _holds(partial(audit.event_hash, event), event.hash)):
            yield Problem("event-changed", where, "its hash does not match what it says")
        if sequence and event.from_state != seen.states[key]:
            yield Problem("state-jump", where, f"from {event.from_state!r}, was {seen.states[key]!r}")
        seen.heads[key] = (event.sequence, event.hash)
        seen.states[key] = event.to_state
        seen.hashes[(*key, event.sequence)] = event.hash


def _note_seals(seen: _Seen, event: AuditEvent) -> bool:
    """Remember the seals of an event; False if they cannot be read."""
    try:
        for content in event.contents:
            label, _, version = content["schema"].partition("@")
            seen.seals[(label, content["id"])] = (version, content["digest"])
    except UNREADABLE:
        return False
    return True


def _compare_heads(seen: _Seen) -> Iterator[Problem]:
    heads = {(h.object_type, str(h.object_id)): h for h in _rows(ChainHead.objects.all(), seen)}
    for key in sorted(seen.heads.keys() | heads.keys()):
        head = heads.get(key)
        where = f"{key[0]} {key[1]}"
        if (head and (head.sequence, head.hash)) != seen.heads.get(key):
            yield Problem("head-mismatch", where, "the head is not the chain's last event")
        if head and head.sealed_sequence != seen.marks.get(key, 0):
            # With this mark ahead, the next checkpoints would pass the chain by.
            yield Problem("seal-mark-changed", where, "no checkpoint sealed it as far as its head says")


def _compare_rows(model: type[Audited], seen: _Seen) -> Iterator[Problem]:
    label = model._meta.label_lower
    stateful = issubclass(model, WorkflowModel)
    for row in _rows(model._base_manager.order_by("pk"), seen):
        key = (label, str(row.pk))
        where = f"{label} {row.pk}"
        if stateful and seen.states.get(key) != row.state:
            yield Problem("state-unexplained", where, "no event explains its state")
        sealed = seen.seals.pop(key, None)
        if sealed is None:
            yield Problem("row-inserted", where, "no event explains this row")
        elif not _holds(partial(_digest, row, sealed[0]), sealed[1]):
            yield Problem("row-changed", where, "its content is not what the last event sealed")


def _digest(row: Audited, version: str) -> str:
    return audit.seal(row, int(version))["digest"]


def _removed_rows(seen: _Seen) -> Iterator[Problem]:
    """What events sealed and no table holds any more; `_compare_rows` took the rest away."""
    for label, row_id in seen.seals:
        if label not in seen.unreadable:
            yield Problem("row-removed", f"{label} {row_id}", "an event speaks of it, the row is gone")


def _walk_checkpoints(seen: _Seen, root: str) -> Iterator[Problem]:
    previous, number, read_to, found = "", 0, 0, not root
    for checkpoint in _rows(Checkpoint.objects.order_by("sequence"), seen):
        where = f"checkpoint {checkpoint.sequence}"
        if checkpoint.sequence != number + 1 or checkpoint.previous_root != previous:
            yield Problem("checkpoint-missing", where, "does not continue the one before it")
        if not _holds(partial(checkpoints.root_of, checkpoint), checkpoint.root):
            yield Problem("checkpoint-changed", where, "its root does not match what it says")
        reads = partial(checkpoints.reads_digest, read_to, checkpoint.reads_up_to)
        if not _holds(reads, checkpoint.reads_digest):
            yield Problem("reads-changed", where, "the reads it sealed were changed")
        yield from _missing_chains(seen, checkpoint)
        previous, number, read_to = checkpoint.root, checkpoint.sequence, checkpoint.reads_up_to
        found = found or checkpoint.root == root
    if not found:
        yield Problem("root-unknown", root, "no checkpoint has this root: the record was rewritten")


def _missing_chains(seen: _Seen, checkpoint: Checkpoint) -> Iterator[Problem]:
    where = f"checkpoint {checkpoint.sequence}"
    try:
        heads = [
            (str(kind), str(pk), int(number), str(sealed)) for kind, pk, number, sealed in checkpoint.heads
        ]
    except UNREADABLE:
        yield Problem("checkpoint-changed", where, "the heads it lists cannot be read")
        return
    for object_type, object_id, sequence, sealed in heads:
        seen.marks[(object_type, object_id)] = sequence
        if seen.hashes.get((object_type, object_id, sequence)) != sealed:
            code = "event-rewritten" if (object_type, object_id) in seen.heads else "chain-gone"
            yield Problem(code, f"{object_type} {object_id}", f"sealed by {where}")


def summary() -> dict[str, Any]:
    """How much was looked at, for the command's last line."""
    last = Checkpoint.objects.order_by("-sequence").first()
    return {
        "events": AuditEvent.objects.count(),
        "chains": ChainHead.objects.count(),
        "checkpoints": last.sequence if last else 0,
        "root": last.root if last else "",
    }
