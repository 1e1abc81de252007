"""The pages on which an assessment goes on its way, as a table: address, step or verb, form, action.

The buttons of the assessment's page are drawn from the same table, through the lifecycle.
"""

import dataclasses
import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from accounts.models import Person
from pages.access import allowed, get_or_404
from pages.steps import to_fields
from social.actions import approving_risks, noticing_change, stopping
from social.forms import risks as forms
from social.lifecycle.risks import RISK
from social.models import RiskAssessment
from social.permissions.risks import can_see_risks
from social.selectors import risk_list, risk_page, risk_story
from workflow.engine import NotAllowed, StaleState, WrongState
from workflow.lifecycle import Step, Verb, fits

NEXT, MORE = "next", "more"
Run = Callable[[RiskAssessment, Person, Any], Any]


@dataclasses.dataclass(frozen=True)
class StepPage:
    """One page: `verb` is the name in the lifecycle, `run` calls the one action, `done` is said afterwards.

    `group` is where its button stands; `warns`: its explanation is a warning.
    """

    slug: str
    verb: str
    title: Any
    form: type[forms.StepForm]
    run: Run
    done: Any
    explanation: Any = ""
    group: str = NEXT
    warns: bool = False

    @property
    def move(self) -> Step | Verb:
        return RISK.steps.get(self.verb) or RISK.verbs[self.verb]

    def fits(self, assessment: RiskAssessment) -> bool:
        return fits(self.move, assessment)


def _step(act: Callable[..., Any], *names: str) -> Run:
    """Call `act` with what the page was drawn from, and the named fields."""

    def run(assessment: RiskAssessment, actor: Person, form: forms.StepForm) -> None:
        said = {name: form.cleaned_data[name] for name in names}
        act(assessment, actor=actor, seen=form.cleaned_data["version"], **said)

    return run


def _note(assessment: RiskAssessment, actor: Person, form: forms.StepForm) -> None:
    noticing_change.add_note(assessment, actor=actor, body=form.cleaned_data["body"])


def _changed(assessment: RiskAssessment, actor: Person, form: forms.StepForm) -> None:
    said = {name: form.cleaned_data[name] for name in ("reason", "note")}
    noticing_change.say_it_changed(assessment, actor=actor, **said)


OFF_AT_ONCE = _(
    "From that second everything it covers is off: nothing is posted there, and nobody may use it."
)
STEPS = {
    row.slug: row
    for row in (
        StepPage(
            "hand-in", "hand in", _("Check and send for approval"), forms.ConfirmForm, _step(approving_risks.hand_in),
            _("Sent. Whoever decides on it is told."),
        ),
        StepPage(
            "approve", "agree", _("Approve"), forms.ApproveForm, _step(approving_risks.approve, "body"),
            _("Thank you. Your decision is stored."),
            _("You say with your name that you have read it all. It covers from that moment to its last day."),
        ),
        StepPage(
            "sign-off", "sign off", _("Accept the risk and approve"), forms.ApproveForm,
            _step(approving_risks.sign_off, "body"), _("Approved. It covers from now on."),
            _("A risk that is left is high, so the owner must accept it as well."),
        ),
        StepPage(
            "return", "ask for changes", _("Ask for changes"), forms.ReturnForm,
            _step(approving_risks.ask_for_changes, "body"), _("It is sent back, and its authors are told."),
        ),
        StepPage(
            "restore", "restore", _("Restore"), forms.WhyForm, _step(stopping.restore, "body"),
            _("It covers again from now on."),
            _("Only a person brings it back. Say why it is safe again."),
        ),
        StepPage(
            "suspend", "suspend", _("Suspend now"), forms.WhyForm, _step(stopping.suspend, "body"),
            _("Suspended. Everything it covers is off, and every leader is told."), OFF_AT_ONCE, MORE, warns=True,
        ),
        StepPage(
            "withdraw", "withdraw", _("Withdraw for good"), forms.WhyForm, _step(stopping.withdraw, "body"),
            _("Withdrawn. Everything it covers is off, and every leader is told."),
            _("It covers nothing any more, at once. Only a new version, approved anew, brings it back."),
            MORE, warns=True,
        ),
        StepPage(
            "changed", "say it changed", _("Say that something changed"), forms.ChangedForm, _changed,
            _("Noted. Its authors and the manager are reminded to look at it."),
            _("It covers on meanwhile. If it is not safe until then, suspend it."), MORE,
        ),
        StepPage(
            "note", "note", _("Say what you see in daily work"), forms.NoteForm, _note, _("Your note is stored."),
            group=MORE,
        ),
        StepPage(
            "take-back", "take back", _("Take it back to the draft"), forms.ConfirmForm,
            _step(approving_risks.take_back), _("It is a draft again."),
            _("What was sent stays on record; you send it again when it is right."), MORE,
        ),
        StepPage(
            "give-up", "give up", _("Give this version up"), forms.WhyForm, _step(approving_risks.give_up, "body"),
            _("Given up."), _("This version ends here. What holds already is not touched."), MORE,
        ),
    )
}  # fmt: skip


def buttons(assessment: RiskAssessment, person: Person) -> dict[str, list[StepPage]]:
    """The pages this person may open now, by group, in the table's order."""
    open_now = RISK.open_to(person, assessment, [row.verb for row in STEPS.values()])
    found: dict[str, list[StepPage]] = {NEXT: [], MORE: []}
    for row in STEPS.values():
        if row.verb in open_now:
            found[row.group].append(row)
    return found


@allowed(can_see_risks)
@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, pk: uuid.UUID, slug: str) -> HttpResponse:
    """One step's page. Who may not take it is refused at once; what cannot be taken now goes back."""
    if slug not in STEPS:
        raise Http404
    person, page = request.user.person, STEPS[slug]
    found = _found(request, pk)
    if not page.move.allowed(person, found):
        raise NotAllowed(person, found, page.verb)
    form = page.form(request.POST if request.method == "POST" else None, of=found)
    if request.method == "GET" and not page.fits(found):
        return _not_now(request, found)
    if request.method == "POST" and form.is_valid():
        return _take(request, found, page, form)
    return _step_page(request, found, page, form)


def _found(request: HttpRequest, pk: uuid.UUID) -> RiskAssessment:
    rows = risk_list.with_subject(risk_list.visible_to(request.user.person))
    return get_or_404(rows, pk=pk)


def _take(request: HttpRequest, found: RiskAssessment, page: StepPage, form: forms.StepForm) -> HttpResponse:
    try:
        page.run(found, request.user.person, form)
    except ValidationError as error:
        to_fields(form, error)
        return _step_page(request, found, page, form)
    except StaleState:
        return _somebody_was_quicker(request, found, page, form)
    except WrongState:
        return _not_now(request, found)
    messages.success(request, page.done)
    return redirect("risk", found.pk)


def _not_now(request: HttpRequest, found: RiskAssessment) -> HttpResponse:
    messages.warning(request, _("This step is not possible as it stands now. Nothing was changed."))
    return redirect("risk", found.pk)


def _somebody_was_quicker(
    request: HttpRequest, found: RiskAssessment, page: StepPage, form: forms.StepForm
) -> HttpResponse:
    """Show who did what meanwhile, keep what was typed, and let it be sent again on purpose."""
    fresh = _found(request, found.pk)
    meanwhile = risk_story.steps_since(fresh, form.cleaned_data["version"])
    form.renew(fresh.version)
    again = page.fits(fresh) and page.move.allowed(request.user.person, fresh)
    return _step_page(request, fresh, page, form, status=409, meanwhile=meanwhile, cannot_be_sent=not again)


def _step_page(
    request: HttpRequest,
    found: RiskAssessment,
    page: StepPage,
    form: forms.StepForm,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """What is decided stands below the question, so that nobody decides from memory."""
    context = risk_page.page(found) | {"step": page, "form": form, **more}
    return render(request, "social/risk_step.html", context, status=status)
