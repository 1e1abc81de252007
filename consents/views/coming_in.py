"""Coming in by a link and a code. Whatever is wrong with a link, the answer is the same page."""

from allauth.core.internal import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from consents.actions import inviting
from consents.forms.coming_in import AddressForm, CodeForm
from consents.visiting import LINK, let_in
from pages.access import public
from pages.languages import in_readers_language

RATES = {"link": "60/h/ip", "code": "30/h/ip", "address": "10/h/ip,5/h/key"}


@public
@in_readers_language
@require_GET
def link(request: HttpRequest, token: str) -> HttpResponse:
    """Take the token out of the address at once: no later request, log or Referer has it."""
    if _too_often(request, "link", limit_get=True):
        return _too_many(request)
    request.session[LINK] = inviting.hash_of(token)
    response = redirect("pictures-code")
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "no-store"
    return response


@public
@in_readers_language
@never_cache
@require_http_methods(["GET", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """Send a code, and take it. Nothing here says whose link it is, or about whom."""
    token_hash = request.session.get(LINK, "")
    if request.method == "POST" and _too_often(request, "code"):
        return _too_many(request)
    if inviting.usable(token_hash) is None:
        return render(request, "consents/link_ended.html", status=404)
    if request.method == "GET":
        return render(request, "consents/link.html", {"form": CodeForm(), "sent": False})
    if "code" not in request.POST:
        sent = inviting.send_code(token_hash)
        return render(request, "consents/link.html", {"form": CodeForm(), "sent": sent, "no_more": not sent})
    form = CodeForm(request.POST)
    used = inviting.come_in(token_hash, form.cleaned_data["code"]) if form.is_valid() else None
    if used is None:
        if form.is_valid():
            form.add_error("code", _("This code is wrong or too old. Type it again, or ask for a new one."))
        return render(request, "consents/link.html", {"form": form, "sent": True})
    let_in(request, used)
    return redirect("pictures")


@public
@in_readers_language
@never_cache
@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """Both ways in: sign in, or have a link sent. The answer is the same for an address that nobody has."""
    form = AddressForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        address = form.cleaned_data["address"]
        if _too_often(request, "address", key=address.lower()):
            return _too_many(request)
        inviting.wish_for_link(address)
        return render(request, "consents/link_sent.html")
    return render(request, "consents/enter.html", {"form": form, "ended": "ended" in request.GET})


def _too_often(request: HttpRequest, action: str, **options: object) -> bool:
    return not ratelimit.consume(request, app="consents", action=action, config=RATES, **options)


def _too_many(request: HttpRequest) -> HttpResponse:
    return render(request, "consents/too_many.html", status=429)
