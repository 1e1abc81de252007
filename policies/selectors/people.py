"""Whom the pages of the action plan offer, and the names that its titles must not hold."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import STAFF_ROLES, Child, Person, Role
from accounts.selectors import holders
from accounts.selectors.happenings import names_of
from policies.naming import Named

NAMES_SHOWN = 3


def who_may_act() -> QuerySet[Person]:
    """Everybody who works here today."""
    held = holders()
    return Person.objects.filter(pk__in=set().union(*(held[role] for role in STAFF_ROLES)))


def who_may_answer() -> list[tuple[str, str]]:
    """The roles that may answer for a policy, each with who holds it today. Whoever left holds none."""
    held = holders()
    ids = set().union(*(held[role] for role in STAFF_ROLES))
    names = names_of(ids)
    return [
        (role.value, _with_names(str(role.label), sorted(names[pk] for pk in held[role])))
        for role in Role
        if role in STAFF_ROLES
    ]


def _with_names(role: str, names: list[str]) -> str:
    if not names:
        return _("%(role)s (nobody at present)") % {"role": role}
    if len(names) > NAMES_SHOWN:
        return role
    return f"{role} ({', '.join(names)})"


def register() -> list[Named]:
    """Everybody whom the register names, those who left too. Two queries."""
    children = Child.objects.values_list("given_name", "family_name")
    people = Person.objects.values_list("given_name", "family_name")
    return [
        *(Named(f"{given} {family}", is_child=True) for given, family in children),
        *(Named(f"{given} {family}") for given, family in people),
    ]
