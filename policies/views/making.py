"""A version on its way: its page, and its steps."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from pages.access import allowed, get_or_404
from pages.steps import to_fields
from policies.forms.making import StepForm
from policies.models import PolicyVersion
from policies.permissions import can_see_drafts
from policies.selectors import version_page, versions
from policies.views.making_steps import STEPS, StepPage, buttons
from workflow.engine import NotAllowed, StaleState, WrongState


@allowed(can_see_drafts)
@require_GET
def version(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The work page of one version."""
    person = request.user.person
    found = get_or_404(versions.visible_to(person).select_related("approved_by"), pk=pk)
    context = version_page.page(found, person, request.GET.get("page"))
    context |= {
        "buttons": buttons(found, person),
        "open_steps": found.lifecycle.open_to(person, found, ["edit", "confirm keys"]),
    }
    return render(request, "policies/version.html", context)


@allowed(can_see_drafts)
@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, pk: uuid.UUID, slug: str) -> HttpResponse:
    """One step's page. Who may not take it is refused at once; what cannot be taken now goes back."""
    if slug not in STEPS:
        raise Http404
    person, page = request.user.person, STEPS[slug]
    found = get_or_404(versions.visible_to(person), pk=pk)
    if not page.move.allowed(person, found):
        raise NotAllowed(person, found, page.verb)
    form = page.form(request.POST if request.method == "POST" else None, of=found, person=person)
    if request.method == "GET" and not page.fits(found):
        return _not_now(request, found)
    if request.method == "POST" and form.is_valid():
        return _take(request, found, page, form)
    return _step_page(request, found, page, form)


def _take(request: HttpRequest, found: PolicyVersion, page: StepPage, form: StepForm) -> HttpResponse:
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
    return redirect("policy-version", found.pk)


def _not_now(request: HttpRequest, found: PolicyVersion) -> HttpResponse:
    messages.warning(request, _("This step is not possible as the version stands now. Nothing was changed."))
    return redirect("policy-version", found.pk)


def _somebody_was_quicker(
    request: HttpRequest, found: PolicyVersion, page: StepPage, form: StepForm
) -> HttpResponse:
    """Show who did what meanwhile, keep what was typed, and let it be sent again on purpose."""
    fresh = get_or_404(versions.visible_to(request.user.person), pk=found.pk)
    meanwhile = version_page.steps_since(fresh, form.cleaned_data["version"])
    form.renew(fresh.version)
    again = page.fits(fresh) and page.move.allowed(request.user.person, fresh)
    return _step_page(request, fresh, page, form, status=409, meanwhile=meanwhile, cannot_be_sent=not again)


def _step_page(
    request: HttpRequest, found: PolicyVersion, page: StepPage, form: StepForm, status: int = 200, **more: Any
) -> HttpResponse:
    context = {"version": found, "policy": found.policy, "step": page, "form": form, **more}
    return render(request, "policies/version_step.html", context, status=status)
