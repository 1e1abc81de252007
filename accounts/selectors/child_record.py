"""Page-shaped reads of one child's record: who belongs to it now and before, and whether it is looked after."""

from django.db.models import QuerySet

from accounts.models import CareStatus, Child, ChildContact


def contacts(child: Child) -> QuerySet[ChildContact]:
    """Everybody who belongs to the child now, with whoever verified it."""
    held = ChildContact.objects.holding().filter(child=child)
    return held.select_related("person", "verified_by").order_by("begins_at", "pk")


def earlier(child: Child) -> QuerySet[ChildContact]:
    """What held before: ended, or said anew since. The latest first."""
    ended = ChildContact.objects.filter(child=child, ended_at__isnull=False)
    return ended.select_related("person").order_by("-ended_at", "pk")


def care(child: Child) -> CareStatus | None:
    return CareStatus.objects.holding().filter(child=child).first()
