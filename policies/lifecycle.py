"""The life of a policy, a version, a review and a planned action, as tables (domain §6.8, §6.10)."""

from django.utils.translation import gettext_lazy as _

from policies import permissions
from policies.models import PlanAction, PolicyVersion, Review
from policies.models.plan import OPEN_PLAN_STATES
from workflow.lifecycle import Lifecycle, Step, Verb, nobody

REVIEW_DUE, REVIEW_UNSCHEDULED = "policy.review", "policy.review-unscheduled"
ACKNOWLEDGE, PLAN = "policy.acknowledge", "plan.action"
# No clock runs on a source: the rule says after how many months it is looked at again.
SOURCE_CHECK = "source.check"

POLICY = Lifecycle(
    "policies.policy",
    title=_("Policy"),
    verbs=[
        Verb("add", permissions.can_keep_policies, _("Add"), by_system=True),
        Verb("change", permissions.can_keep_policies, _("Change"), by_system=True),
        Verb("link", permissions.can_keep_policies, _("Say what it leans on")),
        Verb("unlink", permissions.can_keep_policies, _("No longer leans on it")),
        Verb("cite", permissions.can_keep_policies, _("Say what it cites")),
        Verb("uncite", permissions.can_keep_policies, _("No longer cites it")),
        Verb("bind", permissions.can_keep_policies, _("Say who signs it")),
        Verb("unbind", permissions.can_keep_policies, _("They no longer sign it")),
        Verb("reviewed", permissions.can_review, _("Reviewed"), by_system=True),
        Verb("retire", permissions.can_keep_policies, _("Retire")),
    ],
)

SOURCE = Lifecycle(
    "policies.source",
    title=_("Source"),
    verbs=[
        Verb("add", permissions.can_keep_policies, _("Add")),
        Verb("change", permissions.can_keep_policies, _("Correct")),
        Verb("check", permissions.can_keep_policies, _("Say that it was checked")),
        Verb("new edition", permissions.can_keep_policies, _("Note a new edition")),
    ],
)

V = PolicyVersion.State
VERSION = Lifecycle(
    "policies.policyversion",
    title=_("Version of a policy"),
    states=V,
    initial=PolicyVersion.initial,
    ends=[V.PUBLISHED, V.ABANDONED],
    steps=[
        Step("edit", (V.DRAFT,), V.DRAFT, permissions.can_draft, _("Edit")),
        Step("describe", (V.DRAFT,), V.DRAFT, permissions.can_draft, _("Say what changes")),
        Step(
            "confirm keys", (V.DRAFT,), V.DRAFT, permissions.can_confirm_keys,
            _("Confirm which clause goes on as which"),
        ),
        Step("consult", (V.DRAFT,), V.CONSULTATION, permissions.can_draft, _("Ask for views")),
        Step(
            "hand to manager", (V.CONSULTATION,), V.MANAGER_REVIEW, permissions.can_draft,
            _("Hand to the manager"),
        ),
        Step("agree", (V.MANAGER_REVIEW,), V.OWNER_APPROVAL, permissions.can_agree, _("Agree")),
        Step("approve", (V.OWNER_APPROVAL,), V.APPROVED, permissions.can_approve, _("Approve")),
        Step("publish", (V.APPROVED,), V.PUBLISHED, permissions.can_publish, _("Publish")),
        Step(
            "adopt", (V.DRAFT,), V.PUBLISHED, permissions.can_publish, _("Record as in force already"),
            by_system=True,
        ),
        Step(
            "send back", (V.CONSULTATION, V.MANAGER_REVIEW, V.OWNER_APPROVAL, V.APPROVED), V.DRAFT,
            permissions.can_send_back, _("Send back to the draft"),
        ),
        Step(
            "give up", (V.DRAFT, V.CONSULTATION, V.MANAGER_REVIEW, V.OWNER_APPROVAL, V.APPROVED),
            V.ABANDONED, permissions.can_draft, _("Give up this version"),
        ),
    ],
    verbs=[
        Verb("draft", permissions.can_draft, _("Begin a draft"), by_system=True),
        Verb("consulted", permissions.can_draft, _("Record what people said"), states=(V.CONSULTATION,)),
        Verb("begin", nobody, _("Comes into force"), by_system=True, states=(V.PUBLISHED,)),
        Verb("supersede", nobody, _("Is superseded"), by_system=True, states=(V.PUBLISHED,)),
        Verb("ask", nobody, _("Ask for signatures"), by_system=True, states=(V.PUBLISHED,)),
        Verb("remind", nobody, _("Remind"), by_system=True, states=(V.PUBLISHED,)),
        Verb("release", nobody, _("Ask no longer"), by_system=True, states=(V.PUBLISHED,)),
        Verb("answer", permissions.is_asked, _("Answer"), states=(V.PUBLISHED,)),
        Verb("record paper", permissions.can_record_signatures, _("Enter a signature on paper"),
             states=(V.PUBLISHED,)),
        Verb("reply", permissions.can_record_signatures, _("Answer a question"), states=(V.PUBLISHED,)),
        Verb("exempt", permissions.can_exempt, _("Exempt somebody"), states=(V.PUBLISHED,)),
        Verb("end exemption", permissions.can_exempt, _("End an exemption"), states=(V.PUBLISHED,)),
    ],
)  # fmt: skip

R = Review.State
REVIEW = Lifecycle(
    "policies.review",
    title=_("Review of a policy"),
    states=R,
    initial=Review.initial,
    ends=[R.DONE],
    steps=[
        Step(
            "no change", (R.OPEN,), R.DONE, permissions.can_review, _("Nothing needs to change"),
            meets=(REVIEW_DUE, REVIEW_UNSCHEDULED),
        ),
        Step("change", (R.OPEN,), R.CHANGING, permissions.can_review, _("A new version is needed")),
        Step(
            "changed", (R.CHANGING,), R.DONE, nobody, _("The new version is in force"), by_system=True,
            meets=(REVIEW_DUE, REVIEW_UNSCHEDULED),
        ),
        Step("look again", (R.CHANGING,), R.OPEN, permissions.can_review, _("Look at it again")),
        Step(
            "lapse", (R.OPEN, R.CHANGING), R.DONE, nobody, _("The policy is kept no longer"), by_system=True,
            meets=(REVIEW_DUE, REVIEW_UNSCHEDULED),
        ),
    ],
    verbs=[
        Verb("open", permissions.can_contribute, _("Open a review"), by_system=True),
        Verb("answer", permissions.can_contribute, _("Answer a question"), states=(R.OPEN, R.CHANGING)),
        Verb("move", nobody, _("Move its day"), by_system=True, states=(R.OPEN, R.CHANGING)),
        Verb("remind", nobody, _("Remind"), by_system=True),
    ],
)  # fmt: skip

P = PlanAction.State
PLAN_ACTION = Lifecycle(
    "policies.planaction",
    title=_("Planned action"),
    states=P,
    initial=PlanAction.initial,
    ends=[P.VERIFIED, P.CANCELLED],
    steps=[
        Step("start", (P.OPEN, P.BLOCKED), P.IN_PROGRESS, permissions.can_work_on, _("Start")),
        Step(
            "block", (P.OPEN, P.IN_PROGRESS), P.BLOCKED, permissions.can_work_on, _("Say what is in the way")
        ),
        Step(
            "claim", (P.OPEN, P.IN_PROGRESS, P.BLOCKED), P.CLAIMED, permissions.can_work_on,
            _("Say that it is done"),
        ),
        Step(
            "verify", (P.CLAIMED,), P.VERIFIED, permissions.can_verify, _("Verify"), meets=(PLAN,)
        ),
        Step("send back", (P.CLAIMED,), P.IN_PROGRESS, permissions.can_verify, _("Not done yet")),
        Step(
            "cancel", (P.OPEN, P.IN_PROGRESS, P.BLOCKED, P.CLAIMED), P.CANCELLED, permissions.can_cancel,
            _("Cancel"), meets=(PLAN,),
        ),
    ],
    verbs=[
        Verb("add", permissions.can_plan, _("Add")),
        Verb("note", permissions.can_note, _("Add a note")),
        Verb(
            "change", permissions.can_cancel, _("Hand over, or change the day or the words"),
            states=tuple(OPEN_PLAN_STATES),
        ),
        Verb("remind", nobody, _("Remind"), by_system=True),
    ],
)  # fmt: skip
