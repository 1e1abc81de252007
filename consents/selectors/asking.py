"""Whom we have asked, and who has not answered."""

from django.db.models import OuterRef, QuerySet, Subquery

from consents.models import Request
from consents.selectors import checks
from workflow.models import Deadline

STATES = Request.State


def requests(state: str = "") -> QuerySet[Request]:
    """Requests in one state, or all that are open; each with `due_at` and `is_unchecked`. The oldest first."""
    clocks = Deadline.objects.filter(object_type="consents.request", object_id=OuterRef("pk"))
    found = Request.objects.filter(state=state) if state else Request.objects.open()
    return (
        found.select_related("child", "person")
        .annotate(due_at=Subquery(clocks.values("due_at")[:1]), is_unchecked=checks.waits_for_check())
        .order_by("asked_at", "person__family_name", "pk")
    )
