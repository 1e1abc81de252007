"""Platforms, the setting's own domains, what must be signed first, and profiles made for children."""

import uuid

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pages.access import allowed, get_or_404
from pages.step_pages import DONE_ALREADY
from pages.steps import to_fields
from social.actions import platforms as actions
from social.actions import profiles as profile_actions
from social.forms.platforms import DomainForm, GateForm, PlatformForm, ProfileForm
from social.models import ChildProfile, MailDomain, Platform
from social.permissions import accounts as can
from social.selectors import platform_pages
from social.selectors.gate import gate_now
from workflow.engine import StaleState


@allowed(can.can_see_social)
@require_GET
def platforms(request: HttpRequest) -> HttpResponse:
    context = {"lines": platform_pages.lines(), "may_keep": can.can_keep_platforms(request.user.person)}
    return render(request, "social/platforms.html", context)


@allowed(can.can_see_social)
@require_GET
def platform(request: HttpRequest, code: str) -> HttpResponse:
    found = get_or_404(Platform.objects.select_related("purpose"), pk=code)
    context = platform_pages.page(found) | {"may_keep": can.can_keep_platforms(request.user.person)}
    return render(request, "social/platform.html", context)


@allowed(can.can_keep_platforms)
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    form = PlatformForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.add_platform(actor=request.user.person, **form.said)
        except ValidationError as error:
            to_fields(form, error)
        else:
            return redirect("social-platform", made.pk)
    return render(request, "social/platform_form.html", {"form": form})


@allowed(can.can_keep_platforms)
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, code: str) -> HttpResponse:
    found = get_or_404(Platform.objects.all(), pk=code)
    form = PlatformForm(request.POST or None, of=found)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_platform(
                found, actor=request.user.person, drawn=form.cleaned_data["drawn"], **form.said
            )
        except ValidationError as error:
            to_fields(form, error)
        except StaleState:
            _changed_meanwhile(request, Platform.objects.get(pk=found.pk), form)
            return redirect("social-platform", found.pk)
        else:
            messages.success(request, _("It is stored."))
            return redirect("social-platform", found.pk)
    return render(request, "social/platform_form.html", {"form": form, "platform": found})


def _changed_meanwhile(request: HttpRequest, stands: Platform, form: PlatformForm) -> None:
    """What was sent twice stands already."""
    if all(getattr(stands, name) == said for name, said in form.said.items()):
        messages.info(request, DONE_ALREADY)
    else:
        messages.warning(request, _("It was changed meanwhile. Nothing of yours was stored."))


@allowed(can.can_keep_platforms)
@require_http_methods(["GET", "POST"])
def domains(request: HttpRequest) -> HttpResponse:
    """The domains of the setting's own addresses."""
    form = DomainForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_domain(form.cleaned_data["domain"], actor=request.user.person)
        except ValidationError as error:
            to_fields(form, error)
        else:
            return redirect("social-domains")
    return render(
        request, "social/domains.html", {"form": form, "domains": MailDomain.objects.filter(is_ours=True)}
    )


@allowed(can.can_keep_platforms)
@require_POST
def end_domain(request: HttpRequest) -> HttpResponse:
    found = get_or_404(MailDomain.objects.all(), pk=request.POST.get("domain", ""))
    if found.is_ours:
        actions.end_domain(found, actor=request.user.person)
    else:
        messages.info(request, DONE_ALREADY)
    return redirect("social-domains")


@allowed(can.can_keep_platforms)
@require_http_methods(["GET", "POST"])
def gate(request: HttpRequest) -> HttpResponse:
    """Which policy must be signed before anybody uses social media for the setting."""
    now = gate_now()
    form = GateForm(request.POST or None, initial={"policy": now.policy if now else None})
    if request.method == "POST" and form.is_valid():
        actions.choose_gate(form.cleaned_data["policy"], actor=request.user.person)
        messages.success(request, _("It holds from now on."))
        return redirect("social")
    return render(request, "social/gate.html", {"form": form, "gate": now})


@allowed(can.can_make_profile)
@require_GET
def profiles(request: HttpRequest) -> HttpResponse:
    """Profiles made for children; those below a platform's age now come first."""
    return render(request, "social/profiles.html", {"lines": platform_pages.profiles()})


@allowed(can.can_make_profile)
@require_http_methods(["GET", "POST"])
def add_profile(request: HttpRequest) -> HttpResponse:
    form = ProfileForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            profile_actions.make_profile(
                said["child"], said["platform"], actor=request.user.person, reason=said["reason"]
            )
        except ValidationError as error:
            to_fields(form, error)
        else:
            messages.success(request, _("It is noted."))
            return redirect("child-profiles")
    return render(request, "social/profile_add.html", {"form": form})


@allowed(can.can_make_profile)
@require_POST
def close_profile(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    found = get_or_404(ChildProfile.objects.all(), pk=pk)
    try:
        profile_actions.close_profile(found, actor=request.user.person)
    except ValidationError as error:
        messages.warning(request, error.messages[0])
    return redirect("child-profiles")
