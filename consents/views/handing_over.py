"""The setting's tablet at the door: handed over by staff, opened by the parent's own check, handed back."""

import uuid

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import Child
from consents import permissions, tablet
from consents.actions import handing_over
from consents.forms.coming_in import BirthForm, CodeForm
from consents.forms.handing_over import HandOverForm
from consents.models import Handover
from pages.access import allowed, checks_itself, get_or_404, public
from pages.languages import in_readers_language
from pages.steps import to_fields


@allowed(permissions.can_hand_over)
@require_http_methods(["GET", "POST"])
def start(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Say to whom, and how one knows them. From then on this device is signed out."""
    person, child = request.user.person, get_or_404(Child.objects.all(), pk=pk)
    if not permissions.can_hand_over(person, child):
        raise Http404
    form = HandOverForm(request.POST if request.method == "POST" else None, child=child, actor=person)
    if form.is_valid():
        try:
            handover = handing_over.hand_over(child, actor=person, **form.cleaned_data)
        except ValidationError as error:
            to_fields(form, error)
        else:
            tablet.begin(request, handover)
            return tablet.leave_nothing(redirect("pictures-tablet"))
    return render(request, "consents/tablet_start.html", {"child": child, "form": form})


@in_readers_language
@require_http_methods(["GET", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """The parent's own check. Nothing here says who it is about, nor whom it was handed to."""
    handover = tablet.handover_of(request)
    if handover is None:
        return redirect("pictures-tablet-back")
    if handover.checked_at is not None:
        return redirect("pictures")
    tablet.renew(request)
    by_code = handing_over.check_of(handover) == Handover.Check.CODE
    return _by_code(request, handover) if by_code else _by_birth(request, handover)


checks_itself(check, "handed-over tablet")


def _by_code(request: HttpRequest, handover: Handover) -> HttpResponse:
    if request.method == "GET":
        return _page(request, {"form": CodeForm(), "sent": False, "by_code": True})
    if "code" not in request.POST:
        sent = handing_over.send_code(handover)
        return _page(request, {"form": CodeForm(), "sent": sent, "no_more": not sent, "by_code": True})
    form = CodeForm(request.POST)
    if form.is_valid():
        if handing_over.check_code(handover, form.cleaned_data["code"]):
            return _let_in(request)
        form.add_error("code", _("This code is wrong or too old. Type it again, or ask for a new one."))
    return _page(request, {"form": form, "sent": True, "by_code": True})


def _by_birth(request: HttpRequest, handover: Handover) -> HttpResponse:
    form = BirthForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        if handing_over.check_birth(handover, **form.cleaned_data):
            return _let_in(request)
        if handing_over.is_exhausted(handover):
            return _back(request, handover)
        form.add_error(None, _("This is not what we have written down. Look again, or ask us."))
    return _page(request, {"form": form, "by_code": False})


def _page(request: HttpRequest, context: dict[str, object]) -> HttpResponse:
    goes_after = {"tablet_goes_after": tablet.GOES_AFTER_SECONDS}
    response = render(request, "consents/tablet_check.html", context | goes_after)
    response.headers["Cache-Control"] = "no-store"
    return response


def _let_in(request: HttpRequest) -> HttpResponse:
    request.session.cycle_key()
    return redirect("pictures")


def _back(request: HttpRequest, handover: Handover) -> HttpResponse:
    handing_over.hand_back(handover, actor=handover.person)
    tablet.end(request)
    return tablet.leave_nothing(redirect("pictures-tablet-back"))


@public
@in_readers_language
@require_http_methods(["GET", "POST"])
def back(request: HttpRequest) -> HttpResponse:
    """The page that is the same for everybody. By POST it ends what was handed over, at any moment."""
    if request.method == "POST":
        handover = tablet.handover_of(request)
        if handover is not None:
            return _back(request, handover)
        return redirect("pictures-tablet-back")
    if tablet.is_handed_over(request):
        return redirect("pictures")
    return tablet.leave_nothing(render(request, "consents/tablet_back.html"))
