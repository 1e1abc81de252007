"""Writing on a draft: what is said of the whole, each hazard, and what is still to be done of a control."""

import dataclasses
import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pages.access import allowed
from pages.step_pages import DONE_ALREADY
from pages.steps import VersionForm, to_fields
from social import hazard_drafts
from social.actions import assessing
from social.forms.risks import ConfirmForm, ControlForm, DescribeForm, HazardForm
from social.hazard_drafts import DraftHazard
from social.models import HazardKind, RiskAssessment
from social.permissions.risks import can_write_risks
from social.selectors import risk_story
from social.views.risks import WRITTEN, found_or_404
from workflow.engine import StaleState, WrongState
from workflow.history import own_verbs

Save = Callable[[int], Any]
EDITS = {"edit", "amend"}


@allowed(can_write_risks)
@require_http_methods(["GET", "POST"])
def describe(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """What it is used for, by whom, how it is watched, the policy, and its next review."""
    found = found_or_404(request, pk)
    form = DescribeForm(request.POST or None, of=found)
    if request.method == "POST" and form.is_valid():
        act = lambda seen: assessing.describe(found, actor=request.user.person, seen=seen, **form.said)  # noqa: E731
        return _save(request, found, form, act, "social/risk_describe.html")
    return _page(request, found, form, "social/risk_describe.html")


@allowed(can_write_risks)
@require_http_methods(["GET", "POST"])
def hazard(request: HttpRequest, pk: uuid.UUID, key: uuid.UUID | None = None) -> HttpResponse:
    """Add a hazard, or change the one of a key."""
    found = found_or_404(request, pk)
    changed = _hazard(found, key) if key else None
    form = HazardForm(request.POST or None, of=found, hazard=changed)
    more: dict[str, Any] = {"hazard": changed, "kinds": HazardKind.objects.all()}
    if request.method == "POST" and form.is_valid():
        act = lambda seen: assessing.put_hazard(found, form.said, actor=request.user.person, seen=seen)  # noqa: E731
        was_done = None if changed else (lambda: _is_there(found, form.said))
        return _save(request, found, form, act, "social/risk_hazard.html", was_done, **more)
    return _page(request, found, form, "social/risk_hazard.html", **more)


@allowed(can_write_risks)
@require_http_methods(["GET", "POST"])
def hazard_remove(request: HttpRequest, pk: uuid.UUID, key: uuid.UUID) -> HttpResponse:
    """Leave one out, after a question."""
    found = found_or_404(request, pk)
    if request.method == "POST" and all(row.key != str(key) for row in hazard_drafts.read(found.draft)):
        messages.info(request, DONE_ALREADY)
        return redirect("risk", found.pk)
    gone = _hazard(found, key)
    form = ConfirmForm(request.POST or None, of=found)
    if request.method == "POST" and form.is_valid():
        act = lambda seen: assessing.remove_hazard(found, str(key), actor=request.user.person, seen=seen)  # noqa: E731
        return _save(request, found, form, act, "social/risk_hazard_remove.html", hazard=gone)
    return _page(request, found, form, "social/risk_hazard_remove.html", hazard=gone)


@allowed(can_write_risks)
@require_http_methods(["GET", "POST"])
def control(request: HttpRequest, pk: uuid.UUID, key: uuid.UUID) -> HttpResponse:
    """Put a control that is still to be done on the action plan."""
    found = found_or_404(request, pk)
    of = _hazard(found, key)
    form = ControlForm(request.POST or None, of=found)
    if request.method == "POST" and form.is_valid():
        said = {"actor": request.user.person, **form.said}
        act = lambda seen: assessing.plan_control(found, str(key), seen=seen, **said)  # noqa: E731
        was_done = lambda: bool(of.action)  # noqa: E731
        return _save(request, found, form, act, "social/risk_control.html", was_done, hazard=of)
    return _page(request, found, form, "social/risk_control.html", hazard=of)


def _hazard(found: RiskAssessment, key: uuid.UUID) -> DraftHazard:
    """The hazard of that key in the draft, or 404."""
    rows = hazard_drafts.read(found.draft)
    one = next((row for row in rows if row.key == str(key)), None)
    if one is None:
        raise Http404
    return one


def _is_there(found: RiskAssessment, said: DraftHazard) -> bool:
    """Whether the draft has a hazard of the same words already."""
    same = [dataclasses.replace(one, key="", action="") for one in hazard_drafts.read(found.draft)]
    return dataclasses.replace(said, key="", action="") in same


def _save(
    request: HttpRequest,
    found: RiskAssessment,
    form: VersionForm,
    act: Save,
    template: str,
    was_done: Callable[[], bool] | None = None,
    **more: Any,
) -> HttpResponse:
    """Store it; whatever goes wrong, the page comes back with every word that was typed."""
    try:
        _put(request, found, form, act, was_done)
    except ValidationError as error:
        to_fields(form, error)
        return _page(request, found, form, template, **more)
    except (StaleState, WrongState):
        return _somebody_was_quicker(request, found, form, template, **more)
    messages.success(request, _("Saved."))
    return redirect("risk", found.pk)


def _put(
    request: HttpRequest,
    found: RiskAssessment,
    form: VersionForm,
    act: Save,
    was_done: Callable[[], bool] | None,
) -> None:
    """Do it. After changes of one's own alone, by "back" or a second press, what was typed last counts.

    `was_done` is for what would count twice: whether it is there already, so that nothing is left to do.
    """
    seen = form.cleaned_data["version"]
    try:
        act(seen)
    except StaleState:
        own = own_verbs(found, seen, request.user.person.pk)
        if not own or not own <= EDITS or not (was_done is None or was_done()):
            raise
        if was_done is None:
            act(found.version)


def _somebody_was_quicker(
    request: HttpRequest, found: RiskAssessment, form: VersionForm, template: str, **more: Any
) -> HttpResponse:
    fresh, seen = found_or_404(request, found.pk), form.cleaned_data["version"]
    more |= {
        "meanwhile": risk_story.steps_since(fresh, seen),
        "is_own": bool(own_verbs(fresh, seen, request.user.person.pk)),
        "cannot_be_sent": fresh.state not in WRITTEN,
    }
    form.renew(fresh.version)
    return _page(request, fresh, form, template, status=409, **more)


def _page(
    request: HttpRequest,
    found: RiskAssessment,
    form: VersionForm,
    template: str,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    if request.method == "GET" and found.state not in WRITTEN:
        messages.warning(request, _("It is not a draft now, so its words stay as they are."))
        return redirect("risk", found.pk)
    context = {"risk": found, "subject": found.subject, "form": form, **more}
    return render(request, template, context, status=status)
