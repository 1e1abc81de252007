"""The life of a permission to use a social medium (domain §6.3), and what may be recorded of platforms."""

from django.utils.translation import gettext_lazy as _

from social.models import AccessPermission
from social.permissions import access as permissions
from social.permissions import accounts
from workflow.lifecycle import Lifecycle, Step, Verb, nobody

DECIDE, END = "access.decide", "access.end"

P = AccessPermission.State
WAITING = (P.REQUESTED, P.MORE_INFO)
HELD = (P.APPROVED, P.SUSPENDED)
ACCESS = Lifecycle(
    "social.accesspermission",
    title=_("Permission to use a social medium"),
    states=P,
    initial=AccessPermission.initial,
    ends=[P.REFUSED, P.WITHDRAWN, P.EXPIRED, P.REVOKED, P.SURRENDERED],
    steps=[
        Step("ask back", (P.REQUESTED,), P.MORE_INFO, permissions.can_decide, _("Ask a question")),
        Step("answer", (P.MORE_INFO,), P.REQUESTED, permissions.is_holder, _("Answer the question")),
        Step("approve", WAITING, P.APPROVED, permissions.can_decide, _("Approve"), meets=(DECIDE,)),
        Step("refuse", WAITING, P.REFUSED, permissions.can_decide, _("Refuse"), meets=(DECIDE,)),
        Step(
            "withdraw", WAITING, P.WITHDRAWN, permissions.is_holder, _("Withdraw the request"), by_system=True,
            meets=(DECIDE,),
        ),
        Step("suspend", (P.APPROVED,), P.SUSPENDED, permissions.can_suspend, _("Suspend"), by_system=True),
        # Only a person restores: the system suspends whoever leaves, and never lets anybody in again.
        Step("restore", (P.SUSPENDED,), P.APPROVED, permissions.can_decide, _("Restore")),
        Step("revoke", HELD, P.REVOKED, permissions.can_decide, _("Revoke"), meets=(END,)),
        Step("surrender", HELD, P.SURRENDERED, permissions.is_holder, _("Give it back"), meets=(END,)),
        Step("expire", HELD, P.EXPIRED, nobody, _("Its day has come"), by_system=True, meets=(END,)),
    ],
    verbs=[
        Verb("ask", permissions.can_ask, _("Ask for access")),
        Verb("remind", nobody, _("Remind"), by_system=True),
    ],
)  # fmt: skip

DATA_CHANGE = Lifecycle(
    "social.datachange",
    title=_("Change of a platform, the gate or a domain"),
    verbs=[Verb("change", accounts.can_keep_platforms, _("Change"))],
)

CHILD_PROFILE = Lifecycle(
    "social.childprofile",
    title=_("Profile made for a child"),
    verbs=[
        Verb("make", accounts.can_make_profile, _("Note a profile")),
        Verb("close", accounts.can_make_profile, _("Note that it is closed")),
    ],
)
