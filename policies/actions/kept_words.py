"""What somebody has typed of a draft and not saved: kept for them, thrown away, gone after a while. Not audited."""

import datetime as dt

from django.db import transaction

from accounts.models import Person
from policies import permissions
from policies.models import KeptWords, PolicyVersion
from policies.models.kept import KEPT_DAYS
from workflow import clock
from workflow.models import SweepRun

# More than any policy has; a page that sends more is told so by its form.
MOST_KEPT = 500_000


def keep(version: PolicyVersion, *, actor: Person, seen: int, text: str) -> bool:
    """Keep what `actor` has typed so far; False when it is too long, or they may not write on it now."""
    text = text.replace("\0", "")
    may = version.state == PolicyVersion.State.DRAFT and permissions.can_draft(actor)
    if not may or len(text) > MOST_KEPT:
        return False
    with transaction.atomic(durable=True):
        KeptWords.objects.update_or_create(
            version=version,
            person=actor,
            defaults={"seen": seen, "text": text, "kept_at": clock.now()},
        )
    return True


def throw_away(version: PolicyVersion, *, actor: Person) -> None:
    """They saved it, or do not want it."""
    KeptWords.objects.filter(version=version, person=actor).delete()


def purge() -> int:
    """Delete what nobody came back for; returns how many."""
    before = clock.now() - dt.timedelta(days=KEPT_DAYS)
    deleted, _rows = KeptWords.objects.filter(kept_at__lt=before).delete()
    SweepRun.ended("kept words")
    return deleted
