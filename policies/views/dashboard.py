"""The manager's dashboard, and its tables as files."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from documents import export
from pages.access import allowed
from policies.permissions import can_see_dashboard
from policies.selectors import dashboard as read
from policies.selectors.dashboard_files import TABLES
from policies.selectors.review_calendar import asked_year
from workflow.reads import record_reads


@allowed(can_see_dashboard)
@require_GET
def dashboard(request: HttpRequest) -> HttpResponse:
    """What is due, late or at risk. `year` in the address is that of the calendar."""
    context = read.page(request.user.person, asked_year(request.GET.get("year")))
    return render(request, "policies/dashboard.html", context | {"formats": export.FORMATS})


@allowed(can_see_dashboard)
@require_GET
def download(request: HttpRequest, table: str, fmt: str) -> HttpResponse:
    """One table as a file. Who took it is written down before anything leaves."""
    if table not in TABLES or fmt not in export.FORMATS:
        raise Http404
    chosen, person = TABLES[table], request.user.person
    if not chosen.allowed(person):
        raise PermissionDenied
    lines, rows = chosen.read(person, asked_year(request.GET.get("year")))
    record_reads(person, rows, f"{table} as {fmt}")
    return export.download(str(chosen.title), fmt, chosen.columns, lines)
