"""The pages on which owner and manager keep the list: one form each, about one policy."""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from pages.access import allowed, get_or_404
from pages.steps import to_fields
from policies.actions import keeping
from policies.forms import keeping as forms
from policies.models import Audience, Citation, Policy, PolicyLink
from policies.permissions import can_keep_policies
from workflow.engine import StaleState


@allowed(can_keep_policies)
@require_POST
def enter_usual(request: HttpRequest) -> HttpResponse:
    """Enter the policies that a pre-school usually keeps; what is there already stays as it is."""
    count = keeping.enter_usual_policies(actor=request.user.person)
    said = ngettext(
        "%(count)s policy was entered. It has no text yet.",
        "%(count)s policies were entered. None of them has a text yet.",
        count,
    )
    messages.success(request, said % {"count": count})
    return redirect("policies")


@allowed(can_keep_policies)
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    form = forms.PolicyForm(_posted(request))
    added: list[Policy] = []
    if _done(form, lambda said: added.append(keeping.add_policy(actor=request.user.person, **said))):
        messages.success(request, _("Saved."))
        return redirect("policy", added[0].pk)
    return _page(request, form, _("Add a policy"), button=_("Add"))


@allowed(can_keep_policies)
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    found = _kept(pk)
    form = forms.PolicyChangeForm(_posted(request), of=found, seen=keeping.fingerprint(found))
    title = _("Change what is said about it")
    try:
        if _done(form, lambda said: keeping.change_policy(found, actor=request.user.person, **said)):
            return _back_to(request, found)
    except StaleState:
        fresh = _kept(pk)
        form.renew(keeping.fingerprint(fresh))
        return _page(request, form, title, about=fresh, status=409, meanwhile=_said(form, fresh))
    return _page(request, form, title, about=found)


def _said(form: Form, policy: Policy) -> list[tuple[Any, Any]]:
    """What is said now, where it differs from what was typed; choices in their own words."""
    typed = form.cleaned_data
    return [
        (field.label, getattr(policy, f"get_{name}_display", lambda name=name: getattr(policy, name))())
        for name, field in form.fields.items()
        if name != "seen" and typed.get(name) != getattr(policy, name)
    ]


@allowed(can_keep_policies)
@require_http_methods(["GET", "POST"])
def link(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    found = _kept(pk)
    form = forms.LinkForm(_posted(request), of=found)
    if _done(form, lambda said: keeping.link(found, said["to"], actor=request.user.person)):
        return _back_to(request, found)
    rows = found.links.filter(ended_at=None).select_related("to").order_by("to__title")
    held = [(row.to.title, reverse("policy-unlink", args=[row.pk])) for row in rows]
    title = _("What it leans on")
    return _page(request, form, title, about=found, held=held, held_title=_("It leans on"))


@allowed(can_keep_policies)
@require_http_methods(["GET", "POST"])
def cite(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    found = _kept(pk)
    form = forms.CiteForm(_posted(request), of=found)
    if _done(form, lambda said: keeping.cite(found, said["source"], actor=request.user.person)):
        return _back_to(request, found)
    rows = found.citations.filter(ended_at=None).select_related("source").order_by("source__title")
    held = [(row.source.title, reverse("policy-uncite", args=[row.pk])) for row in rows]
    text = _("Whenever a new edition of one of these is noted, this policy is reviewed.")
    title = _("What it rests on")
    return _page(request, form, title, about=found, text=text, held=held, held_title=_("It rests on"))


@allowed(can_keep_policies)
@require_http_methods(["GET", "POST"])
def bind(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    found = _kept(pk)
    form = forms.BindForm(_posted(request), of=found)
    if _done(form, lambda said: keeping.bind_all(found, actor=request.user.person, **said)):
        return _back_to(
            request, found, _("Saved. Whoever is to sign words in force is asked within the hour.")
        )
    rows = found.audiences.filter(ended_at=None).order_by("role")
    held = [
        (f"{row.get_role_display()}: {row.get_kind_display()}", reverse("policy-unbind", args=[row.pk]))
        for row in rows
    ]
    text = _("Everybody in the role is asked to read and sign it, now and whenever somebody new begins.")
    title = _("Who signs it")
    return _page(request, form, title, about=found, text=text, held=held, held_title=_("These do now"))


@allowed(can_keep_policies)
@require_http_methods(["GET", "POST"])
def unlink(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    row = get_or_404(PolicyLink.objects.filter(ended_at=None).select_related("policy", "to"), pk=pk)
    title = _("It no longer leans on “%(other)s”") % {"other": row.to.title}
    return _end(request, row.policy, title, lambda: keeping.unlink(row, actor=request.user.person))


@allowed(can_keep_policies)
@require_http_methods(["GET", "POST"])
def uncite(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    row = get_or_404(Citation.objects.filter(ended_at=None).select_related("policy", "source"), pk=pk)
    title = _("It no longer rests on “%(source)s”") % {"source": row.source.title}
    text = _("A new edition of it opens no review of this policy any more.")
    return _end(request, row.policy, title, lambda: keeping.uncite(row, actor=request.user.person), text)


@allowed(can_keep_policies)
@require_http_methods(["GET", "POST"])
def unbind(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    row = get_or_404(Audience.objects.filter(ended_at=None).select_related("policy"), pk=pk)
    title = _("They no longer sign it: %(role)s") % {"role": row.get_role_display()}
    text = _("Whoever has not signed yet is asked no longer. What was signed stays.")
    return _end(request, row.policy, title, lambda: keeping.unbind(row, actor=request.user.person), text)


@allowed(can_keep_policies)
@require_http_methods(["GET", "POST"])
def retire(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    found = _kept(pk)
    form = forms.RetireForm(_posted(request))
    actor = request.user.person
    if _done(form, lambda said: keeping.retire(found, actor=actor, retired_on=said["retired_on"])):
        return _back_to(request, found)
    warning = _(
        "From that day nobody can read it here but leaders, and nobody is asked to sign it. It cannot be undone."
    )
    title = _("Keep it no longer")
    return _page(request, form, title, about=found, warning=warning, button=title, is_final=True)


def _end(
    request: HttpRequest, policy: Policy, title: str, act: Callable[[], None], text: str = ""
) -> HttpResponse:
    form = forms.SureForm(_posted(request))
    if _done(form, lambda said: act()):
        return _back_to(request, policy)
    return _page(request, form, title, about=policy, text=text, button=_("Yes, save it"))


def _kept(pk: uuid.UUID) -> Policy:
    return get_or_404(Policy.objects.kept(), pk=pk)


def _posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, be it nothing; None when the page is only opened."""
    return request.POST if request.method == "POST" else None


def _done(form: Form, act: Callable[[dict[str, Any]], Any]) -> bool:
    """Whether the form is right and the action was taken; what it refuses stands at the field."""
    if not form.is_valid():
        return False
    try:
        act(form.cleaned_data)
    except ValidationError as error:
        to_fields(form, error)
        return False
    return True


def _back_to(request: HttpRequest, policy: Policy, said: str = "") -> HttpResponse:
    messages.success(request, said or _("Saved."))
    return redirect("policy", policy.pk)


def _page(
    request: HttpRequest,
    form: Form,
    title: str,
    *,
    about: Policy | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """The one page of all forms here. `more` is text, warning, button and meanwhile, as far as needed."""
    back = reverse("policy", args=[about.pk]) if about else reverse("policies")
    context = {"about": about, "form": form, "title": title, "back_url": back, "button": _("Save"), **more}
    return render(request, "policies/form.html", context, status=status)
