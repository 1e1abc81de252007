"""Risk assessments: the list, one with its two squares, a new one, two versions compared, and the PDF."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from notifications import outbox
from pages.access import allowed, get_or_404
from pages.lists import window
from pages.step_pages import buttons
from pages.steps import to_fields
from social import hazard_drafts, printed_risks
from social.actions import assessing
from social.forms.risk_compare import CompareForm
from social.forms.risks import NewRiskForm, RiskFilter
from social.models import RiskAssessment
from social.models.risks import OPEN_RISK_STATES
from social.permissions.access import can_ask
from social.permissions.risks import (
    can_read_risk_notes,
    can_see_risk_drafts,
    can_see_risks,
    can_write_risks,
    readable_states,
)
from social.selectors import risk_differences, risk_list, risk_page, risk_story
from social.selectors.risk_missing import missing
from social.views.risk_steps import STEPS
from workflow.reads import record_read

PAGE_SIZE = 25
WRITTEN = (RiskAssessment.State.DRAFT, RiskAssessment.State.CHANGES)


@allowed(can_see_risks)
@require_GET
def risk_index(request: HttpRequest) -> HttpResponse:
    """What is current unless the address says otherwise, and what nobody has assessed yet."""
    person = request.user.person
    chosen = RiskFilter(request.GET)
    rows = chosen.narrowed(risk_list.listed(person), person)
    page = window(rows, request.GET.get("page"), PAGE_SIZE)
    risk_page.mark(page)
    may_write = can_write_risks(person)
    without = risk_list.without() if can_see_risk_drafts(person) else []
    context = {"page": page, "filter": chosen, "without": without, "may_write": may_write}
    context["has_hub"] = can_ask(person)
    return render(request, "social/risks.html", context)


def found_or_404(request: HttpRequest, pk: uuid.UUID) -> RiskAssessment:
    """The assessment that whoever asks may see. Of inspectors it is written down which they read."""
    person = request.user.person
    found: RiskAssessment = get_or_404(risk_list.with_subject(risk_list.visible_to(person)), pk=pk)
    if not person.is_staff_member:
        record_read(person, found, "risk assessment")
    return found


@allowed(can_see_risks)
@require_GET
def risk(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One version: how it stands, its hazards, the squares before and after, who did what."""
    person = request.user.person
    found = found_or_404(request, pk)
    outbox.mark_seen(person.pk, found)
    reads_notes = can_read_risk_notes(person)
    context = risk_page.page(found) | {
        "timeline": risk_story.timeline(found, with_words=reads_notes),
        "buttons": buttons(STEPS.values(), found, person),
        "may_edit": can_write_risks(person) and found.state in WRITTEN,
        "missing": missing(found, hazard_drafts.read(found.draft)) if found.state in WRITTEN else [],
        "may_begin": can_write_risks(person) and not found.is_open,
        "sees_drafts": can_see_risk_drafts(person),
    }
    versions = context["versions"]
    context["being_made"] = next((row for row in versions if row.state in OPEN_RISK_STATES), None)
    context["versions"] = [row for row in versions if row.state in readable_states(person)]
    if not reads_notes:
        context["needed"] = []
    return render(request, "social/risk.html", context)


@allowed(can_write_risks)
@require_http_methods(["GET", "POST"])
def risk_new(request: HttpRequest) -> HttpResponse:
    """The first version of an assessment; `?subject=account:…` chooses what it is about."""
    form = NewRiskForm(request.POST or None, initial={"subject": request.GET.get("subject")})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            row = assessing.begin(
                said["subject"], actor=request.user.person, purpose=said["purpose"], used_by=said["used_by"]
            )
        except ValidationError as error:
            to_fields(form, error)
        else:
            messages.success(request, _("Begun. Add what could go wrong, one hazard at a time."))
            return redirect("risk", row.pk)
    return render(request, "social/risk_new.html", {"form": form})


@allowed(can_write_risks)
@require_POST
def risk_again(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Begin the next version from the words of the last."""
    found = found_or_404(request, pk)
    try:
        row = assessing.begin(found.subject, actor=request.user.person)
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
        return redirect("risk", found.pk)
    messages.success(
        request,
        _("A new version is begun from these words. This one stays in force until the new one is approved."),
    )
    return redirect("risk", row.pk)


@allowed(can_see_risks)
@require_GET
def risk_compare(request: HttpRequest, pk: uuid.UUID, other_pk: uuid.UUID) -> HttpResponse:
    """From `pk` to `other_pk`, two versions about the same subject."""
    before, after = found_or_404(request, pk), found_or_404(request, other_pk)
    if before.subject != after.subject:
        raise Http404
    rows = risk_list.visible_to(request.user.person).of(after.subject)
    form = CompareForm(request.GET or None, rows=rows, chosen=(before, after))
    if "before" in request.GET and form.is_valid():
        return redirect("risk-compare", form.cleaned_data["before"].pk, form.cleaned_data["after"].pk)
    context: dict[str, Any] = {"before": before, "after": after, "form": form}
    context["found"] = risk_differences.between(before, after)
    return render(request, "social/risk_compare.html", context)


@allowed(can_see_risks)
@require_GET
def risk_pdf(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    found = found_or_404(request, pk)
    response = HttpResponse(printed_risks.risk_pdf(found), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{printed_risks.file_name(found)}"'
    return response
