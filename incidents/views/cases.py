"""The lead's pages: the queue, a case, and the steps of one."""

import uuid

from django.core.exceptions import ValidationError
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
from incidents.views.case_steps import STEPS, StepPage, buttons
from pages.access import allowed, get_or_404
from pages.lists import window
from workflow import clock
from workflow.engine import StaleState, WrongState

PAGE_SIZE = 20


@allowed(can_see_queue)
@require_GET
def queue_page(request: HttpRequest) -> HttpResponse:
    filtered = QueueFilter(request.GET, queryset=queue.cases_for(request.user.person))
    page = window(filtered.qs, request.GET.get("page"), PAGE_SIZE)
    return render(request, "incidents/queue.html", {"page": page, "filter": filtered, "now": clock.now()})


@allowed(can_see_queue)
@require_GET
def case(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    person = request.user.person
    found = _visible(request, pk)
    remember_standing(person, found)
    opening.open_case(found, actor=person)
    context = case_page.page(found) | {
        "buttons": buttons(found, person),
        "may_lead": can_lead(person, found),
        "quick_exit": True,
    }
    return render(request, "incidents/case.html", context)


@allowed(can_see_queue)
@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, pk: uuid.UUID, slug: str) -> HttpResponse:
    if slug not in STEPS:
        raise Http404
    found, page = _visible(request, pk), STEPS[slug]
    form = page.form(request.POST or None, case=found, person=request.user.person)
    if request.method == "POST" and form.is_valid():
        return _take(request, found, page, form)
    return _step_page(request, found, page, form)


def _take(request: HttpRequest, found: Case, page: StepPage, form: StepForm) -> HttpResponse:
    try:
        page.run(found, request.user.person, form)
    except ValidationError as error:
        form.add_error(None, error) if not hasattr(error, "error_dict") else _to_fields(form, error)
        return _step_page(request, found, page, form)
    except (StaleState, WrongState):
        return _somebody_was_quicker(request, found, page, form)
    still_there = Case.objects.visible_to(request.user.person).filter(pk=found.pk).exists()
    return redirect("case", found.pk) if still_there else redirect("queue")


def _to_fields(form: StepForm, error: ValidationError) -> None:
    for name, messages in error.message_dict.items():
        form.add_error(name if name in form.fields else None, messages)


def _somebody_was_quicker(request: HttpRequest, found: Case, page: StepPage, form: StepForm) -> HttpResponse:
    """Show who did what meanwhile, keep what was typed, and let it be sent again on purpose."""
    fresh = _visible(request, found.pk)
    form.data = form.data.copy()
    form.data["version"] = str(fresh.version)
    said = case_page.meanwhile(fresh)
    what, who = said if said else ("", "")
    form.add_error(
        None, _("Somebody was quicker: %(what)s, %(who)s. Read the case again.") % {"what": what, "who": who}
    )
    return _step_page(request, fresh, page, form, status=409)


def _step_page(
    request: HttpRequest, found: Case, page: StepPage, form: StepForm, status: int = 200
) -> HttpResponse:
    context = {"case": found, "page": page, "form": form, "quick_exit": True}
    return render(request, "incidents/case_step.html", context, status=status)


def _visible(request: HttpRequest, pk: uuid.UUID) -> Case:
    return get_or_404(
        Case.objects.visible_to(request.user.person).select_related("category", "outcome"), pk=pk
    )
