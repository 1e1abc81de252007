"""What was typed when a session ended: kept for its author, sent again, thrown away, gone after a day. Not audited."""

import json
import uuid
from collections.abc import Mapping, Sequence

from django.db import transaction

from accounts.models import Person, UnsentForm
from workflow import clock
from workflow.models import SweepRun

# Characters, with the names of the fields. The longest text that a form here takes is a policy.
MOST_KEPT = 500_000


def keep(
    author: Person, *, path: str, page: str, fields: Mapping[str, Sequence[str]], had_files: bool
) -> UnsentForm | None:
    """Keep what `author` typed, sealed. None when it is too long. A second form for one path replaces the first."""
    sealed = json.dumps(dict(fields))
    if len(sealed) > MOST_KEPT:
        return None
    now = {"page": page, "sealed": sealed, "had_files": had_files, "kept_at": clock.now(), "sent_at": None}
    with transaction.atomic(durable=True):
        row, _created = UnsentForm.objects.update_or_create(person=author, path=path, defaults=now)
    return row


def note_sent(pk: uuid.UUID, *, actor: Person, path: str) -> None:
    """It was sent again. It stays until its day is over: whatever it met there, the words are not lost."""
    UnsentForm.objects.kept_for(actor).filter(pk=pk, path=path).update(sent_at=clock.now())


def throw_away(form: UnsentForm, *, actor: Person) -> None:
    """Its author does not want it."""
    UnsentForm.objects.filter(pk=form.pk, person=actor).delete()


def purge() -> int:
    """Delete what nobody came back for within a day; returns how many."""
    deleted, _rows = UnsentForm.objects.outdated().delete()
    SweepRun.ended("unsent forms")
    return deleted
