"""Recompute the whole record and name what is broken. Reads only; memory grows with the rows, not the text."""

import contextlib
import dataclasses
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import connection, transaction

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


@dataclasses.dataclass
class _Seen:
    """What the events say: the last of each chain, and the last seal of each row."""

    heads: dict[Key, tuple[int, str]] = dataclasses.field(default_factory=dict)
    states: dict[Key, str] = dataclasses.field(default_factory=dict)
    seals: dict[Key, tuple[str, str]] = dataclasses.field(default_factory=dict)
    hashes: dict[tuple[str, str, int], str] = dataclasses.field(default_factory=dict)


def verify(root: str = "") -> list[Problem]:
    """Every problem of the record. `root` is a checkpoint's root that was kept outside."""
    with _snapshot():
        return list(_problems(root))


@contextlib.contextmanager
def _snapshot() -> Iterator[None]:
    """One moment of the database, so that work going on meanwhile is not taken for tampering."""
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost and connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def _problems(root: str) -> Iterator[Problem]:
    for name in guards.missing():
        yield Problem("trigger-missing", name, "absent, disabled or changed")
    seen = _Seen()
    yield from _walk_events(seen)
    yield from _compare_heads(seen)
    for model in audited_models():
        yield from _compare_rows(model, seen)
    yield from _removed_rows(seen)
    yield from _walk_checkpoints(seen, root)


def audited_models() -> list[type[Audited]]:
    """Every concrete model whose rows the record must explain."""
    return [model for model in apps.get_models() if issubclass(model, Audited)]


def _walk_events(seen: _Seen) -> Iterator[Problem]:
    """Chain by chain, in order: sequence, previous hash, own hash."""
    for event in AuditEvent.objects.order_by("object_type", "object_id", "sequence").iterator():
        key = (event.object_type, str(event.object_id))
        where = f"{key[0]} {key[1]} event {event.sequence}"
        sequence, previous = seen.heads.get(key, (0, ""))
        if event.sequence != sequence + 1:
            yield Problem("event-missing", where, f"follows event {sequence}")
        elif event.previous_hash != previous:
            yield Problem("chain-broken", where, "does not continue the event before it")
        if audit.event_hash(event) != event.hash:
            yield Problem("event-changed", where, "its hash does not match what it says")
        if sequence and event.from_state != seen.states[key]:
            yield Problem("state-jump", where, f"from {event.from_state!r}, was {seen.states[key]!r}")
        seen.heads[key] = (event.sequence, event.hash)
        seen.states[key] = event.to_state
        seen.hashes[(*key, event.sequence)] = event.hash
        _note_seals(seen, event)


def _note_seals(seen: _Seen, event: AuditEvent) -> None:
    for content in event.contents:
        label, _, version = content["schema"].partition("@")
        seen.seals[(label, content["id"])] = (version, content["digest"])


def _compare_heads(seen: _Seen) -> Iterator[Problem]:
    heads = {(h.object_type, str(h.object_id)): (h.sequence, h.hash) for h in ChainHead.objects.iterator()}
    for key in seen.heads.keys() | heads.keys():
        if heads.get(key) != seen.heads.get(key):
            yield Problem("head-mismatch", f"{key[0]} {key[1]}", "the head is not the chain's last event")


def _compare_rows(model: type[Audited], seen: _Seen) -> Iterator[Problem]:
    label = model._meta.label_lower
    stateful = issubclass(model, WorkflowModel)
    for row in model._base_manager.order_by("pk").iterator():
        key = (label, str(row.pk))
        where = f"{label} {row.pk}"
        if stateful and seen.states.get(key) != row.state:  # type: ignore[attr-defined]
            yield Problem("state-unexplained", where, "no event explains its state")
        sealed = seen.seals.pop(key, None)
        if sealed is None:
            yield Problem("row-inserted", where, "no event explains this row")
        elif audit.seal(row, int(sealed[0]))["digest"] != sealed[1]:
            yield Problem("row-changed", where, "its content is not what the last event sealed")


def _removed_rows(seen: _Seen) -> Iterator[Problem]:
    """What events sealed and no table holds any more; `_compare_rows` took the rest away."""
    for label, row_id in seen.seals:
        yield Problem("row-removed", f"{label} {row_id}", "an event speaks of it, the row is gone")


def _walk_checkpoints(seen: _Seen, root: str) -> Iterator[Problem]:
    previous, number, read_to, found = "", 0, 0, not root
    for checkpoint in Checkpoint.objects.order_by("sequence").iterator():
        where = f"checkpoint {checkpoint.sequence}"
        if checkpoint.sequence != number + 1 or checkpoint.previous_root != previous:
            yield Problem("checkpoint-missing", where, "does not continue the one before it")
        if checkpoints.root_of(checkpoint) != checkpoint.root:
            yield Problem("checkpoint-changed", where, "its root does not match what it says")
        if checkpoints.reads_digest(read_to, checkpoint.reads_up_to) != checkpoint.reads_digest:
            yield Problem("reads-changed", where, "the reads it sealed were changed")
        yield from _missing_chains(seen, checkpoint)
        previous, number, read_to = checkpoint.root, checkpoint.sequence, checkpoint.reads_up_to
        found = found or checkpoint.root == root
    if not found:
        yield Problem("root-unknown", root, "no checkpoint has this root: the record was rewritten")


def _missing_chains(seen: _Seen, checkpoint: Checkpoint) -> Iterator[Problem]:
    for object_type, object_id, sequence, sealed in checkpoint.heads:
        if seen.hashes.get((object_type, object_id, sequence)) != sealed:
            code = "event-rewritten" if (object_type, object_id) in seen.heads else "chain-gone"
            yield Problem(code, f"{object_type} {object_id}", f"sealed by checkpoint {checkpoint.sequence}")


def summary() -> dict[str, Any]:
    """How much was looked at, for the command's last line."""
    last = Checkpoint.objects.order_by("-sequence").first()
    return {
        "events": AuditEvent.objects.count(),
        "chains": ChainHead.objects.count(),
        "checkpoints": last.sequence if last else 0,
        "root": last.root if last else "",
    }
