"""The action plan: the list, one action, its steps, and adding one."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from notifications import outbox
from pages.access import allowed, get_or_404, signed_in
from pages.lists import window
from pages.steps import to_fields
from policies.actions import planning
from policies.forms.planning import NewActionForm, PlanFilter, StepForm
from policies.models import PlanAction, Review
from policies.permissions import can_plan, can_see_plan
from policies.selectors import chain, plan
from policies.views.plan_steps import STEPS, StepPage, buttons
from workflow.engine import NotAllowed, StaleState, WrongState

PAGE_SIZE = 25


@signed_in
@require_GET
def plan_list(request: HttpRequest) -> HttpResponse:
    """Leaders see the whole plan, everybody else their own part of it. Open actions first of all."""
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
    context = plan.page(found) | {"buttons": buttons(found, person), "sees_all": can_see_plan(person)}
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


@signed_in
@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, pk: uuid.UUID, slug: str) -> HttpResponse:
    """One step's page. Who may not take it is refused at once; what cannot be taken now goes back."""
    if slug not in STEPS:
        raise Http404
    person, page = request.user.person, STEPS[slug]
    found = get_or_404(plan.listed(person), pk=pk)
    if not page.move.allowed(person, found):
        raise NotAllowed(person, found, page.verb)
    form = page.form(request.POST if request.method == "POST" else None, of=found)
    if request.method == "GET" and not page.fits(found):
        return _not_now(request, found)
    if request.method == "POST" and form.is_valid():
        return _take(request, found, page, form)
    return _step_page(request, found, page, form)


def _take(request: HttpRequest, found: PlanAction, page: StepPage, form: StepForm) -> HttpResponse:
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
    return redirect("plan-action", found.pk)


def _not_now(request: HttpRequest, found: PlanAction) -> HttpResponse:
    messages.warning(request, _("This step is not possible as the action stands now. Nothing was changed."))
    return redirect("plan-action", found.pk)


def _somebody_was_quicker(
    request: HttpRequest, found: PlanAction, page: StepPage, form: StepForm
) -> HttpResponse:
    """Show who did what meanwhile, keep what was typed, and let it be sent again on purpose."""
    person = request.user.person
    fresh = get_or_404(plan.listed(person), pk=found.pk)
    meanwhile = chain.steps_since(fresh, form.cleaned_data["version"])
    form.renew(fresh.version)
    again = page.fits(fresh) and page.move.allowed(person, fresh)
    return _step_page(request, fresh, page, form, status=409, meanwhile=meanwhile, cannot_be_sent=not again)


def _step_page(
    request: HttpRequest, found: PlanAction, page: StepPage, form: StepForm, status: int = 200, **more: Any
) -> HttpResponse:
    context = {"action": found, "step": page, "form": form, **more}
    return render(request, "policies/plan_step.html", context, status=status)
