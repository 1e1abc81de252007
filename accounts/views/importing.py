"""Children and contacts from a file and into one: load, look at what it would do, confirm."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts import forms, permissions
from accounts.actions import importing
from accounts.importing.columns import EXPLAINED, HEADINGS
from accounts.importing.plan import Plan
from accounts.selectors import import_preview, register
from accounts.selectors.importing import lines
from accounts.views.forming import posted
from documents import export
from documents.importing import Unreadable
from pages.access import allowed
from pages.lists import window
from workflow.engine import StaleState
from workflow.reads import record_reads

PAGE_SIZE = 50


@allowed(permissions.can_change_child)
@require_http_methods(["GET", "POST"])
def load(request: HttpRequest) -> HttpResponse:
    """Load a file. Nothing of it is written to the register before it is confirmed."""
    form = forms.ImportForm(posted(request), request.FILES or None)
    if form.is_valid():
        try:
            _load(request, form.cleaned_data["file"])
        except Unreadable as error:
            form.add_error("file", str(error))
        else:
            return redirect("children-import-preview")
    return render(request, "accounts/import.html", {"form": form, "formats": export.FORMATS})


def _load(request: HttpRequest, file: Any) -> None:
    importing.load(actor=request.user.person, name=file.name, content=file.read())


@allowed(permissions.can_change_child)
@require_GET
def preview(request: HttpRequest) -> HttpResponse:
    """What one's own file would do to the register as it stands this moment, row by row."""
    plan = importing.planned(request.user.person)
    if plan is None:
        messages.info(request, _("There is no file to look at. A file that is loaded is kept for a day."))
        return redirect("children-import")
    chosen = forms.LinesFilter(request.GET, kinds=import_preview.kinds(plan))
    show = import_preview.shown(plan, chosen.cleaned_data["show"] if chosen.is_valid() else "")
    context = {
        "plan": plan,
        "totals": import_preview.totals(plan),
        "filter": forms.LinesFilter({"show": show}, kinds=import_preview.kinds(plan)),
        "show": show,
        "page": window(import_preview.lines(plan, show), request.GET.get("page"), PAGE_SIZE),
        "form": forms.ConfirmForm(initial={"seen": plan.digest}),
    }
    return render(request, "accounts/import_preview.html", context)


@allowed(permissions.can_change_child)
@require_POST
def confirm(request: HttpRequest) -> HttpResponse:
    """Write all of it, or nothing; where the register has changed meanwhile, the preview is made anew."""
    form = forms.ConfirmForm(request.POST)
    seen = form.cleaned_data["seen"] if form.is_valid() else ""
    try:
        plan = importing.confirm(actor=request.user.person, seen=seen)
    except StaleState:
        messages.warning(
            request, _("The register has changed since. Nothing was written: look at it again, then confirm.")
        )
        return redirect("children-import-preview")
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("children-import-preview")
    messages.success(request, _done(plan))
    return redirect("children")


def _done(plan: Plan) -> str:
    count = sum(line.writes for line in plan.lines)
    said = ngettext(
        "Imported: %(count)s row was new or changed.", "Imported: %(count)s rows were new or changed.", count
    )
    return said % {"count": count}


@allowed(permissions.can_change_child)
@require_POST
def discard(request: HttpRequest) -> HttpResponse:
    importing.discard(actor=request.user.person)
    messages.success(request, _("The file is thrown away. Nothing of it was written."))
    return redirect("children")


@allowed(permissions.can_change_child)
@require_GET
def template(request: HttpRequest, fmt: str) -> HttpResponse:
    """An empty file with the headings, and what goes into each column."""
    if fmt not in export.FORMATS:
        raise Http404
    return export.download(_("Children to fill in"), fmt, HEADINGS, EXPLAINED)


@allowed(permissions.can_change_child)
@require_GET
def download(request: HttpRequest, fmt: str) -> HttpResponse:
    """Children and contacts in the columns that an import reads. Who took it is written down first."""
    if fmt not in export.FORMATS:
        raise Http404
    chosen = forms.ChildrenFilter(request.GET, rooms=register.rooms())
    chosen.full_clean()
    room, left = chosen.cleaned_data.get("room", ""), chosen.cleaned_data.get("left", False)
    found = register.children(room, left=left)
    record_reads(request.user.person, found, f"children as {fmt}")
    return export.download(_("Children"), fmt, HEADINGS, lines(found))
