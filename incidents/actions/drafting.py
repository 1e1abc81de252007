"""Drafts: outside the four steps, their author's alone, not audited."""

from typing import Any

from django.db import transaction

from accounts.models import Person
from incidents.models import Draft
from workflow import clock
from workflow.engine import NotAllowed
from workflow.models import SweepRun


def start_draft(*, actor: Person, report_type: str, page: str, typed: dict[str, Any]) -> Draft:
    """Begin a draft with what was typed on its first page."""
    return Draft.objects.create(author=actor, report_type=report_type, answers={page: typed})


def keep_typed(draft: Draft, page: str, typed: dict[str, Any] | None) -> None:
    """Keep what was typed on one page, right or wrong, so that nothing is typed twice.

    None (too much to keep) leaves what was kept before. A draft that was sent
    meanwhile stays gone.
    """
    if typed is None:
        return
    with transaction.atomic(durable=True):
        kept = Draft.objects.select_for_update().filter(pk=draft.pk).first()
        if kept is None:
            return
        draft.answers = {**kept.answers, page: typed}
        draft.updated_at = clock.now()
        draft.save(update_fields=["answers", "updated_at"])


def discard_draft(draft: Draft, *, actor: Person) -> None:
    """Throw a draft away, at its author's wish."""
    if draft.author_id != actor.pk:
        raise NotAllowed(actor, draft, "discard")
    draft.delete()


def purge_drafts() -> int:
    """Delete drafts whose stated day has come; returns how many."""
    deleted, _rows = Draft.objects.filter(delete_on__lte=clock.today()).delete()
    SweepRun.ended("drafts")
    return deleted
