"""Messages of families on our accounts: the list, noting one, and redirecting it. There is no reply."""

import uuid

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from notifications import outbox
from pages.access import allowed, get_or_404
from pages.lists import window
from pages.step_pages import DONE_ALREADY
from pages.steps import to_fields
from social.actions import moderating
from social.forms.families import MessageFilter, MessageForm, RedirectForm
from social.lifecycle import families as lifecycle
from social.models.moderation import FamilyMessage
from social.permissions import families as can
from social.selectors import comments
from workflow.engine import NotAllowed, StaleState, WrongState
from workflow.history import was_just_done
from workflow.reads import record_read

PAGE_SIZE = 25


@allowed(can.can_see_messages)
@require_GET
def message_list(request: HttpRequest) -> HttpResponse:
    """What was noted, the newest first; for whoever leads nothing, what they noted themselves."""
    person, chosen = request.user.person, MessageFilter(request.GET)
    rows = FamilyMessage.objects.visible_to(person).select_related("account__platform")
    page = window(chosen.narrowed(rows).order_by("-received_at", "pk"), request.GET.get("page"), PAGE_SIZE)
    return render(request, "social/families_messages.html", {"page": page, "filter": chosen})


@allowed(can.can_note_message)
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """What worries goes into a report: this page leads there, and sends nothing by itself."""
    form = MessageForm(request.POST if request.method == "POST" else None, viewer=request.user.person)
    if request.method == "POST" and form.is_valid():
        try:
            noted = moderating.note_message(
                form.cleaned_data["account"], actor=request.user.person, received=form.received
            )
        except ValidationError as error:
            to_fields(form, error)
        else:
            messages.success(request, _("It is noted."))
            if form.is_worrying:
                return render(request, "social/families_message_worries.html", {"noted": noted})
            return redirect("families-message", noted.pk)
    return render(request, "social/families_message_add.html", {"form": form})


@allowed(can.can_see_messages)
@require_http_methods(["GET", "POST"])
def message(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One message, with the words that are sent back, and a button that says how it was redirected."""
    person = request.user.person
    rows = FamilyMessage.objects.visible_to(person)
    found = get_or_404(
        rows.select_related("account__platform", "person", "child", "noted_by", "redirected_by"), pk=pk
    )
    may_redirect = can.can_redirect(person, found)
    if request.method == "POST":
        return _redirect(request, found, RedirectForm(request.POST))
    outbox.mark_seen(person.pk, found)
    record_read(person, found, "message of a family")
    form = RedirectForm(initial={"version": found.version})
    return _page(request, found, form if may_redirect and found.state == "noted" else None)


def _redirect(request: HttpRequest, found: FamilyMessage, form: RedirectForm) -> HttpResponse:
    person = request.user.person
    if not can.can_redirect(person, found):
        raise NotAllowed(person, found, "redirect")
    if not form.is_valid():
        return _page(request, found, form)
    try:
        moderating.redirect_message(
            found, actor=person, seen=form.cleaned_data["version"], how=form.cleaned_data["how"]
        )
    except (StaleState, WrongState):
        if was_just_done(found, person.pk, ["redirect"]):
            messages.info(request, DONE_ALREADY)
        else:
            messages.warning(request, _("Somebody was quicker: it has been redirected."))
    else:
        messages.success(request, _("It is redirected. That ends it here."))
    return redirect("families-message", found.pk)


def _page(request: HttpRequest, found: FamilyMessage, form: RedirectForm | None) -> HttpResponse:
    context = {
        "message": found,
        "form": form,
        "words": comments.canned(found.form),
        "step": lifecycle.MESSAGE.steps["redirect"],
    }
    return render(request, "social/families_message.html", context)
