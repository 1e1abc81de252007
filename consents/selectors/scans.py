"""The scan of a form that came back, for those who may handle it; everybody else finds nothing."""

import uuid

from accounts.models import Person
from consents.models import ScanPage, Signature
from consents.permissions import can_check_answers


def of(signature: Signature) -> list[ScanPage]:
    """Its pages in their order, without those that were taken out. One query."""
    return list(ScanPage.objects.kept().filter(signature=signature).select_related("picture", "added_by"))


def page_for(person: Person, signature_id: uuid.UUID, pk: uuid.UUID) -> ScanPage | None:
    """One page, for whoever may compare it with what was entered; None for all others, and for what is gone."""
    found = ScanPage.objects.kept().filter(pk=pk, signature=signature_id)
    page = found.select_related("picture", "signature__child").first()
    return page if page and can_check_answers(person, page.signature.child) else None
