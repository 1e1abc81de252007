"""The words of a draft: their division corrected by buttons, their clauses keyed to the version before."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pages.access import allowed, get_or_404
from policies.actions import drafting
from policies.correcting import CannotCorrect
from policies.forms.correcting import SAID, UNDO, CorrectionForm, choices, places
from policies.forms.keys import KeysForm
from policies.models import PolicyVersion
from policies.outline import Outline
from policies.permissions import can_confirm_keys, can_draft
from policies.selectors import keys_page, version_page, versions
from policies.views.making_steps import NOT_A_DRAFT
from workflow.engine import NotAllowed, StaleState, WrongState


@allowed(can_draft)
@require_http_methods(["GET", "POST"])
def split(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Each block with its buttons; `?split=4` asks where block 4 is parted."""
    found = get_or_404(versions.visible_to(request.user.person), pk=pk)
    if found.state != PolicyVersion.State.DRAFT:
        return _no_draft(request, found)
    if request.method == "GET":
        return _split_page(request, found)
    form = CorrectionForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _("This page was incomplete. Nothing was changed."))
        return redirect("policy-split", found.pk)
    try:
        return _corrected(request, found, form)
    except CannotCorrect as error:
        messages.warning(request, str(error))
        return _to_block(found, form.place)
    except StaleState:
        meanwhile = version_page.steps_since(found, form.cleaned_data["version"])
        return _split_page(request, found, status=409, meanwhile=meanwhile)


def _corrected(request: HttpRequest, found: PolicyVersion, form: CorrectionForm) -> HttpResponse:
    """Take one correction of the words that the page showed. Raises CannotCorrect or StaleState."""
    actor, seen = request.user.person, form.cleaned_data["version"]
    if seen != found.version:
        raise StaleState("edit")
    place = form.place
    try:
        if form.verb == UNDO:
            drafting.undo(found, actor=actor, seen=seen)
        else:
            before = Outline.from_json(found.outline)
            after = form.corrected(before)
            place = form.place_after(before, after)
            drafting.edit(found, actor=actor, seen=seen, outline=after)
    except WrongState:
        return _no_draft(request, found)
    except ValidationError as error:
        raise CannotCorrect(error.messages[0]) from error
    messages.success(request, SAID[form.verb])
    return redirect("policy-split", found.pk) if form.verb == UNDO else _to_block(found, place)


def _split_page(request: HttpRequest, found: PolicyVersion, status: int = 200, **more: Any) -> HttpResponse:
    outline = Outline.from_json(found.outline)
    blocks = versions.outline_lines(outline)
    context = {"version": found, "policy": found.policy, "outline": outline, **more}
    asked = _number(request.GET.get("split"), len(blocks))
    if asked is not None and status == 200:
        at = places(outline.blocks[asked].text)
        context |= {"line": blocks[asked], "place": asked, "places": at}
        return render(request, "policies/split_block.html", context)
    opened = _number(request.GET.get("open"), len(blocks))
    context["rows"] = [
        {"line": line, "place": k, "choices": choices(outline, k), "is_open": k == opened}
        for k, line in enumerate(blocks)
    ]
    return render(request, "policies/split.html", context, status=status)


def _number(said: str | None, limit: int) -> int | None:
    """The place of a block that the address names; None for anything else."""
    is_number = said and said.isascii() and said.isdigit() and len(said) < 6
    return int(said) if is_number and int(said) < limit else None  # type: ignore[arg-type]


def _to_block(found: PolicyVersion, place: int) -> HttpResponse:
    address = reverse("policy-split", args=[found.pk])
    return HttpResponseRedirect(f"{address}?open={place}#b{place}")


@allowed(can_draft)
@require_http_methods(["GET", "POST"])
def keys(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The manager confirms which clause goes on as which; asked only about those that are not certain."""
    person = request.user.person
    found = get_or_404(versions.visible_to(person), pk=pk)
    if not can_confirm_keys(person, found):
        raise NotAllowed(person, found, "confirm keys")
    page = keys_page.page(found) if found.state == PolicyVersion.State.DRAFT else None
    if page is None:
        return _no_draft(request, found)
    form = KeysForm(request.POST or None, page=page, initial={"version": found.version})
    if not form.is_valid():
        return _keys_page(request, found, form)
    try:
        drafting.confirm_keys(found, actor=person, seen=form.cleaned_data["version"], keys=form.keys)
    except (StaleState, WrongState):
        meanwhile = version_page.steps_since(found, form.cleaned_data["version"])
        fresh = KeysForm(page=page, initial={"version": found.version})
        return _keys_page(request, found, fresh, status=409, meanwhile=meanwhile)
    messages.success(request, _("Confirmed. What is linked to a clause goes on with it."))
    return redirect("policy-version", found.pk)


def _keys_page(
    request: HttpRequest, found: PolicyVersion, form: KeysForm, status: int = 200, **more: Any
) -> HttpResponse:
    context = {"version": found, "policy": found.policy, "form": form, "keys": form.page, **more}
    return render(request, "policies/keys.html", context, status=status)


def _no_draft(request: HttpRequest, found: PolicyVersion) -> HttpResponse:
    messages.warning(request, NOT_A_DRAFT)
    return redirect("policy-version", found.pk)
