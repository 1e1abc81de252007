"""Children, as far as safeguarding goes: those with cases that the viewer may see."""

from django.db.models import QuerySet

from accounts.models import Child, Person
from incidents.models import Case, Subject


def children_for(person: Person) -> QuerySet[Child]:
    """Children named in a case that `person` may see; of others not even the name is listed here."""
    cases = Case.objects.visible_to(person).values("pk")
    return Child.objects.filter(pk__in=Subject.objects.filter(case__in=cases).values("child")).order_by(
        "given_name", "family_name", "pk"
    )


def cases_about(child: Child, person: Person) -> QuerySet[Case]:
    """The cases about one child that `person` may see, the newest first."""
    return (
        Case.objects.visible_to(person)
        .filter(subjects__child=child)
        .select_related("category", "outcome")
        .order_by("-opened_at", "pk")
    )
