"""The wall: who has signed what, on the screen, on paper, and as a file."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from documents import export
from notifications import outbox
from pages.access import allowed
from pages.lists import window
from policies.forms.wall import WallForm
from policies.notices import UNSIGNED
from policies.permissions import can_see_signatures
from policies.selectors import signature_lines, signatures
from workflow.reads import record_reads

PAGE_SIZE = 25


@allowed(can_see_signatures)
@require_GET
def wall(request: HttpRequest) -> HttpResponse:
    """People by name, a page at a time; every policy with its numbers."""
    form = WallForm(request.GET)
    columns = signatures.columns(form.narrowed)
    page = window(signatures.people(columns, form.narrowed), request.GET.get("page"), PAGE_SIZE)
    outbox.mark_seen(request.user.person.pk, of_kinds=[UNSIGNED.code])
    context = {
        "form": form,
        "columns": columns,
        "page": page,
        "rows": signatures.rows(columns, page),
        "formats": export.FORMATS,
    }
    return render(request, "policies/signatures.html", context)


@allowed(can_see_signatures)
@require_GET
def download(request: HttpRequest, fmt: str) -> HttpResponse:
    """The same, one line per person and policy. Who took it is written down before anything leaves."""
    if fmt not in export.FORMATS:
        raise Http404
    narrowed = WallForm(request.GET).narrowed
    columns = signatures.columns(narrowed)
    record_reads(request.user.person, [one.version for one in columns], f"signatures as {fmt}")
    lines = signature_lines.lines(columns, narrowed)
    return export.download(_("Signatures"), fmt, signature_lines.COLUMNS, lines)
