"""What the author of a report sees: own words, a coarse status, messages, and nothing else (COI-11)."""

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from incidents.actions import reporting, writing
from incidents.forms.answering import AdditionForm, AnswerForm
from incidents.models import Entry, Report
from incidents.selectors import own_reports
from notifications import outbox
from pages.access import get_or_404, signed_in

PAGE_SIZE = 20


@signed_in
@require_GET
def my_reports(request: HttpRequest) -> HttpResponse:
    reports = own_reports.listed(request.user.person)
    page = Paginator(reports, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "incidents/my_reports.html", {"page": page})


@signed_in
@require_GET
def report(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    person = request.user.person
    found = get_or_404(Report.objects.visible_to(person), pk=pk)
    outbox.mark_seen(person.pk, found)
    return _report_page(request, found)


@signed_in
@require_POST
def add(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    found = get_or_404(Report.objects.visible_to(request.user.person), pk=pk)
    form = AdditionForm(request.POST)
    if not form.is_valid():
        return _report_page(request, found, wrong=form)
    reporting.add_to_report(found, actor=request.user.person, body=form.cleaned_data["body"])
    messages.success(request, _("Added. It stands below, with its own time."))
    return redirect("report", pk)


@signed_in
@require_POST
def answer(request: HttpRequest, pk: uuid.UUID, message_pk: uuid.UUID) -> HttpResponse:
    found = get_or_404(Report.objects.visible_to(request.user.person), pk=pk)
    message = get_or_404(found.entries.filter(kind=Entry.Kind.MESSAGE), pk=message_pk)
    form = AnswerForm(request.POST, prefix=str(message_pk))
    if not form.is_valid():
        return _report_page(request, found, wrong=form)
    said = form.cleaned_data["body"]
    # A message always stands in a case.
    writing.answer(message.case, found, actor=request.user.person, body=said)  # type: ignore[arg-type]
    messages.success(request, _("Your answer is sent."))
    return redirect("report", pk)


def _report_page(request: HttpRequest, found: Report, wrong: AdditionForm | None = None) -> HttpResponse:
    """The author's page; `wrong` is the form among its several that must be put right."""
    context = own_reports.page(found)
    forms: dict[str | None, AdditionForm] = {wrong.prefix: wrong} if wrong else {}
    context |= {
        "entries": [(entry, _answer_form(entry, forms)) for entry in context["entries"]],
        "addition": forms.get(None) or AdditionForm(),
        "form": wrong,
        "quick_exit": True,
    }
    return render(request, "incidents/report.html", context)


def _answer_form(entry: Entry, forms: dict[str | None, AdditionForm]) -> AdditionForm | None:
    """Only a message of a lead can be answered."""
    if entry.kind != Entry.Kind.MESSAGE:
        return None
    return forms.get(str(entry.pk)) or AnswerForm(prefix=str(entry.pk))
