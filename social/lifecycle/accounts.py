"""The life of an official account, of the termly check of who holds it, and of taking somebody away (domain §6.11)."""

from django.utils.translation import gettext_lazy as _

from social.models import AccountRemoval, OfficialAccount, Recertification
from social.permissions import accounts as permissions
from workflow.lifecycle import Lifecycle, Step, Verb, nobody

REMOVE, RECERTIFY, SECURE = "account.removal", "account.recertify", "account.secure"

A = OfficialAccount.State
ACCOUNT = Lifecycle(
    "social.officialaccount",
    title=_("Official account"),
    states=A,
    initial=OfficialAccount.initial,
    ends=[A.CLOSED],
    steps=[
        Step("assess", (A.PROPOSED,), A.ASSESSED, permissions.can_see_social, _("Note that it is risk assessed")),
        Step("send back", (A.ASSESSED,), A.PROPOSED, permissions.can_see_social, _("Back to the proposal")),
        Step("go live", (A.ASSESSED, A.DORMANT), A.LIVE, permissions.can_approve, _("Approve, and go live")),
        Step("rest", (A.LIVE,), A.DORMANT, permissions.can_secure, _("Pause it")),
        Step(
            "raise alarm", (A.LIVE, A.DORMANT), A.COMPROMISED, permissions.can_raise_alarm,
            _("Say that somebody else is in it"), opens=(SECURE,),
        ),
        Step(
            "secure", (A.COMPROMISED,), A.ASSESSED, permissions.can_secure, _("It is ours again"), meets=(SECURE,)
        ),
        Step(
            "close", (A.PROPOSED, A.ASSESSED, A.LIVE, A.DORMANT, A.COMPROMISED), A.CLOSED, permissions.can_close,
            _("Close"), meets=(SECURE,),
        ),
    ],
    verbs=[
        Verb("propose", permissions.can_propose, _("Propose an account")),
        Verb(
            "change", permissions.can_change_account, _("Change what is said of it"),
            states=(A.PROPOSED, A.ASSESSED, A.LIVE, A.DORMANT),
        ),
        Verb("agree channel", permissions.can_agree_channel, _("Agree to a new channel"),
             states=(A.PROPOSED, A.ASSESSED)),
        Verb("add holder", permissions.can_keep_holders, _("Add somebody who can sign in there")),
        Verb("change holder", permissions.can_keep_holders, _("Change their right")),
        Verb("end holder", permissions.can_keep_holders, _("Take somebody away"), by_system=True),
        Verb("suspend holder", permissions.can_suspend_holder, _("Suspend")),
        Verb("restore holder", permissions.can_restore_holder, _("Restore")),
        Verb("remind", nobody, _("Remind"), by_system=True),
    ],
)  # fmt: skip

R = AccountRemoval.State
REMOVAL = Lifecycle(
    "social.accountremoval",
    title=_("Taking somebody away from an account"),
    states=R,
    initial=AccountRemoval.initial,
    ends=[R.DONE],
    steps=[
        Step(
            "do",
            (R.TO_DO,),
            R.DONE,
            permissions.can_remove,
            _("Say that they are taken away"),
            meets=(REMOVE,),
        )
    ],
    verbs=[
        Verb("open", permissions.can_keep_holders, _("Open"), by_system=True),
        Verb("remind", nobody, _("Remind"), by_system=True),
    ],
)

C = Recertification.State
RECERTIFICATION = Lifecycle(
    "social.recertification",
    title=_("Termly check of who holds an account"),
    states=C,
    initial=Recertification.initial,
    ends=[C.DONE, C.OVERTAKEN],
    steps=[
        Step("finish", (C.OPEN,), C.DONE, permissions.can_recertify, _("Finish the check"), meets=(RECERTIFY,)),
        Step(
            "overtake", (C.OPEN,), C.OVERTAKEN, nobody, _("The account is closed"), by_system=True,
            meets=(RECERTIFY,),
        ),
    ],
    verbs=[
        Verb("open", permissions.can_recertify, _("Check who holds it"), by_system=True),
        Verb("check holder", permissions.can_recertify, _("Say keep or remove"), states=(C.OPEN,)),
        Verb("remind", nobody, _("Remind"), by_system=True),
    ],
)  # fmt: skip
