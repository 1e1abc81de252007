"""What may be recorded about a child's pictures, and by whom."""

from django.utils.translation import gettext_lazy as _

from consents import permissions
from workflow.lifecycle import Lifecycle, Verb, nobody

RECORD = Lifecycle(
    "consents.consentrecord",
    title=_("Image consent of a child"),
    verbs=[
        Verb("open", nobody, _("Open"), by_system=True),
        Verb("sign", permissions.may_decide, _("Sign")),
        Verb("refuse", permissions.may_refuse, _("Say no")),
        Verb("withdraw", permissions.may_refuse, _("Withdraw")),
        Verb("enter signature", permissions.can_enter_answers, _("Enter what was signed")),
        Verb("enter withdrawal", permissions.can_enter_withdrawal, _("Enter a withdrawal")),
        Verb("block", permissions.can_block, _("Block")),
        Verb("unblock", permissions.can_block, _("End the block")),
    ],
)

NOTICE = Lifecycle(
    "consents.notice",
    title=_("Notice to parents"),
    verbs=[Verb("publish", permissions.can_keep_notices, _("Publish"), by_system=True)],
)
