"""Who may do what with people. Predicates take the acting person first.

The owner manages leaders, the manager manages staff; nobody manages themselves,
and a DSL cannot change the roles that conflicts of interest are computed from (COI-5).
"""

from typing import Any

from accounts.models import LEADER_ROLES, SAFEGUARDING_ROLES, Person, Role, Tie
from workflow import clock


def is_leader(person: Person, obj: Any = None) -> bool:
    return person.is_leader


def is_staff_member(person: Person, obj: Any = None) -> bool:
    return person.is_staff_member


def is_self(person: Person, other: Person) -> bool:
    return person.pk == other.pk


def can_see_people(person: Person, obj: Any = None) -> bool:
    """The register of people: those who keep it."""
    return person.holds(Role.OWNER, Role.MANAGER, Role.DEPUTY_MANAGER)


def can_add_person(person: Person, obj: Any = None) -> bool:
    return person.holds(Role.OWNER, Role.MANAGER)


def can_manage_person(person: Person, other: Person) -> bool:
    """Roles and leaving: the owner for leaders, the manager for everybody else, never oneself."""
    if person.pk == other.pk:
        return False
    if person.holds(Role.OWNER):
        return True
    return person.holds(Role.MANAGER) and not _leads_now_or_later(other)


def can_give_role(person: Person, other: Person, role: str) -> bool:
    """A leader's role is the owner's to give (domain §5, Manage users/roles)."""
    if role in LEADER_ROLES and not person.holds(Role.OWNER):
        return False
    return can_manage_person(person, other)


def can_change_person(person: Person, other: Person) -> bool:
    """Contact details and ties follow the same rule as roles: routing reads them."""
    return can_manage_person(person, other)


def can_change_tie(person: Person, tie: Tie) -> bool:
    """Both ends are theirs to manage, and neither is themselves: a tie decides who may know (COI-5)."""
    ends = [tie.person] + ([tie.other_person] if tie.other_person else [])
    return all(can_change_person(person, end) for end in ends)


def can_change_child(person: Person, child: Any = None) -> bool:
    return can_add_person(person)


def can_see_child(person: Person, child: Any = None) -> bool:
    """One child's record: those who keep the register, and safeguarding leads."""
    return can_see_people(person) or person.holds(*SAFEGUARDING_ROLES)


def can_see_care(person: Person, child: Any = None) -> bool:
    """That a child is looked after, and what a court ordered: those who must act on it, and nobody else."""
    return person.holds(Role.OWNER, Role.MANAGER, *SAFEGUARDING_ROLES)


def _leads_now_or_later(person: Person) -> bool:
    """Also somebody who is appointed and has not begun yet. In Python, for lists that fetched the roles."""
    today = clock.today()
    return any(
        row.role in LEADER_ROLES and (row.ends_on is None or row.ends_on >= today)
        for row in person.role_assignments.all()
    )


def can_see_readiness(person: Person, obj: Any = None) -> bool:
    """The banner about missing leaders."""
    return person.is_leader
