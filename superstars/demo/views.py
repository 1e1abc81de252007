"""The demo's own pages: who is who, and every mail that was sent. Their URLs exist in the demo only."""

import re
import uuid
from base64 import b64encode
from hashlib import sha256

from allauth.account.internal.flows.login import record_authentication
from django.contrib.auth import login
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.middleware import note_second_factor
from documents import export
from pages.access import get_or_404, public
from superstars.demo import example_file, selectors
from superstars.demo.forms import RecipientForm, SignInForm
from superstars.demo.models import DemoMail

PAGE_SIZE = 25
BACKEND = "accounts.backends.PersonBackend"
# Nothing in a mail runs, loads or is sent anywhere; only its own style blocks apply, by their hashes.
MAIL_POLICY = (
    "default-src 'none'; style-src {}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"
)
STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)


@public
@require_GET
def people(request: HttpRequest) -> HttpResponse:
    return render(request, "demo/people.html", {"groups": selectors.groups()})


@public
@require_POST
def sign_in(request: HttpRequest) -> HttpResponse:
    """One click, and the second factor counts as shown."""
    form = SignInForm(request.POST)
    if not form.is_valid():
        return redirect("demo")
    user = form.cleaned_data["user"]
    login(request, user, backend=BACKEND)
    # As after a password, so that pages which ask who it is again need not.
    record_authentication(request, user, "demo")
    note_second_factor(request)
    return redirect("home")


@public
@require_GET
def children_file(request: HttpRequest) -> HttpResponse:
    """A small file to try the import of children with."""
    return export.download(_("Children to import"), "csv", example_file.HEADINGS, example_file.rows())


@public
@require_GET
def mailbox(request: HttpRequest) -> HttpResponse:
    form = RecipientForm(request.GET)
    page = Paginator(selectors.mails(form.address()), PAGE_SIZE).get_page(request.GET.get("page"))
    columns = [_("Subject"), _("To"), _("Sent")]
    context = {"form": form, "page": page, "columns": columns, "rows": selectors.rows(page)}
    return render(request, "demo/mailbox.html", context)


@public
@require_GET
def mail(request: HttpRequest, mail_id: uuid.UUID) -> HttpResponse:
    found = get_or_404(DemoMail.objects.all(), pk=mail_id)
    return render(request, "demo/mail.html", {"mail": found, "name": selectors.name_of(found.to)})


@public
@require_GET
def mail_as_html(request: HttpRequest, mail_id: uuid.UUID) -> HttpResponse:
    """The mail as a mail program draws it, on a page of its own."""
    html = get_or_404(DemoMail.objects.exclude(html=""), pk=mail_id).html
    hashes = [b64encode(sha256(block.encode()).digest()).decode() for block in STYLE.findall(html)]
    policy = MAIL_POLICY.format(" ".join(f"'sha256-{one}'" for one in hashes) or "'none'")
    return HttpResponse(html, headers={"Content-Security-Policy": policy})
