"""Who may ask for access, decide about it, and end it (S3.3c, domain §6.3). The requester never decides (R7)."""

from typing import Any

from accounts.models import STAFF_ROLES, Person, Role
from accounts.selectors import holders, tied_to
from social.models import AccessPermission

ASKING = (*STAFF_ROLES, Role.VOLUNTEER, Role.CONTRACTOR)


def can_ask(person: Person, obj: Any = None) -> bool:
    """Whoever works here may ask to use a social medium for the setting."""
    return person.holds(*ASKING)


def can_see_register(person: Person, obj: Any = None) -> bool:
    return person.is_leader


def is_holder(person: Person, permission: AccessPermission) -> bool:
    return permission.person_id == person.pk


def can_see(person: Person, permission: AccessPermission) -> bool:
    return is_holder(person, permission) or can_see_register(person)


def can_decide(person: Person, permission: AccessPermission) -> bool:
    """The manager; the owner about a manager, about an official account (S3.3b), and where no manager can.

    Never the requester, nor somebody who is close to them.
    """
    if not person.holds(Role.OWNER, Role.MANAGER) or not _apart(person, permission):
        return False
    if is_owners(permission):
        return person.holds(Role.OWNER)
    return person.holds(Role.MANAGER) or not _managers_apart(permission)


def is_owners(permission: AccessPermission) -> bool:
    """Whether only the owner decides about it."""
    return permission.account_id is not None or permission.person_id in holders()[Role.MANAGER]


def can_suspend(person: Person, permission: AccessPermission) -> bool:
    """Any leader, of anybody but themselves: resting it does no harm, and waiting may."""
    return person.is_leader and not is_holder(person, permission)


def _apart(person: Person, permission: AccessPermission) -> bool:
    return not is_holder(person, permission) and permission.person_id not in tied_to(person)[0]


def _managers_apart(permission: AccessPermission) -> bool:
    """Whether some manager is neither the requester nor close to them."""
    managers = holders()[Role.MANAGER] - {permission.person_id}
    return bool(managers - set(tied_to(permission.person)[0]))
