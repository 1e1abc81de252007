"""Posts that come down: the list, one of them, its steps, the proof, and what parents read."""

import dataclasses
import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from consents.visiting import Visitor, for_families
from documents import pictures
from documents.models import Picture
from notifications import outbox
from pages.access import allowed, get_or_404
from pages.lists import window
from pages.step_pages import DONE_ALREADY
from pages.steps import to_fields
from social.actions import taking_down
from social.forms import takedowns as forms
from social.models import Post
from social.models.takedowns import TakeDown, TakeDownWord
from social.permissions import takedowns as can
from social.selectors import takedowns
from social.selectors.last_look import missed
from social.selectors.takedown_holding import can_take_down
from workflow.engine import NotAllowed, WrongState
from workflow.history import was_just_done
from workflow.reads import record_read

PAGE_SIZE = 25
# What is told of the way of a take-down: the same, whatever brought it.
STORY = {
    "open": lazy("It was found that it must come down"),
    "ask": lazy("A colleague asked for it to come down"),
    "start": lazy("Somebody began"),
    "finish": lazy("Gone"),
    "finish in part": lazy("Gone here, not everywhere"),
    "keep": lazy("It was found that it may stay"),
    "open again": lazy("It was found again that it must come down"),
    "escalate": lazy("Overdue: the owner was told"),
}


@allowed(can.can_see_takedowns)
@require_GET
def takedown_list(request: HttpRequest) -> HttpResponse:
    """What is still to come down, the most urgent first; or what is over."""
    person, chosen = request.user.person, forms.TakeDownFilter(request.GET)
    said = chosen.said
    is_over = said.get("show") == forms.GONE
    rows = takedowns.gone_posts(person) if is_over else takedowns.open_posts(person)
    if said.get("show") == forms.LATE:
        rows = takedowns.late(rows)
    rows = takedowns.narrowed(rows, said.get("account"))
    page = window(rows, request.GET.get("page"), PAGE_SIZE)
    context = {
        "page": page,
        "lines": takedowns.lines(person, page.object_list),
        "filter": chosen,
        "is_over": is_over,
        "may_tell": can.can_tell_parents(person),
        "missed": None if is_over else missed(person),
    }
    return render(request, "social/takedowns.html", context)


@allowed(can.can_look)
@require_POST
def look(request: HttpRequest) -> HttpResponse:
    """What the sweep does each minute, now: for when nobody sweeps."""
    taking_down.look_now(actor=request.user.person)
    messages.success(request, _("Looked just now. What must come down stands here."))
    return redirect("takedowns")


@allowed(can.can_see_takedowns)
@require_GET
def takedown(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One post that comes down. Why, only for whoever may read reasons; that they did is written down."""
    person = request.user.person
    found = get_or_404(TakeDown.objects.visible_to(person).select_related("post__account__platform"), pk=pk)
    every = takedowns.of_post(found.post_id)
    for one in every:
        outbox.mark_seen(person.pk, one)
    why = takedowns.reasons(person, every)
    if why is not None:
        record_read(person, found, "reason of a take-down")
    context = {
        "takedown": every[0],
        **takedowns.clock_of(every),
        "first": found,
        "post": found.post,
        "why": why,
        "asked_for": takedowns.asked_for(every),
        "story": takedowns.story(every, STORY),
        "may_take_down": every[0].is_open and can_take_down(person, every[0]),
        "may_keep": every[0].is_open and can.can_ask_takedown(person),
    }
    return render(request, "social/takedown.html", context)


def _start(post_id: uuid.UUID, actor: Any, form: forms.StartForm) -> None:
    taking_down.start(post_id, actor=actor)


def _finish(post_id: uuid.UUID, actor: Any, form: forms.GoneForm) -> None:
    taking_down.finish(post_id, actor=actor, removed=form.removed)


def _keep(post_id: uuid.UUID, actor: Any, form: forms.WhyForm) -> None:
    taking_down.keep(post_id, actor=actor, why=form.cleaned_data["why"])


@dataclasses.dataclass(frozen=True)
class StepPage:
    """One step's page: its verbs, title, form and action, what is said afterwards, and who may come."""

    verbs: tuple[str, ...]
    title: Any
    form: Any
    run: Callable[[uuid.UUID, Any, Any], None]
    done: Any
    may: Callable[[Any, TakeDown], bool]


STEPS = {
    "start": StepPage(
        ("start",), lazy("I am taking it down"), forms.StartForm, _start, lazy("The others see that you are doing it."),
        can_take_down,
    ),
    "gone": StepPage(
        ("finish", "finish in part"), lazy("It is gone"), forms.GoneForm, _finish,
        lazy("Thank you. It is noted, and parents who said No are told."), can_take_down,
    ),
    "keep": StepPage(
        ("keep",), lazy("It may stay"), forms.WhyForm, _keep, lazy("It stays."), can.can_ask_takedown
    ),
}  # fmt: skip


@allowed(can.can_see_takedowns)
@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, pk: uuid.UUID, slug: str) -> HttpResponse:
    """One step's page, for all of the post's take-downs at once."""
    if slug not in STEPS:
        raise Http404
    page, person = STEPS[slug], request.user.person
    found = get_or_404(TakeDown.objects.visible_to(person).select_related("post__account__platform"), pk=pk)
    if not page.may(person, found):
        raise NotAllowed(person, found, slug)
    form = page.form(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if form.is_valid():
        try:
            page.run(found.post_id, person, form)
        except ValidationError as error:
            to_fields(form, error)
        except WrongState:
            if was_just_done(found, person.pk, page.verbs):
                messages.info(request, DONE_ALREADY)
            else:
                messages.warning(request, _("Somebody was quicker. Nothing was changed."))
            return redirect("takedown", found.pk)
        else:
            messages.success(request, page.done)
            return redirect("takedown", found.pk)
    context = {"first": found, "post": found.post, "title": page.title, "form": form, "slug": slug}
    return render(request, "social/takedown_step.html", context)


@allowed(can.can_ask_takedown)
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """A leader asks for a live post to come down."""
    post = get_or_404(
        Post.objects.visible_to(request.user.person).live().select_related("account__platform"), pk=pk
    )
    form = forms.WhyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            row = taking_down.ask(post, actor=request.user.person, why=form.cleaned_data["why"])
        except ValidationError as error:
            to_fields(form, error)
        else:
            messages.success(request, _("It is to come down, and whoever publishes there is told."))
            return redirect("takedown", row.pk)
    return render(request, "social/takedown_ask.html", {"post": post, "form": form})


@allowed(can.can_see_takedowns)
@require_GET
def proof(request: HttpRequest, pk: uuid.UUID) -> Any:
    """The picture of the page without it. Who looked is written down."""
    rows = TakeDown.objects.visible_to(request.user.person).select_related("proof")
    found = get_or_404(rows, pk=pk)
    if found.proof is None:
        raise Http404
    record_read(request.user.person, found, "proof of a take-down")
    return pictures.shown(found.proof, Picture.Size.WEB)


@allowed(can.can_tell_parents)
@require_http_methods(["GET", "POST"])
def to_tell(request: HttpRequest) -> HttpResponse:
    """Parents without e-mail who said No and are to be told that it is gone."""
    rows = takedowns.to_tell(request.user.person)
    form = forms.ToldForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        _note_told(request, get_or_404(takedowns.by_hand(request.user.person), pk=_chosen(request)), form)
        return redirect("takedowns-to-tell")
    return render(request, "social/takedowns_to_tell.html", {"rows": rows, "form": form})


def _note_told(request: HttpRequest, row: TakeDownWord, form: forms.ToldForm) -> None:
    try:
        taking_down.tell_parent(row, actor=request.user.person, how=form.cleaned_data["how"])
    except WrongState:
        messages.info(request, _("It is noted already that they were told."))
    else:
        messages.success(request, _("It is noted."))


def _chosen(request: HttpRequest) -> uuid.UUID:
    try:
        return uuid.UUID(request.POST.get("row", ""))
    except ValueError as error:
        raise Http404 from error


@for_families
@require_GET
def told(request: HttpRequest, visitor: Visitor, pk: uuid.UUID) -> HttpResponse:
    """What a parent reads: that it is gone, and what cannot be called back. Their own word only."""
    found = get_or_404(takedowns.removed_for(visitor.person), pk=pk)
    context = {"word": found, "takedown": found.takedown, "visitor": visitor}
    return render(request, "social/takedown_told.html", context)
