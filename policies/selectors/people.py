"""Whom the pages of the action plan offer, and the names that its titles must not hold."""

from django.db.models import QuerySet

from accounts.models import STAFF_ROLES, Child, Person
from accounts.selectors import holders
from policies.naming import Named


def who_may_act() -> QuerySet[Person]:
    """Everybody who works here today."""
    held = holders()
    return Person.objects.filter(pk__in=set().union(*(held[role] for role in STAFF_ROLES)))


def register() -> list[Named]:
    """Everybody whom the register names, those who left too. Two queries."""
    children = Child.objects.values_list("given_name", "family_name")
    people = Person.objects.values_list("given_name", "family_name")
    return [
        *(Named(f"{given} {family}", is_child=True) for given, family in children),
        *(Named(f"{given} {family}") for given, family in people),
    ]
