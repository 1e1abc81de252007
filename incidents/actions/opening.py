"""Opening a case: the read is written down before anything is shown."""

from collections.abc import Iterable

from django.db import transaction

from accounts.models import Child, Person
from incidents.models import Access, Case
from notifications import outbox
from workflow.reads import record_read, record_reads


def open_case(case: Case, *, actor: Person, is_news: bool) -> None:
    """Note the read and, where the case as it was loaded `is_news` to this reader, that they have seen it.

    Mostly it is no news: then the read is one statement, and needs no transaction around it.
    """
    if not is_news:
        record_read(actor, case, "case page")
        return
    with transaction.atomic(durable=True):
        record_read(actor, case, "case page")
        Access.objects.filter(case=case, person=actor, revoked_at=None).update(is_unread=False)
        outbox.mark_seen(actor.pk, case)


def open_child(child: Child, cases: Iterable[Case], *, actor: Person) -> None:
    """Note that the page of a child was read, and with it what stands in each of `cases`."""
    with transaction.atomic(durable=True):
        record_read(actor, child, "child page")
        record_reads(actor, cases, "child page")
