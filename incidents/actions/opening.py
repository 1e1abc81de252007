"""Opening a case: the read is written down before anything is shown."""

from accounts.models import Person
from incidents.models import Access, Case
from notifications import outbox
from workflow.reads import record_read


def open_case(case: Case, *, actor: Person) -> None:
    """Note the read, and that this reader has seen the news."""
    record_read(actor, case, "case page")
    Access.objects.filter(case=case, person=actor, revoked_at=None, is_unread=True).update(is_unread=False)
    outbox.mark_seen(actor.pk, case)
