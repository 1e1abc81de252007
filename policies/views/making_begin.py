"""How a version begins: from a document, from the words published last, or empty."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from documents.reading import Unreadable
from pages.access import allowed, get_or_404
from pages.steps import to_fields
from policies.actions import drafting, loading
from policies.forms.loading import EMPTY, BeginForm, LoadForm
from policies.models import Policy
from policies.outline import Outline
from policies.permissions import can_draft
from policies.selectors import versions


@allowed(can_draft)
@require_http_methods(["GET", "POST"])
def load(request: HttpRequest, pk: uuid.UUID | None = None) -> HttpResponse:
    """Load a document as the draft of a policy: of the one that the address names, unless another is chosen."""
    about = get_or_404(Policy.objects.kept(), pk=pk) if pk else None
    person = request.user.person
    if request.method == "GET":
        form = LoadForm(initial={"policy": about}, person=person)
    else:
        form = LoadForm(request.POST, request.FILES, person=person)
        if form.is_valid():
            return _load(request, form, about)
    return _load_page(request, form, about)


def _load(request: HttpRequest, form: LoadForm, about: Policy | None) -> HttpResponse:
    said: dict[str, Any] = form.cleaned_data
    try:
        version = loading.load(
            actor=request.user.person,
            name=said["document"].name,
            content=said["document"].read(),
            policy=said["policy"],
            title=said.get("title", ""),
        )
    except Unreadable as error:
        form.add_error("document", str(error))
    except ValidationError as error:
        # What is wrong with the policy itself is said where it was chosen.
        to_fields(
            form, error if hasattr(error, "error_dict") else ValidationError({"policy": error.messages})
        )
    else:
        messages.success(request, versions.summary(Outline.from_json(version.outline)))
        return redirect("policy-split", version.pk)
    return _load_page(request, form, about)


def _load_page(request: HttpRequest, form: LoadForm, about: Policy | None) -> HttpResponse:
    return render(request, "policies/load.html", {"form": form, "about": about})


@allowed(can_draft)
@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Begin the next version of a policy; one that is being made already is shown instead."""
    policy = get_or_404(Policy.objects.kept(), pk=pk)
    making = policy.versions.open().first()
    if making is not None:
        messages.info(request, _("This version is being made already."))
        return redirect("policy-version", making.pk)
    form = BeginForm(request.POST or None, policy=policy)
    if form.is_valid():
        try:
            return _begin(request, policy, form.cleaned_data["words"])
        except ValidationError as error:
            to_fields(form, error)
    return render(request, "policies/begin.html", {"form": form, "policy": policy})


def _begin(request: HttpRequest, policy: Policy, words: str) -> HttpResponse:
    outline = Outline(policy.title, []) if words == EMPTY else None
    version = drafting.start_draft(policy, actor=request.user.person, outline=outline)
    messages.success(request, _("The draft is made. Nobody is bound by it before it is published."))
    return redirect("policy-version", version.pk)
