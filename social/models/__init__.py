"""The rows of this app, a module per noun."""

from social.models.access import AccessPermission, AccessSuspension
from social.models.accounts import (
    AccountHolder,
    AccountRemoval,
    HolderCheck,
    OfficialAccount,
    Recertification,
)
from social.models.platforms import ChildProfile, DataChange, Gate, MailDomain, Platform

__all__ = [
    "AccessPermission",
    "AccessSuspension",
    "AccountHolder",
    "AccountRemoval",
    "ChildProfile",
    "DataChange",
    "Gate",
    "HolderCheck",
    "MailDomain",
    "OfficialAccount",
    "Platform",
    "Recertification",
]
