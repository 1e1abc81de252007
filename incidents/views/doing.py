"""Actions of cases: one's own list, and ending one."""

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from incidents.actions import access, doing
from incidents.models import Access, Case, CaseAction
from incidents.notices import ACTION_DUE, ACTION_ITEM
from incidents.permissions import can_see_queue
from notifications import outbox
from pages.access import allowed, get_or_404, signed_in
from pages.lists import window
from pages.steps import VersionForm
from workflow.engine import StaleState, WrongState

PAGE_SIZE = 20


@signed_in
@require_GET
def my_actions(request: HttpRequest) -> HttpResponse:
    """What I am to do; titles only, whatever the case is about."""
    actions = CaseAction.objects.visible_to(request.user.person).open().order_by("due_on", "pk")
    page = window(actions, request.GET.get("page"), PAGE_SIZE)
    outbox.mark_seen(request.user.person.pk, of_kinds=[ACTION_ITEM.code, ACTION_DUE.code])
    return render(request, "incidents/my_actions.html", {"page": page})


@signed_in
@require_POST
def finish(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Its owner, or whoever leads the case."""
    return _end(request, pk, doing.finish_action, _("The action is done. Thank you."))


@allowed(can_see_queue)
@require_POST
def cancel(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    return _end(request, pk, doing.cancel_action, _("The action is cancelled."))


@allowed(can_see_queue)
@require_POST
def end_access(request: HttpRequest, pk: uuid.UUID, access_pk: uuid.UUID) -> HttpResponse:
    """End an access that a lead gave by hand."""
    case = get_or_404(Case.objects.visible_to(request.user.person), pk=pk)
    row = get_or_404(Access.objects.filter(case=case), pk=access_pk)
    try:
        access.end_access(row, actor=request.user.person)
    except ValidationError as error:
        return _message(request, error.messages[0], 409)
    messages.success(request, _("Their access has ended."))
    return redirect("case", case.pk)


def _end(request: HttpRequest, pk: uuid.UUID, action: Callable[..., None], said: str) -> HttpResponse:
    person = request.user.person
    found = get_or_404(CaseAction.objects.reachable_by(person), pk=pk)
    form = VersionForm(request.POST)
    if not form.is_valid():
        return _message(request, _("This page was incomplete. Open it and try again."), 409)
    try:
        action(found, actor=person, version=form.cleaned_data["version"])
    except (StaleState, WrongState):
        return _message(request, _("Somebody was quicker: this action has ended already."), 409)
    messages.success(request, said)
    leads = Case.objects.visible_to(person).filter(pk=found.case_id).exists()
    return redirect("case", found.case_id) if leads else redirect("my-actions")


def _message(request: HttpRequest, text: str, status: int) -> HttpResponse:
    return render(request, "incidents/refused.html", {"text": text}, status=status)
