"""Certificates, taken by whom they concern and checked by anybody; and forms on paper."""

import uuid

import structlog
from allauth.core.internal import ratelimit
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from accounts.models import Child
from consents import certificates, paper, permissions
from consents.actions import printing
from consents.forms.evidence import CheckForm
from consents.models import Seal
from consents.selectors import paper as printed
from consents.selectors import proofs
from consents.visiting import Visitor, for_families
from documents import keys, seal
from pages.access import allowed, get_or_404, public
from pages.languages import in_readers_language
from workflow import clock
from workflow.reads import record_read

RATES = {"certificate": "60/h/ip"}
# The site has lost the key by which it knows its files: no word on any of them.
NOT_NOW = "not now"
logger = structlog.get_logger(__name__)


@for_families
@require_GET
def certificate(request: HttpRequest, visitor: Visitor, pk: uuid.UUID) -> HttpResponse:
    """One's own certificate, or for those who may see answers any. Who took it is written down first."""
    found = proofs.certificate_of(visitor.person, pk, is_guest=visitor.is_guest)
    return _given(request, visitor, found, "certificate")


@for_families
@require_GET
def receipt(request: HttpRequest, visitor: Visitor, pk: uuid.UUID) -> HttpResponse:
    """The receipt of one's own withdrawal, or of one that was entered; for those who may see answers any."""
    found = proofs.receipt_of(visitor.person, pk, is_guest=visitor.is_guest)
    return _given(request, visitor, found, "receipt")


def _given(request: HttpRequest, visitor: Visitor, found: Seal | None, what: str) -> HttpResponse:
    if found is None:
        raise Http404
    try:
        made = certificates.certificate_pdf(found, clock.now())
    except keys.NoKey:
        logger.exception("no_certificate_key")
        return render(request, "consents/no_certificate.html", {"visitor": visitor}, status=503)
    record_read(visitor.person, found.about, what)
    return pdf_response(made, certificates.file_name(found))


def pdf_response(made: bytes, name: str) -> HttpResponse:
    """Downloaded, since no browser shows a PDF under the site's policy for content; never kept by a cache."""
    response = HttpResponse(made, content_type="application/pdf")
    disposition = content_disposition_header(as_attachment=True, filename=name)
    response.headers["Content-Disposition"] = disposition or "attachment"
    response.headers["Cache-Control"] = "no-store"
    return response


@public
@never_cache
@in_readers_language
@require_http_methods(["GET", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Genuine and unchanged, or not. Nothing else is said: no name, no day, no answer."""
    if request.method == "GET":
        return render(request, "consents/certificate_check.html", {"form": CheckForm()})
    if not ratelimit.consume(request, app="consents", action="certificate", config=RATES):
        context = {"form": CheckForm(), "result": "too often"}
        return render(request, "consents/certificate_check.html", context, status=429)
    form = CheckForm(request.POST, request.FILES)
    result = _checked(form) if form.is_valid() else ""
    status = 503 if result == NOT_NOW else 200
    context = {"form": form, "result": result}
    return render(request, "consents/certificate_check.html", context, status=status)


def _checked(form: CheckForm) -> str:
    content = form.content
    if content is None:
        return "code" if certificates.is_genuine_code(form.cleaned_data["code"]) else "no code"
    try:
        return "file" if certificates.is_genuine_file(content) else "changed"
    except seal.Unreadable:
        return "unreadable"
    except keys.NoKey:
        logger.exception("no_certificate_key")
        return NOT_NOW


@allowed(permissions.can_enter_answers)
@require_http_methods(["GET", "POST"])
def paper_form(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Print a form for one child. Not for whoever belongs to the child's family."""
    person, child = request.user.person, get_or_404(Child.objects.all(), pk=pk)
    if not permissions.can_enter_answers(person, child):
        raise Http404
    if request.method == "GET":
        return render(request, "consents/paper_form.html", {"child": child, "forms": printed.printed(child)})
    try:
        form = printing.print_form(child, actor=person)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("paper-form", child.pk)
    record_read(person, form, "paper form")
    return pdf_response(paper.form_pdf(form), paper.file_name(form))
