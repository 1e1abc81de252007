"""A version on its way: its page, and its steps."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_GET, require_http_methods

from accounts.models import Person
from pages.access import allowed, get_or_404
from pages.step_pages import StepView, buttons
from policies.forms.making import StepForm
from policies.models import PolicyVersion
from policies.permissions import can_see_drafts
from policies.selectors import version_page, versions
from policies.views.making_steps import STEPS, VersionPage


@allowed(can_see_drafts)
@require_GET
def version(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The work page of one version."""
    person = request.user.person
    found = get_or_404(versions.visible_to(person).select_related("approved_by"), pk=pk)
    context = version_page.page(found, person, request.GET.get("page"))
    context |= {
        "buttons": buttons(STEPS.values(), found, person),
        "open_steps": found.lifecycle.open_to(person, found, ["edit", "confirm keys"]),
    }
    return render(request, "policies/version.html", context)


class VersionStepView(StepView):
    pages = STEPS
    template = "policies/version_step.html"
    not_now = _lazy("This step is not possible as the version stands now. Nothing was changed.")

    def find(self, person: Person, pk: uuid.UUID) -> PolicyVersion:
        found: PolicyVersion = get_or_404(versions.visible_to(person), pk=pk)
        return found

    def form(self, page: VersionPage, data: Any, row: PolicyVersion, person: Person) -> StepForm:
        form: StepForm = page.form(data, of=row, person=person)
        return form

    def context(self, request: HttpRequest, row: PolicyVersion, page: VersionPage) -> dict[str, Any]:
        return {"version": row, "policy": row.policy, "step": page}

    def steps_since(self, row: PolicyVersion, version: int) -> list[Any]:
        return version_page.steps_since(row, version)

    def home(self, row: PolicyVersion) -> HttpResponse:
        return redirect("policy-version", row.pk)


@allowed(can_see_drafts)
@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, pk: uuid.UUID, slug: str) -> HttpResponse:
    return VersionStepView().answer(request, pk, slug)
