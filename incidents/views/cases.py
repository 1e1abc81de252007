"""The lead's pages: the queue, a case, and the steps of one."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from incidents.actions import opening
from incidents.filters import QueueFilter
from incidents.forms.cases import StepForm
from incidents.models import Case
from incidents.permissions import can_lead, can_see_queue, remember_standing
from incidents.selectors import case_page, queue
from incidents.views.case_steps import ENDINGS, STEPS, StepPage, buttons
from pages.access import allowed, get_or_404
from pages.lists import window
from pages.steps import to_fields
from workflow import clock
from workflow.engine import NotAllowed, StaleState, WrongState
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
    found = _visible(request, pk)
    opening.open_case(found, actor=person, is_news=found.viewer_has_news)
    context = case_page.page(found, person, request.GET.get("page"))
    is_author = any(report.author_id == person.pk for report, _people in context["reports"])
    remember_standing(person, found, found.viewer_capacity, is_author=is_author)
    context |= {
        "buttons": buttons(found, person),
        "may_lead": can_lead(person, found),
        "quick_exit": True,
    }
    return render(request, "incidents/case.html", context)


@allowed(can_see_queue)
@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, pk: uuid.UUID, slug: str) -> HttpResponse:
    """One step's page. Who may not take it is refused at once; what cannot be taken now goes back."""
    if slug not in STEPS:
        raise Http404
    found, page, person = _visible(request, pk), STEPS[slug], request.user.person
    if not page.move.allowed(person, found):
        raise NotAllowed(person, found, page.verb)
    form = page.form(request.POST if request.method == "POST" else None, case=found, person=person)
    if request.method == "GET" and not page.fits(found):
        return _not_now(request, found)
    if request.method == "POST" and form.is_valid():
        return _take(request, found, page, form)
    return _step_page(request, found, page, form)


def _take(request: HttpRequest, found: Case, page: StepPage, form: StepForm) -> HttpResponse:
    try:
        page.run(found, request.user.person, form)
    except ValidationError as error:
        to_fields(form, error)
        return _step_page(request, found, page, form)
    except StaleState:
        return _somebody_was_quicker(request, found, page, form)
    except WrongState:
        return _not_now(request, found)
    return _onward(request, found, page)


def _onward(request: HttpRequest, found: Case, page: StepPage) -> HttpResponse:
    """Back to the case, or to the queue for somebody who just lost it: it is not named again."""
    if Case.objects.visible_to(request.user.person).filter(pk=found.pk).exists():
        messages.success(request, page.done)
        return redirect("case", found.pk)
    messages.info(request, _("It is done. You no longer see that case."))
    return redirect("queue")


def _not_now(request: HttpRequest, found: Case) -> HttpResponse:
    messages.warning(request, _("This step is not possible as the case stands now. Nothing was changed."))
    return redirect("case", found.pk)


def _somebody_was_quicker(request: HttpRequest, found: Case, page: StepPage, form: StepForm) -> HttpResponse:
    """Show who did what meanwhile, keep what was typed, and let it be sent again on purpose."""
    fresh = _visible(request, found.pk)
    meanwhile = case_page.steps_since(fresh, form.cleaned_data["version"])
    form.renew(fresh.version)
    again = page.fits(fresh) and page.move.allowed(request.user.person, fresh)
    return _step_page(request, fresh, page, form, status=409, meanwhile=meanwhile, cannot_be_sent=not again)


def _step_page(
    request: HttpRequest, found: Case, page: StepPage, form: StepForm, status: int = 200, **more: object
) -> HttpResponse:
    proposal = case_page.proposal(found) if page.verb in ENDINGS else None
    if proposal:
        record_read(request.user.person, found, "closing page")
    context = {"case": found, "page": page, "form": form, "proposal": proposal, "quick_exit": True, **more}
    return render(request, "incidents/case_step.html", context, status=status)


def _visible(request: HttpRequest, pk: uuid.UUID) -> Any:
    """The case, with the capacity in which the viewer sees it and whether it is news; 404 without any."""
    cases = Case.objects.visible_to(request.user.person).annotate(
        viewer_capacity=F("accesses__capacity"), viewer_has_news=F("accesses__is_unread")
    )
    return get_or_404(cases.select_related("category", "outcome"), pk=pk)
