"""The pages on which a lead takes a step, as a table: address, step or verb, form, action.

The buttons of the case page are drawn from the same table, through the lifecycle.
"""

import dataclasses
from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from incidents import lifecycle
from incidents.actions import access, closing, doing, handling, writing
from incidents.forms import cases as forms
from incidents.models import Case
from pages.step_pages import MORE, NEXT, Run, StepPage

WRITE = "write"
# Two steps lead out of a proposal, and the proposal says which.
ENDINGS = {"close": Case.Ending.CLOSE, "confirm error": Case.Ending.ERROR}


@dataclasses.dataclass(frozen=True)
class CasePage(StepPage):
    """A page of a case. Its button may also stand under what is written down."""

    lifecycle = lifecycle.CASE

    group: str = MORE
    needs_reading: bool = False

    @property
    def is_only_a_button(self) -> bool:
        """Nothing to read or fill in first: the case page itself sends it."""
        return self.form is forms.ConfirmForm and not self.needs_reading

    def fits(self, row: Case) -> bool:
        """Whether the case's state has this step; what ends a case must be what was proposed."""
        if self.verb in ENDINGS and row.ending != ENDINGS[self.verb]:
            return False
        return super().fits(row)


def _said(form: forms.StepForm, *names: str) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in names}


def _triage(case: Case, actor: Person, form: Any) -> None:
    said = form.cleaned_data
    decision = handling.Triage(
        category=said["category"],
        four_c=said["four_c"] or said["category"].four_c,
        urgency=said["urgency"],
        rationale=said["rationale"],
        support_level=said["support_level"],
        harm={name: said[name] for name in Case.HARM_QUESTIONS if said[name]},
        clauses=form.chosen_clauses,
        accounts=form.chosen_accounts,
    )
    handling.triage(case, actor=actor, version=said["version"], decision=decision)


def _closing(form: Any) -> closing.Closing:
    said = _said(form, "outcome", "rationale", "parents_informed", "parents_reason")
    return closing.Closing(**said, **form.applied)


def _with_version(action: Callable[..., Any], *names: str) -> Run:
    """Call `action` with the form's version and the named fields."""
    return lambda case, actor, form: action(case, actor=actor, **_said(form, "version", *names))


def _plain(action: Callable[..., Any], *names: str) -> Run:
    return lambda case, actor, form: action(case, actor=actor, **_said(form, *names))


SECOND_PERSON = _("A second person reads the case and decides.")
STEPS = {
    row.slug: row
    for row in (
        CasePage("acknowledge", "acknowledge", forms.ConfirmForm, _with_version(handling.acknowledge),
                 _("Acknowledged. The author sees that somebody deals with it."),
                 _("The author sees that somebody deals with it."), NEXT),
        CasePage("start", "start", forms.ConfirmForm, _with_version(handling.start_work),
                 _("The case is in progress."), group=NEXT),
        CasePage("close", "close", forms.OptionalReasonForm,
                 _with_version(closing.confirm_ending, "rationale"),
                 _("The case is closed."), group=NEXT),
        CasePage("confirm-error", "confirm error", forms.OptionalReasonForm,
                 _with_version(closing.confirm_ending, "rationale"),
                 _("Confirmed: the case was entered in error."), group=NEXT),
        CasePage("send-back", "send back", forms.ReasonForm,
                 _with_version(closing.send_back, "rationale"),
                 _("Sent back for more work. Whoever proposed it sees why."), group=NEXT),
        CasePage("withdraw", "withdraw proposal", forms.ReasonForm,
                 _with_version(closing.withdraw_proposal, "rationale"),
                 _("The proposal is withdrawn; the case goes on."), group=NEXT),
        CasePage("propose-close", "propose close", forms.ClosingForm,
                 lambda case, actor, form: closing.propose_close(
                     case, actor=actor, version=form.cleaned_data["version"], closing=_closing(form)),
                 _("Proposed. The case stays open until a second person agrees."), SECOND_PERSON, NEXT),
        CasePage("close-alone", "close alone", forms.ClosingForm,
                 lambda case, actor, form: closing.close_alone(
                     case, actor=actor, version=form.cleaned_data["version"], closing=_closing(form)),
                 _("The case is closed."), group=NEXT),
        # After the others: a second triage is possible, and seldom what comes next.
        CasePage("triage", "triage", forms.TriageForm, _triage,
                 _("Your decision is stored. Under “Due” stands what must happen by when."), group=NEXT),
        CasePage("reopen", "reopen", forms.ReasonForm, _with_version(closing.reopen, "rationale"),
                 _("The case is open again. Triage it anew."), group=NEXT),
        CasePage("note", "note", forms.NoteForm,
                 _plain(writing.add_note, "body", "happened_at"),
                 _("The note is in the chronology."), group=WRITE),
        CasePage("contact", "contact", forms.ContactForm,
                 _plain(writing.record_contact, "agency", "body", "happened_at"),
                 _("The contact is in the chronology."),
                 _("Recording a contact with LADO meets the deadline for it."), WRITE),
        CasePage("message", "message", forms.MessageForm,
                 _plain(writing.write_to_author, "report", "body"),
                 _("Your message is sent. An answer will be in the chronology."), group=WRITE),
        CasePage("add-action", "add action", forms.ActionForm,
                 _plain(doing.add_action, "title", "owner", "due_on"),
                 _("The action is added, and its owner is told."), group=WRITE),
        CasePage("add-subject", "add subject", forms.SubjectForm,
                 _plain(access.add_subject, "person", "child", "name"),
                 _("The name is added. Who may see the case was worked out again."),
                 _("Whoever is named, and whoever is tied to them, loses the case at once. That may be you."),
                 needs_reading=True),
        CasePage("grant", "grant", forms.AccessForm, _plain(access.grant_access, "person", "capacity"),
                 _("They may now see the case, and are told that there is something new.")),
        CasePage("propose-error", "propose error", forms.ReasonForm,
                 _with_version(closing.propose_error, "rationale"),
                 _("Proposed. A second person decides whether it was entered in error."), SECOND_PERSON),
        CasePage("merge", "merge", forms.MergeForm, _with_version(closing.merge, "into", "rationale"),
                 _("The cases are merged. Work goes on in the other one."),
                 _("This case ends here. Its reports, whom it is about, and a deadline for LADO that is still "
                   "running go to the other case. Who may see that one is worked out again."),
                 needs_reading=True),
        CasePage("recuse", "recuse", forms.ConfirmForm, _plain(access.recuse),
                 _("You have stepped back."),
                 _("You lose this case for good, and it goes to whoever is next. This cannot be undone."),
                 needs_reading=True),
    )
}  # fmt: skip


GROUPS = (NEXT, WRITE, MORE)
