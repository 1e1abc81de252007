"""Children, as far as safeguarding goes: those with cases that the viewer may see."""

from typing import Any

from django.db.models import QuerySet

from accounts.models import Child, Person
from accounts.selectors.happenings import names_of
from incidents.models import Case, Subject
from incidents.selectors import chronology
from pages.lists import ListPage, window

LINES_SHOWN = 100


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


def page(child: Child, cases: ListPage, asked: str | None) -> dict[str, Any]:
    """The context of a child's page: these cases, and one chronology across them, the newest lines first."""
    record = chronology.Record(cases)
    cut = window(record.events(), asked, LINES_SHOWN)
    names = names_of(event.actor_id for event in cut)
    return {
        "child": child,
        "cases": cases,
        "page": cut,
        "chronology": chronology.lines(record, cut.object_list, names),
    }
