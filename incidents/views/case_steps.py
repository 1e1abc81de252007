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
from workflow.lifecycle import Step, Verb, fits

NEXT, WRITE, MORE = "next", "write", "more"
Run = Callable[[Case, Person, forms.StepForm], Any]
# Two steps lead out of a proposal, and the proposal says which.
ENDINGS = {"close": Case.Ending.CLOSE, "confirm error": Case.Ending.ERROR}


@dataclasses.dataclass(frozen=True)
class StepPage:
    """One page: `verb` is the name in the lifecycle, `run` calls the one action.

    `group` is where its button stands on the case page: what comes next, what is written down, or
    what is needed seldom.
    """

    slug: str
    verb: str
    form: type[forms.StepForm]
    run: Run
    explanation: Any = ""
    group: str = MORE
    needs_reading: bool = False

    @property
    def move(self) -> Step | Verb:
        return lifecycle.CASE.steps.get(self.verb) or lifecycle.CASE.verbs[self.verb]

    @property
    def title(self) -> Any:
        return self.move.label

    @property
    def is_only_a_button(self) -> bool:
        """Nothing to read or fill in first: the case page itself sends it."""
        return self.form is forms.ConfirmForm and not self.needs_reading

    def fits(self, case: Case) -> bool:
        """Whether the case's state has this step; what ends a case must be what was proposed."""
        if self.verb in ENDINGS and case.ending != ENDINGS[self.verb]:
            return False
        return fits(self.move, case)


def _said(form: forms.StepForm, *names: str) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in names}


def _triage(case: Case, actor: Person, form: forms.StepForm) -> None:
    said = form.cleaned_data
    decision = handling.Triage(
        category=said["category"],
        four_c=said["four_c"] or said["category"].four_c,
        urgency=said["urgency"],
        rationale=said["rationale"],
        support_level=said["support_level"],
        harm={name: said[name] for name in Case.HARM_QUESTIONS if said[name]},
    )
    handling.triage(case, actor=actor, version=said["version"], decision=decision)


def _closing(form: forms.StepForm) -> closing.Closing:
    return closing.Closing(**_said(form, "outcome", "rationale", "parents_informed", "parents_reason"))


def _with_version(action: Callable[..., Any], *names: str) -> Run:
    """Call `action` with the form's version and the named fields."""
    return lambda case, actor, form: action(case, actor=actor, **_said(form, "version", *names))


def _plain(action: Callable[..., Any], *names: str) -> Run:
    return lambda case, actor, form: action(case, actor=actor, **_said(form, *names))


SECOND_PERSON = _("A second person reads the case and decides.")
STEPS = {
    row.slug: row
    for row in (
        StepPage("acknowledge", "acknowledge", forms.ConfirmForm, _with_version(handling.acknowledge),
                 _("The author sees that somebody deals with it."), NEXT),
        StepPage("start", "start", forms.ConfirmForm, _with_version(handling.start_work), group=NEXT),
        StepPage("close", "close", forms.OptionalReasonForm,
                 _with_version(closing.confirm_ending, "rationale"), group=NEXT),
        StepPage("confirm-error", "confirm error", forms.OptionalReasonForm,
                 _with_version(closing.confirm_ending, "rationale"), group=NEXT),
        StepPage("send-back", "send back", forms.ReasonForm,
                 _with_version(closing.send_back, "rationale"), group=NEXT),
        StepPage("withdraw", "withdraw proposal", forms.ReasonForm,
                 _with_version(closing.withdraw_proposal, "rationale"), group=NEXT),
        StepPage("propose-close", "propose close", forms.ClosingForm,
                 lambda case, actor, form: closing.propose_close(
                     case, actor=actor, version=form.cleaned_data["version"], closing=_closing(form)),
                 SECOND_PERSON, NEXT),
        StepPage("close-alone", "close alone", forms.ClosingForm,
                 lambda case, actor, form: closing.close_alone(
                     case, actor=actor, version=form.cleaned_data["version"], closing=_closing(form)),
                 group=NEXT),
        # After the others: a second triage is possible, and seldom what comes next.
        StepPage("triage", "triage", forms.TriageForm, _triage, group=NEXT),
        StepPage("reopen", "reopen", forms.ReasonForm, _with_version(closing.reopen, "rationale"), group=NEXT),
        StepPage("note", "note", forms.NoteForm,
                 _plain(writing.add_note, "body", "happened_at"), group=WRITE),
        StepPage("contact", "contact", forms.ContactForm,
                 _plain(writing.record_contact, "agency", "body", "happened_at"),
                 _("Contact with LADO ends its clock."), WRITE),
        StepPage("message", "message", forms.MessageForm,
                 _plain(writing.write_to_author, "report", "body"), group=WRITE),
        StepPage("add-action", "add action", forms.ActionForm,
                 _plain(doing.add_action, "title", "owner", "due_on"), group=WRITE),
        StepPage("add-subject", "add subject", forms.SubjectForm,
                 _plain(access.add_subject, "person", "child", "name"),
                 _("Whoever is named, and whoever is tied to them, loses the case at once. That may be you."),
                 needs_reading=True),
        StepPage("grant", "grant", forms.AccessForm, _plain(access.grant_access, "person", "capacity")),
        StepPage("propose-error", "propose error", forms.ReasonForm,
                 _with_version(closing.propose_error, "rationale"), SECOND_PERSON),
        StepPage("merge", "merge", forms.MergeForm, _with_version(closing.merge, "into", "rationale"),
                 _("Reports, subjects and a running LADO clock go along. Readers are computed anew."),
                 needs_reading=True),
        StepPage("recuse", "recuse", forms.ConfirmForm, _plain(access.recuse),
                 _("You lose this case for good, and it goes to whoever is next. This cannot be undone."),
                 needs_reading=True),
    )
}  # fmt: skip


def buttons(case: Case, person: Person) -> dict[str, list[StepPage]]:
    """The pages this person may open now, by group, in the table's order."""
    open_now = case.lifecycle.open_to(person, case)
    found: dict[str, list[StepPage]] = {NEXT: [], WRITE: [], MORE: []}
    for row in STEPS.values():
        if row.verb in open_now and row.fits(case):
            found[row.group].append(row)
    return found
