"""What may be recorded about a child's pictures, and by whom."""

from django.utils.translation import gettext_lazy as _

from consents import permissions
from consents.models import Request
from workflow.lifecycle import Lifecycle, Step, Verb, nobody

ASK = "consent.request"
# How long the large copy of a scan is kept.
SCAN = "consent.scan"

RECORD = Lifecycle(
    "consents.consentrecord",
    title=_("Image consent of a child"),
    verbs=[
        Verb("open", nobody, _("Open"), by_system=True),
        Verb("sign", permissions.may_decide, _("Sign")),
        Verb("refuse", permissions.may_refuse, _("Say no")),
        Verb("withdraw", permissions.may_refuse, _("Withdraw")),
        Verb("enter signature", permissions.can_enter_answers, _("Enter what was signed")),
        Verb("check signature", permissions.can_check_answers, _("Check against the form")),
        Verb("add scan", permissions.can_check_answers, _("Add a scan")),
        Verb("take out scan", permissions.can_check_answers, _("Take a page out of the scan")),
        Verb("forget scans", nobody, _("Delete the large copies of scans"), by_system=True),
        Verb("enter withdrawal", permissions.can_enter_withdrawal, _("Enter a withdrawal")),
        Verb("print form", permissions.can_enter_answers, _("Print a form")),
        Verb("hand over", permissions.can_enter_answers, _("Hand over the tablet")),
        Verb("come in", permissions.may_refuse, _("Come in on the tablet")),
        Verb("hand back", permissions.may_refuse, _("Hand the tablet back"), by_system=True),
        Verb("forget traces", nobody, _("Delete from where they signed"), by_system=True),
        Verb("block", permissions.can_block, _("Block")),
        Verb("unblock", permissions.can_block, _("End the block")),
    ],
)

CAMPAIGN = Lifecycle(
    "consents.campaign",
    title=_("Asking everybody anew"),
    verbs=[Verb("open", permissions.can_open_campaign, _("Open"), by_system=True)],
)

CONTACT = Lifecycle(
    "consents.familiescontact",
    title=_("Whom parents ask about pictures"),
    verbs=[
        Verb("say", permissions.can_keep_notices, _("Say"), by_system=True),
        Verb("change", permissions.can_keep_notices, _("Change"), by_system=True),
    ],
)

NOTICE = Lifecycle(
    "consents.notice",
    title=_("Notice to parents"),
    verbs=[Verb("publish", permissions.can_keep_notices, _("Publish"), by_system=True)],
)

S = Request.State
REQUEST = Lifecycle(
    "consents.request",
    title=_("Request for image consent"),
    states=S,
    initial=Request.initial,
    ends=[S.ANSWERED, S.LAPSED, S.OVERTAKEN],
    steps=[
        Step("paper", (S.ASKED, S.OPENED), S.PAPER, nobody, _("Ask on paper"), by_system=True),
        Step("mail", (S.PAPER,), S.ASKED, nobody, _("Ask by e-mail"), by_system=True),
        Step("open", (S.ASKED, S.PAPER), S.OPENED, permissions.is_asked, _("Open")),
        Step("answer", Request.OPEN, S.ANSWERED, nobody, _("Answer"), by_system=True, meets=(ASK,)),
        Step("lapse", Request.OPEN, S.LAPSED, nobody, _("No answer came"), by_system=True, meets=(ASK,)),
        Step(
            "overtake", Request.OPEN, S.OVERTAKEN, nobody, _("No longer needed"), by_system=True, meets=(ASK,)
        ),
    ],
    verbs=[
        Verb("ask", nobody, _("Ask"), by_system=True),
        Verb("remind", nobody, _("Remind"), by_system=True),
        Verb("send link", permissions.can_enter_answers, _("Send a new link"), states=Request.OPEN),
    ],
)
