"""The pages on which an assessment goes on its way, as a table: address, step or verb, form, action.

The buttons of the assessment's page are drawn from the same table, through the lifecycle.
"""

import dataclasses
import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from accounts.models import Person
from pages.access import allowed, get_or_404
from pages.step_pages import MORE, StepPage, StepView, seen_and
from social.actions import approving_risks, noticing_change, stopping
from social.forms import risks as forms
from social.lifecycle.risks import RISK
from social.models import RiskAssessment
from social.permissions.risks import can_see_risks
from social.selectors import risk_list, risk_page, risk_story


@dataclasses.dataclass(frozen=True)
class RiskPage(StepPage):
    """`warns`: its explanation is a warning."""

    lifecycle = RISK

    warns: bool = False


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
        RiskPage(
            "hand-in", "hand in", forms.ConfirmForm, seen_and(approving_risks.hand_in),
            _("Sent. Whoever decides on it is told."), named=_("Check and send for approval"),
        ),
        RiskPage(
            "approve", "agree", forms.ApproveForm, seen_and(approving_risks.approve, "body"),
            _("Thank you. Your decision is stored."),
            _("You say with your name that you have read it all. It is in force from that moment until its last day."),
            named=_("Approve"),
        ),
        RiskPage(
            "sign-off", "sign off", forms.ApproveForm,
            seen_and(approving_risks.sign_off, "body"), _("Approved. It is in force from now on."),
            _("A risk that is left is high, so the owner must accept it as well."),
        ),
        RiskPage(
            "return", "ask for changes", forms.ReturnForm,
            seen_and(approving_risks.ask_for_changes, "body"), _("It is sent back, and its authors are told."),
        ),
        RiskPage(
            "restore", "restore", forms.WhyForm, seen_and(stopping.restore, "body"),
            _("It is in force again."),
            _("Say why it is safe again."),
        ),
        RiskPage(
            "suspend", "suspend", forms.WhyForm, seen_and(stopping.suspend, "body"),
            _("Suspended. Everything it covers is off, and every leader is told."), OFF_AT_ONCE, MORE, warns=True,
        ),
        RiskPage(
            "withdraw", "withdraw", forms.WhyForm, seen_and(stopping.withdraw, "body"),
            _("Withdrawn. Everything it covers is off, and every leader is told."),
            _("It ends at once, and what it covers is off. Only a new version, approved anew, brings that back."),
            MORE, warns=True,
        ),
        RiskPage(
            "changed", "say it changed", forms.ChangedForm, _changed,
            _("Noted. Its authors and the manager are reminded to look at it."),
            _("It stays in force meanwhile. If it is not safe until then, suspend it."), MORE,
        ),
        RiskPage(
            "note", "note", forms.NoteForm, _note, _("Your note is stored."),
            group=MORE, named=_("Say what you see in daily work"),
        ),
        RiskPage(
            "take-back", "take back", forms.ConfirmForm,
            seen_and(approving_risks.take_back), _("It is a draft again."),
            _("What was sent stays on record; you send it again when it is right."), MORE,
        ),
        RiskPage(
            "give-up", "give up", forms.WhyForm, seen_and(approving_risks.give_up, "body"),
            _("Given up."), _("This version ends here. The version in force is not touched."), MORE,
        ),
    )
}  # fmt: skip


class RiskStepView(StepView):
    pages = STEPS
    template = "social/risk_step.html"
    not_now = _("This step is not possible as it stands now. Nothing was changed.")

    def find(self, person: Person, pk: uuid.UUID) -> RiskAssessment:
        found: RiskAssessment = get_or_404(risk_list.with_subject(risk_list.visible_to(person)), pk=pk)
        return found

    def context(self, request: HttpRequest, row: RiskAssessment, page: StepPage) -> dict[str, Any]:
        """What is decided stands below the question, so that nobody decides from memory."""
        return risk_page.page(row) | {"step": page}

    def steps_since(self, row: RiskAssessment, version: int) -> list[Any]:
        return risk_story.steps_since(row, version)

    def home(self, row: RiskAssessment) -> HttpResponse:
        return redirect("risk", row.pk)


@allowed(can_see_risks)
@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, pk: uuid.UUID, slug: str) -> HttpResponse:
    return RiskStepView().answer(request, pk, slug)
