"""The action plan: the list, one action, its steps, and adding one."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_GET, require_http_methods

from accounts.models import Person
from notifications import outbox
from pages.access import allowed, get_or_404, signed_in
from pages.lists import window
from pages.step_pages import StepPage, StepView, buttons
from pages.steps import to_fields
from policies.actions import planning
from policies.forms.planning import NewActionForm, PlanFilter
from policies.models import PlanAction, Review
from policies.permissions import can_note, can_plan, can_see_drafts, can_see_plan
from policies.selectors import chain, plan
from policies.views.plan_steps import STEPS
from workflow.reads import record_reads

PAGE_SIZE = 25


@signed_in
@require_GET
def plan_list(request: HttpRequest) -> HttpResponse:
    """Leaders and inspectors see the whole plan, everybody else their own part of it. Open actions first of all."""
    person = request.user.person
    sees_all = can_see_plan(person)
    chosen = PlanFilter(request.GET, viewer=person, sees_all=sees_all)
    rows = chosen.narrowed(plan.listed(person))
    context = {
        "page": window(rows, request.GET.get("page"), PAGE_SIZE),
        "filter": chosen,
        "sees_all": sees_all,
        "may_plan": can_plan(person),
    }
    return render(request, "policies/plan.html", context)


@signed_in
@require_GET
def action(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    person = request.user.person
    found = get_or_404(plan.listed(person).select_related("created_by", "review__policy"), pk=pk)
    outbox.mark_seen(person.pk, found)
    if not can_note(person, found):
        record_reads(person, [found], "planned action")
    context = plan.page(found) | {
        "buttons": buttons(STEPS.values(), found, person),
        "sees_reviews": can_see_drafts(person),
    }
    return render(request, "policies/plan_action.html", context)


@allowed(can_plan)
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """From the review that the address names, if it is open, or from elsewhere."""
    review = _review(request.GET.get("review"))
    form = NewActionForm(request.POST or None, review=review)
    if request.method == "POST" and form.is_valid():
        try:
            planning.add_action(actor=request.user.person, **form.said)
        except ValidationError as error:
            to_fields(form, error)
        else:
            messages.success(request, _("It is on the plan, and whoever does it is told."))
            return redirect("policy-review", review.pk) if review else redirect("plan")
    return render(request, "policies/plan_add.html", {"form": form, "review": review})


def _review(said: str | None) -> Review | None:
    """The open review that the address names; nonsense names none."""
    try:
        pk = uuid.UUID(said or "")
    except ValueError:
        return None
    return Review.objects.open().filter(pk=pk).select_related("policy").first()


class PlanStepView(StepView):
    pages = STEPS
    template = "policies/plan_step.html"
    not_now = _lazy("This step is not possible as the action stands now. Nothing was changed.")
    also_steps = ("change",)

    def find(self, person: Person, pk: uuid.UUID) -> PlanAction:
        found: PlanAction = get_or_404(plan.listed(person), pk=pk)
        return found

    def context(self, request: HttpRequest, row: PlanAction, page: StepPage) -> dict[str, Any]:
        return {"action": row, "step": page}

    def steps_since(self, row: PlanAction, version: int) -> list[Any]:
        return chain.steps_since(row, version)

    def home(self, row: PlanAction) -> HttpResponse:
        return redirect("plan-action", row.pk)


@signed_in
@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, pk: uuid.UUID, slug: str) -> HttpResponse:
    return PlanStepView().answer(request, pk, slug)
