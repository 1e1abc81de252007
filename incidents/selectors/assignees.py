"""Whom a lead may choose: subjects from the register, readers, and owners of actions."""

from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import SAFEGUARDING_ROLES, Child, Person
from accounts.selectors import holders
from incidents.models import Access, Case
from incidents.permissions import LEAD
from incidents.routing import FALLBACK
from incidents.selectors import facts
from incidents.selectors.register import WORKING_HERE


def subject_choices() -> list[tuple[str, Any]]:
    """Every child and person of the register, for a form."""
    children = [(f"child:{child.pk}", str(child)) for child in Child.objects.all()]
    people = [(f"person:{person.pk}", str(person)) for person in Person.objects.all()]
    groups: list[tuple[Any, Any]] = [(_("Children"), children), (_("Adults"), people)]
    return [("", _("Choose, or enter a name below")), *groups]


def who_may_be_let_in(case: Case) -> QuerySet[Person]:
    """Leaders without a conflict who have no access yet."""
    held = case.accesses.filter(revoked_at=None).values("person")
    return _holding(FALLBACK).exclude(pk__in=facts.of_case(case).conflicted).exclude(pk__in=held)


def who_may_act(case: Case) -> QuerySet[Person]:
    """Everybody who works here and is not in conflict with the case."""
    people = _holding(tuple(WORKING_HERE))
    known = facts.of_case(case)
    tied = {person for person, other in _ties_of(people) if other in known.implicated}
    return people.exclude(pk__in=known.conflicted | tied)


def cases_led_by(person: Person) -> QuerySet[Case]:
    """Open cases that `person` may decide about, as `permissions.can_lead` says it of one."""
    cases = Case.objects.visible_to(person).open().order_by("reference")
    if person.holds(*SAFEGUARDING_ROLES):
        return cases
    return cases.filter(accesses__in=Access.objects.filter(person=person, capacity=LEAD, revoked_at=None))


def _holding(roles: tuple[str, ...]) -> QuerySet[Person]:
    held = holders()
    ids = {pk for role in roles for pk in held[role]}
    return Person.objects.filter(Q(pk__in=ids))


def _ties_of(people: QuerySet[Person]) -> set[tuple[UUID, UUID]]:
    return facts.tied_pairs(people.values_list("pk", flat=True))
