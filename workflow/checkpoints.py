"""Checkpoints: what the record looked like on a day, chained, with a root that leaves the system."""

import datetime as dt
import hashlib
from typing import Any

from django.db import transaction
from django.db.models import F, Max

from workflow import audit, clock
from workflow.models import ChainHead, Checkpoint, ReadEvent

# A read is one INSERT of its own; one that takes longer than this is not in flight, it is lost.
READS_SETTLE = dt.timedelta(minutes=5)
READ_FIELDS = ("id", "at", "actor_id", "object_type", "object_id", "what")


def seal() -> Checkpoint:
    """Seal every head that moved and every read since the last checkpoint.

    Two at once cannot both stand: the sequence is unique, and the slower one gets IntegrityError.
    A head that is being moved just now is left for the next checkpoint: nobody waits. The root
    goes to the owner and to the foot of documents, so that a rewritten record shows.
    """
    with transaction.atomic(durable=True):
        last = Checkpoint.objects.order_by("-sequence").first()
        moved = list(
            ChainHead.objects.filter(sequence__gt=F("sealed_sequence"))
            .select_for_update(skip_locked=True)
            .order_by("object_type", "object_id")
        )
        checkpoint = Checkpoint(
            sequence=last.sequence + 1 if last else 1,
            at=clock.now(),
            previous_root=last.root if last else "",
            heads=[[h.object_type, str(h.object_id), h.sequence, h.hash] for h in moved],
            reads_up_to=_settled_reads(last),
        )
        checkpoint.reads_digest = reads_digest(last.reads_up_to if last else 0, checkpoint.reads_up_to)
        checkpoint.root = root_of(checkpoint)
        checkpoint.save(force_insert=True)
        for head in moved:
            ChainHead.objects.filter(pk=head.pk).update(sealed_sequence=head.sequence)
    return checkpoint


def _settled_reads(last: Checkpoint | None) -> int:
    settled = ReadEvent.objects.filter(at__lt=clock.now() - READS_SETTLE).aggregate(last=Max("id"))
    return max(settled["last"] or 0, last.reads_up_to if last else 0)


def reads_digest(after: int, up_to: int) -> str:
    """SHA-256 over the reads with `after` < id ≤ `up_to`, in order."""
    digest = hashlib.sha256()
    reads = ReadEvent.objects.filter(id__gt=after, id__lte=up_to).order_by("id")
    for row in reads.values_list(*READ_FIELDS).iterator():
        digest.update(audit.canonical(list(row)).encode())
    return digest.hexdigest()


def root_of(checkpoint: Checkpoint) -> str:
    """The root hash: everything the checkpoint says, and the root before it."""
    said: dict[str, Any] = {
        name: getattr(checkpoint, name)
        for name in ("sequence", "at", "previous_root", "heads", "reads_up_to", "reads_digest")
    }
    return audit.sha256(audit.canonical(said))
