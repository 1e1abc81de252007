"""People: persons, their sign-ins, roles with dates, children, and ties between them."""

from accounts.models.children import CareStatus, Child, ChildContact
from accounts.models.importing import ImportPreview
from accounts.models.organisation import Organisation
from accounts.models.people import (
    LEADER_ROLES,
    SAFEGUARDING_ROLES,
    STAFF_ROLES,
    Dated,
    InForceQuerySet,
    Person,
    Role,
    RoleAssignment,
    User,
    UserManager,
)
from accounts.models.ties import Tie
from accounts.models.unsent import UnsentForm

__all__ = [
    "LEADER_ROLES",
    "SAFEGUARDING_ROLES",
    "STAFF_ROLES",
    "CareStatus",
    "Child",
    "ChildContact",
    "Dated",
    "ImportPreview",
    "InForceQuerySet",
    "Organisation",
    "Person",
    "Role",
    "RoleAssignment",
    "Tie",
    "UnsentForm",
    "User",
    "UserManager",
]
