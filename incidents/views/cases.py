"""The lead's pages: the queue, a case, and the steps of one."""

import uuid
from typing import Any

from django.contrib import messages
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_GET, require_http_methods

from accounts.models import Person
from incidents.actions import opening
from incidents.filters import QueueFilter
from incidents.forms.cases import StepForm
from incidents.models import Case
from incidents.permissions import can_lead, can_see_queue, remember_standing
from incidents.selectors import case_page, queue
from incidents.views.case_steps import ENDINGS, GROUPS, STEPS, CasePage
from pages.access import allowed, get_or_404
from pages.lists import window
from pages.step_pages import StepView, buttons
from workflow import clock
from workflow.reads import record_read

PAGE_SIZE = 20


@allowed(can_see_queue)
@require_GET
def queue_page(request: HttpRequest) -> HttpResponse:
    """Open cases unless the address says otherwise."""
    chosen = QueueFilter(request.GET, queryset=queue.cases_for(request.user.person))
    cases = queue.in_order(chosen.qs, only_open=chosen.only_open, only_unread=chosen.only_unread)
    page = window(cases, request.GET.get("page"), PAGE_SIZE)
    return render(request, "incidents/queue.html", {"page": page, "filter": chosen, "now": clock.now()})


@allowed(can_see_queue)
@require_GET
def case(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Opening it is written down before anything is shown."""
    person = request.user.person
    found = _visible(person, pk)
    opening.open_case(found, actor=person, is_news=found.viewer_has_news)
    context = case_page.page(found, person, request.GET.get("page"))
    is_author = any(report.author_id == person.pk for report, _people in context["reports"])
    remember_standing(person, found, found.viewer_capacity, is_author=is_author)
    context |= {
        "buttons": buttons(STEPS.values(), found, person, GROUPS),
        "may_lead": can_lead(person, found),
        "quick_exit": True,
    }
    return render(request, "incidents/case.html", context)


class CaseStepView(StepView):
    pages = STEPS
    template = "incidents/case_step.html"
    not_now = _lazy("This step is not possible as the case stands now. Nothing was changed.")

    def find(self, person: Person, pk: uuid.UUID) -> Case:
        found: Case = _visible(person, pk)
        return found

    def form(self, page: CasePage, data: Any, row: Case, person: Person) -> StepForm:
        form: StepForm = page.form(data, case=row, person=person)
        return form

    def context(self, request: HttpRequest, row: Case, page: CasePage) -> dict[str, Any]:
        proposal = case_page.proposal(row) if page.verb in ENDINGS else None
        if proposal:
            record_read(request.user.person, row, "closing page")
        return {"case": row, "page": page, "proposal": proposal, "quick_exit": True}

    def steps_since(self, row: Case, version: int) -> list[Any]:
        return case_page.steps_since(row, version)

    def home(self, row: Case) -> HttpResponse:
        return redirect("case", row.pk)

    def onward(self, request: HttpRequest, row: Case, page: CasePage) -> HttpResponse:
        """Back to the case, or to the queue for somebody who just lost it: it is not named again."""
        if Case.objects.visible_to(request.user.person).filter(pk=row.pk).exists():
            return super().onward(request, row, page)
        messages.info(request, _("It is done. You no longer see that case."))
        return redirect("queue")


@allowed(can_see_queue)
@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, pk: uuid.UUID, slug: str) -> HttpResponse:
    return CaseStepView().answer(request, pk, slug)


def _visible(person: Person, pk: uuid.UUID) -> Any:
    """The case, with the capacity in which the viewer sees it and whether it is news; 404 without any."""
    cases = Case.objects.visible_to(person).annotate(
        viewer_capacity=F("accesses__capacity"), viewer_has_news=F("accesses__is_unread")
    )
    return get_or_404(cases.select_related("category", "outcome"), pk=pk)
