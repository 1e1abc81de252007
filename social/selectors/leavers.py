"""Children who have left, their families, and who of them asked for contact."""

from django.db.models import QuerySet

from accounts.models import Child, ChildContact, Person
from accounts.selectors import tied_to
from social.models.families import LeaverContact, LeaverContactQuerySet
from workflow import clock


def children(viewer: Person) -> QuerySet[Child]:
    """Those who have left, without the viewer's own family; who left last comes first."""
    own = ChildContact.objects.filter(person=viewer).values("child")
    _people, tied = tied_to(viewer)
    rows = Child.objects.filter(left_on__lt=clock.today()).exclude(pk__in=tied).exclude(pk__in=own)
    return rows.order_by("-left_on", "given_name", "family_name", "pk")


def family_of(child: Child) -> QuerySet[Person]:
    """Whoever belongs, or belonged, to the child, but not those who were shut out from it."""
    held = ChildContact.objects.filter(child=child).exclude(responsibility=ChildContact.Responsibility.NO)
    return Person.objects.filter(pk__in=held.values("person")).order_by("given_name", "family_name", "pk")


def contacts(viewer: Person) -> LeaverContactQuerySet:
    """Each request that was noted, the newest first."""
    rows = LeaverContact.objects.visible_to(viewer).select_related("child", "person", "by")
    found: LeaverContactQuerySet = rows.order_by("-noted_on", "pk")
    return found
