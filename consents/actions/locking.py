"""The one order in which everything that decides about children's pictures takes its locks."""

import uuid
from collections.abc import Iterable

from accounts.models import Child
from consents.models import ConsentRecord
from workflow import engine
from workflow.actors import System

KEEPER = System("consent records")


def lock_children(child_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, ConsentRecord]:
    """Keep these children's answers as they are until the transaction ends; child id → its record.

    Signing, withdrawing, blocking, and above: approving and publishing a picture, all take these
    locks, always in the order of the ids, so that none can pass another unseen. A child without a
    record gets one. Raises Child.DoesNotExist.
    """
    found = {}
    for pk in sorted(set(child_ids)):
        child = engine.lock(Child, pk)
        record = ConsentRecord.objects.filter(child=child).first()
        if record is None:
            record = ConsentRecord(child=child)
            engine.create(record, "open", actor=KEEPER)
        found[pk] = record
    return found
