"""The scan of a form: added, shown to whoever compares, and a wrong page taken out."""

import uuid

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from consents import permissions
from consents.actions import scanning
from consents.forms.scanning import ScanForm, sent
from consents.models import ScanPage
from consents.models.answers import ON_PAPER
from consents.selectors import checks, scans
from documents import pictures
from pages.access import allowed, get_or_404, signed_in
from pages.steps import to_fields
from workflow.reads import record_read


@allowed(permissions.can_check_answers)
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """More pages of a form that was entered before. Not for whoever belongs to the child's family."""
    person = request.user.person
    signature = get_or_404(checks.entered().filter(means__in=ON_PAPER), pk=pk)
    if not permissions.can_check_answers(person, signature.child):
        raise Http404
    form = ScanForm(request.POST, request.FILES) if request.method == "POST" else ScanForm()
    if form.is_valid():
        try:
            scanning.add_scan(signature, actor=person, drawn=scanning.read(sent(form.cleaned_data["scan"])))
        except ValidationError as error:
            to_fields(form, error)
        else:
            messages.success(request, _("The scan is kept."))
            return redirect("picture-form-check", signature.pk)
    return render(request, "consents/scan_add.html", {"signature": signature, "form": form})


@signed_in
@require_GET
def page(request: HttpRequest, pk: uuid.UUID, page_pk: uuid.UUID, size: str) -> HttpResponse:
    """One page as a picture. For all others there is nothing; who looked is written down."""
    found = _page(request, pk, page_pk)
    response = pictures.shown(found.picture, size, download="take" in request.GET)
    record_read(request.user.person, found, "scan of a form")
    return response


@signed_in
@require_http_methods(["GET", "POST"])
def take_out(request: HttpRequest, pk: uuid.UUID, page_pk: uuid.UUID) -> HttpResponse:
    """A page of something else goes for good, once it is confirmed."""
    found = _page(request, pk, page_pk)
    if request.method == "GET":
        return render(request, "consents/scan_take_out.html", {"page": found})
    try:
        scanning.take_out(found, actor=request.user.person)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The page is taken out, and its picture deleted."))
    return redirect("picture-form-check", found.signature_id)


def _page(request: HttpRequest, pk: uuid.UUID, page_pk: uuid.UUID) -> ScanPage:
    found = scans.page_for(request.user.person, pk, page_pk)
    if found is None:
        raise Http404
    return found
