"""The life of a risk assessment and of a remote-learning tool, as tables (domain §6.4)."""

from django.utils.translation import gettext_lazy as _

from social.models import RiskAssessment
from social.permissions import risks as permissions
from workflow.lifecycle import Lifecycle, Step, Verb, nobody

# Its own day, and the one by which it is looked at because something changed.
REVIEW, REVIEW_NEEDED = "risk.review", "risk.review-needed"

S = RiskAssessment.State
WRITTEN = (S.DRAFT, S.CHANGES)
DECIDED = (S.IN_REVIEW, S.WITH_OWNER)
HOLDING = (S.APPROVED, S.SUSPENDED)

RISK = Lifecycle(
    "social.riskassessment",
    title=_("Risk assessment"),
    states=S,
    initial=RiskAssessment.initial,
    ends=[S.WITHDRAWN, S.SUPERSEDED, S.GIVEN_UP],
    steps=[
        Step("edit", (S.DRAFT,), S.DRAFT, permissions.can_write_risks, _("Edit")),
        Step("amend", (S.CHANGES,), S.CHANGES, permissions.can_write_risks, _("Edit")),
        Step("hand in", WRITTEN, S.IN_REVIEW, permissions.can_write_risks, _("Send for approval")),
        Step("take back", DECIDED, S.DRAFT, permissions.can_write_risks, _("Take back to the draft")),
        Step("ask for changes", DECIDED, S.CHANGES, permissions.can_return, _("Ask for changes")),
        Step("agree", (S.IN_REVIEW,), S.WITH_OWNER, permissions.can_approve, _("Agree, and ask the owner")),
        Step(
            "approve", (S.IN_REVIEW,), S.APPROVED, permissions.can_approve_alone, _("Approve"), opens=(REVIEW,)
        ),
        Step(
            "sign off", (S.WITH_OWNER,), S.APPROVED, permissions.can_sign_off, _("Accept the risk and approve"),
            opens=(REVIEW,),
        ),
        Step("suspend", (S.APPROVED,), S.SUSPENDED, permissions.can_suspend, _("Suspend")),
        Step("restore", (S.SUSPENDED,), S.APPROVED, permissions.can_approve, _("Restore")),
        Step(
            "withdraw", HOLDING, S.WITHDRAWN, permissions.can_withdraw, _("Withdraw"),
            meets=(REVIEW, REVIEW_NEEDED),
        ),
        Step(
            "supersede", HOLDING, S.SUPERSEDED, nobody, _("A new version is approved"), by_system=True,
            meets=(REVIEW, REVIEW_NEEDED),
        ),
        Step("give up", (*WRITTEN, *DECIDED), S.GIVEN_UP, permissions.can_write_risks, _("Give up")),
    ],
    verbs=[
        Verb("begin", permissions.can_write_risks, _("Begin")),
        Verb("note", permissions.can_contribute, _("Add a note")),
        Verb(
            "say it changed", permissions.can_contribute, _("Say that something changed"), by_system=True,
            states=HOLDING,
        ),
        Verb("remind", nobody, _("Remind"), by_system=True),
    ],
)  # fmt: skip

TOOL = Lifecycle(
    "social.learningtool",
    title=_("Remote-learning tool"),
    verbs=[
        Verb("add", permissions.can_keep_tools, _("Add")),
        Verb("change", permissions.can_keep_tools, _("Change")),
        Verb("end", permissions.can_keep_tools, _("Use it no longer")),
    ],
)
