"""Reviews: the list with the year's calendar, one with its evidence on the table, and opening another."""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_GET, require_http_methods

from notifications import outbox
from pages.access import allowed, get_or_404
from pages.lists import window
from pages.steps import to_fields
from policies.actions import reviewing
from policies.forms.reviewing import AnswersForm, OpenReviewForm, ReviewFilter
from policies.models import Policy, Review
from policies.permissions import can_contribute, can_see_drafts
from policies.selectors import chain, review_calendar, reviews
from workflow.engine import StaleState, WrongState

PAGE_SIZE = 25


@allowed(can_see_drafts)
@require_GET
def review_list(request: HttpRequest) -> HttpResponse:
    """What is not done yet unless the address says otherwise, and the year as a picture."""
    chosen = ReviewFilter(request.GET)
    rows = chosen.narrowed(reviews.listed())
    context = {
        "page": window(rows, request.GET.get("page"), PAGE_SIZE),
        "filter": chosen,
        "year": review_calendar.of_year(review_calendar.asked_year(request.GET.get("year"))),
    }
    return render(request, "policies/reviews.html", context)


def _answer(found: Review, *, actor: Any, seen: int, said: dict[str, str]) -> None:
    """Answers of two people at once both stand: they move nothing, so no page is too old for them."""
    reviewing.answer(found, actor=actor, said=said)


Then = Callable[..., None]
# What the button says that was pressed → the action, the step it takes, and what the page says afterwards.
THEN: dict[str, tuple[Then, str, Any]] = {
    "": (_answer, "", lazy("Your answers are stored.")),
    "no-change": (
        reviewing.no_change, "no change",
        lazy("The review is done: nothing needs to change. The next one is in the calendar."),
    ),
    "change": (
        reviewing.change, "change",
        lazy("Noted: a new version is needed. The review ends when it comes into force."),
    ),
    "look-again": (reviewing.look_again, "look again", lazy("The review is open again.")),
}  # fmt: skip


@allowed(can_see_drafts)
@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Each question with what happened since the last review, and room for what it means."""
    found = get_or_404(reviews.listed().select_related("edition__source", "new_version", "done_by"), pk=pk)
    if request.method == "GET":
        outbox.mark_seen(request.user.person.pk, found)
        return _review_page(request, found, AnswersForm(of=found))
    form, pressed = AnswersForm(request.POST, of=found), request.POST.get("then", "")
    if pressed not in THEN:
        raise Http404
    return _take(request, found, form, pressed) if form.is_valid() else _review_page(request, found, form)


def _take(request: HttpRequest, found: Review, form: AnswersForm, pressed: str) -> HttpResponse:
    act, _step, done = THEN[pressed]
    try:
        act(found, actor=request.user.person, seen=form.cleaned_data["version"], said=form.said)
    except ValidationError as error:
        to_fields(form, error)
        return _review_page(request, found, form)
    except (StaleState, WrongState):
        return _somebody_was_quicker(request, found, form, pressed)
    messages.success(request, done)
    return redirect("policy-review", found.pk)


def _somebody_was_quicker(
    request: HttpRequest, found: Review, form: AnswersForm, pressed: str
) -> HttpResponse:
    """Show who did what meanwhile, and keep what was typed."""
    fresh = get_or_404(reviews.listed(), pk=found.pk)
    meanwhile = chain.steps_since(fresh, form.cleaned_data["version"])
    form.renew(fresh.version)
    _act, step, _done = THEN[pressed]
    gone = fresh.state not in fresh.lifecycle.steps[step].sources if step else True
    return _review_page(request, fresh, form, status=409, meanwhile=meanwhile, cannot_be_sent=gone)


def _review_page(
    request: HttpRequest, found: Review, form: AnswersForm, status: int = 200, **more: Any
) -> HttpResponse:
    person = request.user.person
    context = reviews.page(found, person)
    for question in context["questions"]:
        question.field = form[question.code] if question.code in form.fields else None
    may = found.lifecycle.open_to(person, found, ["answer", "no change", "change", "look again"])
    context |= {"form": form, "may": {name.replace(" ", "_") for name in may}, **more}
    return render(request, "policies/review.html", context, status=status)


@allowed(can_contribute)
@require_http_methods(["GET", "POST"])
def open_review(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """A review beside the yearly one, of a policy that is kept."""
    policy = get_or_404(Policy.objects.kept(), pk=pk)
    form = OpenReviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("reason", "note")}
        try:
            opened = reviewing.open_review(policy, actor=request.user.person, **said)
        except ValidationError as error:
            to_fields(form, error)
        else:
            messages.success(request, _("The review is open. Manager and owner are reminded of it."))
            return redirect("policy-review", opened.pk)
    return render(request, "policies/review_open.html", {"form": form, "policy": policy})
