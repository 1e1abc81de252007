"""Who may take down, who asks for it, and who may read why (domain §5; R8)."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from accounts.models import SAFEGUARDING_ROLES, ChildContact, Person, Tie


def can_see_takedowns(person: Person, obj: Any = None) -> bool:
    """Whoever works here may come to the list; which rows stand in it, the rows say."""
    return person.is_staff_member


def can_ask_takedown(person: Person, obj: Any = None) -> bool:
    """Any leader asks for a post to come down."""
    return person.is_leader


def can_look(person: Person, obj: Any = None) -> bool:
    """Any leader has it looked now what must come down, where the sweep does not: nobody is told more by it."""
    return person.is_leader


def can_read_reasons(person: Person, child_ids: Iterable[UUID]) -> bool:
    """Why, and because of whom: the safeguarding leads, but not of their own family (§3.2, R1)."""
    if not person.holds(*SAFEGUARDING_ROLES):
        return False
    ids = list(child_ids)
    own = ChildContact.objects.holding().filter(person=person, child__in=ids)
    tied = Tie.objects.in_force().filter(person=person, child__in=ids)
    return not (ids and (own.exists() or tied.exists()))


def can_tell_parents(person: Person, obj: Any = None) -> bool:
    """Who said No is known to the safeguarding leads only, as long as a block must look the same."""
    return person.holds(*SAFEGUARDING_ROLES)
