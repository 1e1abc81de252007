"""The whole draft as one text, with a preview. What is typed is kept when a session ends, for whoever typed it."""

import uuid
from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import Person
from pages import timeouts
from pages.access import allowed, checks_itself, get_or_404
from policies import keys
from policies.actions import drafting, kept_words
from policies.forms.editing import EditForm
from policies.models import KeptWords, PolicyVersion
from policies.outline import Outline
from policies.permissions import can_draft
from policies.rendering import to_markdown
from policies.selectors import version_page, versions
from policies.views.making_steps import NOT_A_DRAFT
from workflow.engine import StaleState, WrongState

SALT = "policies.edit"
View = Callable[..., HttpResponse]


def _typed_by(request: HttpRequest, pk: uuid.UUID) -> Person | None:
    """Who typed this form, by its token."""
    named = timeouts.named_by(request, str(pk), salt=SALT, max_age=timeouts.WITHOUT_SESSION)
    return Person.objects.filter(pk=named).first() if named else None


def _is_own(request: HttpRequest, pk: uuid.UUID) -> bool:
    return _typed_by(request, pk) is not None


def _keeps_words(view: View) -> View:
    """A form sent after its session ended is kept for whoever typed it; nothing of it is shown."""

    @wraps(view)
    def checked(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        author = _typed_by(request, pk) if request.method == "POST" else None
        is_there = request.user.is_authenticated and author == request.user.person
        if author is None or is_there:
            return view(request, pk)
        _keep(request, pk, author)
        return redirect(f"{reverse('account_login')}?next={reverse('policy-edit', args=[pk])}")

    return checked


@timeouts.outlives_sign_in(_is_own)
@_keeps_words
@allowed(can_draft)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Edit the words as Markdown; "preview" shows them, "save" stores them, "discard" forgets what was kept."""
    found = get_or_404(versions.visible_to(request.user.person), pk=pk)
    if found.state != PolicyVersion.State.DRAFT:
        messages.warning(request, NOT_A_DRAFT)
        return redirect("policy-version", found.pk)
    if request.POST.get("do") == "discard":
        kept_words.throw_away(found, actor=request.user.person)
        return redirect("policy-edit", found.pk)
    if request.method == "GET":
        return _unsent(request, found)
    form = EditForm(request.POST)
    if form.is_valid() and request.POST.get("do") != "preview":
        return _save(request, found, form)
    return _page(request, found, form)


@timeouts.outlives_sign_in(_is_own)
@require_POST
def keep(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Keep what is typed so far, without a word about whether it is right."""
    author = _typed_by(request, pk)
    if author is None:
        raise Http404
    return HttpResponse(status=204 if _keep(request, pk, author) else 413)


keep = checks_itself(keep, "whoever typed it, by the page's token")


def _keep(request: HttpRequest, pk: uuid.UUID, author: Person) -> bool:
    found = get_or_404(versions.visible_to(author), pk=pk)
    said = request.POST.get("version", "")
    seen = int(said) if said.isascii() and said.isdigit() and len(said) < 10 else found.version
    return kept_words.keep(found, actor=author, seen=seen, text=request.POST.get("text", ""))


def _unsent(request: HttpRequest, found: PolicyVersion) -> HttpResponse:
    """The page as it is opened: with what its reader had typed and not saved, or the words as they stand."""
    kept = KeptWords.objects.filter(version=found, person=request.user.person).first()
    text = to_markdown(Outline.from_json(found.outline))
    if kept and kept.text.replace("\r\n", "\n") == text:
        kept = None
    initial = {"version": kept.seen if kept else found.version, "text": kept.text if kept else text}
    return _page(request, found, EditForm(initial=initial), kept=kept)


def _save(request: HttpRequest, found: PolicyVersion, form: EditForm) -> HttpResponse:
    before = Outline.from_json(found.outline)
    # Kept words know no keys, and no lines that were left out: those of the draft stay.
    blocks = form.outline.blocks
    blocks = keys.carried(before.blocks, blocks, keys.carry(before.blocks, blocks))
    after = replace(form.outline, blocks=blocks, left_out=before.left_out)
    try:
        if after != before:
            drafting.edit(found, actor=request.user.person, seen=form.cleaned_data["version"], outline=after)
    except (StaleState, WrongState):
        return _somebody_was_quicker(request, found, form)
    kept_words.throw_away(found, actor=request.user.person)
    messages.success(request, _("Saved.") if after != before else _("Nothing was different."))
    return redirect("policy-version", found.pk)


def _somebody_was_quicker(request: HttpRequest, found: PolicyVersion, form: EditForm) -> HttpResponse:
    """Nothing is overwritten: what was typed is kept, and may be sent again on purpose."""
    fresh = get_or_404(versions.visible_to(request.user.person), pk=found.pk)
    meanwhile = version_page.steps_since(fresh, form.cleaned_data["version"])
    kept_words.keep(fresh, actor=request.user.person, seen=fresh.version, text=form.cleaned_data["text"])
    form.renew(fresh.version)
    gone = fresh.state != PolicyVersion.State.DRAFT
    return _page(request, fresh, form, status=409, meanwhile=meanwhile, cannot_be_sent=gone)


def _page(
    request: HttpRequest, found: PolicyVersion, form: EditForm, status: int = 200, **more: Any
) -> HttpResponse:
    preview = form.outline if form.is_bound and form.is_valid() else None
    context = {
        "version": found,
        "policy": found.policy,
        "form": form,
        "preview": preview,
        "lines": versions.outline_lines(preview) if preview else [],
        "found": versions.summary(preview) if preview else "",
        "token": timeouts.token_for(request.user.person.pk, str(found.pk), salt=SALT),
        "token_field": timeouts.FIELD,
        **more,
    }
    return render(request, "policies/edit.html", context, status=status)
