"""The life of a report, a case and an action, as tables (domain §6.1)."""

from django.utils.translation import gettext_lazy as _

from incidents import permissions
from incidents.models import Case, CaseAction, Report
from workflow.lifecycle import Lifecycle, Step, Verb, nobody

ACKNOWLEDGE, TRIAGE, LADO = "case.acknowledge", "case.triage", "lado.refer"

REPORT = Lifecycle(
    "incidents.report",
    title=_("Report"),
    states=Report.State,
    initial=Report.initial,
    ends=[Report.State.ROUTED, Report.State.SEALED],
    steps=[
        Step("route", (Report.State.SENT,), Report.State.ROUTED, nobody, _("Route"), by_system=True),
        Step("seal", (Report.State.SENT,), Report.State.SEALED, nobody, _("Seal"), by_system=True),
    ],
    verbs=[
        Verb("send", permissions.can_send, _("Send")),
        Verb("add to", permissions.is_author, _("Add to it")),
    ],
)

S = Case.State
CASE = Lifecycle(
    "incidents.case",
    title=_("Case"),
    states=S,
    initial=Case.initial,
    ends=[S.MERGED],
    steps=[
        Step(
            "acknowledge", (S.RECEIVED,), S.ACKNOWLEDGED, permissions.can_lead, _("Acknowledge"),
            meets=(ACKNOWLEDGE,),
        ),
        Step(
            "triage", (S.RECEIVED, S.ACKNOWLEDGED, S.REOPENED, S.TRIAGED, S.IN_PROGRESS), S.TRIAGED,
            permissions.can_lead, _("Triage"), meets=(ACKNOWLEDGE, TRIAGE),
        ),
        Step(
            "start", (S.TRIAGED, S.REOPENED), S.IN_PROGRESS, permissions.can_lead, _("Start work"),
            meets=(TRIAGE,),
        ),
        Step(
            "propose close", (S.TRIAGED, S.IN_PROGRESS), S.CLOSE_PROPOSED,
            permissions.can_lead, _("Propose to close"),
        ),
        Step(
            "propose error", (S.RECEIVED, S.ACKNOWLEDGED, S.TRIAGED, S.IN_PROGRESS, S.REOPENED),
            S.CLOSE_PROPOSED, permissions.can_lead, _("Say it was entered in error"),
            meets=(ACKNOWLEDGE, TRIAGE),
        ),
        Step(
            "send back", (S.CLOSE_PROPOSED,), S.IN_PROGRESS, permissions.can_confirm_ending,
            _("Send back for more work"),
        ),
        Step(
            "withdraw proposal", (S.CLOSE_PROPOSED,), S.IN_PROGRESS, permissions.can_lead,
            _("Withdraw the proposal"),
        ),
        Step("close", (S.CLOSE_PROPOSED,), S.CLOSED, permissions.can_confirm_ending, _("Close")),
        Step(
            "close alone", (S.TRIAGED, S.IN_PROGRESS), S.CLOSED, permissions.can_close_alone,
            _("Close (routine)"),
        ),
        Step(
            "confirm error", (S.CLOSE_PROPOSED,), S.ENTERED_IN_ERROR, permissions.can_confirm_ending,
            _("Confirm: entered in error"),
        ),
        Step(
            "merge", (S.RECEIVED, S.ACKNOWLEDGED, S.TRIAGED, S.IN_PROGRESS, S.REOPENED), S.MERGED,
            permissions.can_lead, _("Merge into another case"), meets=(ACKNOWLEDGE, TRIAGE),
        ),
        Step(
            "reopen", (S.CLOSED, S.ENTERED_IN_ERROR), S.REOPENED, permissions.can_reopen, _("Reopen"),
            opens=(TRIAGE,),
        ),
    ],
    verbs=[
        Verb("open", nobody, _("Open"), by_system=True),
        Verb("note", permissions.can_note, _("Add a note")),
        Verb("contact", permissions.can_note, _("Record contact with an outside body")),
        Verb("message", permissions.can_lead, _("Write to the author")),
        Verb("answer", permissions.can_answer, _("Answer")),
        Verb("add subject", permissions.can_lead, _("Say whom it is about")),
        Verb("reroute", nobody, _("Route again"), by_system=True),
        Verb("grant", permissions.can_lead, _("Give access")),
        Verb("revoke", permissions.can_lead, _("End access")),
        Verb("recuse", permissions.can_read, _("Step back: conflict of interest")),
        Verb("escalate", nobody, _("Escalate a missed deadline"), by_system=True),
        Verb("receive", permissions.can_lead, _("Take over another case's reports")),
        Verb(
            "add action", permissions.can_assign, _("Add an action"),
            states=(S.RECEIVED, S.ACKNOWLEDGED, S.TRIAGED, S.IN_PROGRESS, S.REOPENED),
        ),
    ],
)  # fmt: skip

A = CaseAction.State
ACTION = Lifecycle(
    "incidents.caseaction",
    title=_("Action"),
    states=A,
    initial=CaseAction.initial,
    ends=[A.DONE, A.CANCELLED],
    steps=[
        Step("finish", (A.OPEN,), A.DONE, permissions.can_finish_action, _("Done")),
        Step("cancel", (A.OPEN,), A.CANCELLED, permissions.can_cancel_action, _("Cancel")),
    ],
    verbs=[Verb("add", permissions.can_add_action, _("Add"))],
)
