"""Asking everybody anew: how far it has come, who is missing, the same as files, and those of earlier years."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from consents import permissions
from consents.actions import campaigning
from consents.forms.campaigns import OpenForm, WhoForm
from consents.models import Campaign
from consents.selectors import campaigns as read
from consents.selectors import deciders
from documents import export
from pages.access import allowed, get_or_404
from pages.steps import to_fields
from workflow import clock
from workflow.reads import record_read, record_reads

PAGE_SIZE = 25
# Without JavaScript a page that was asked to draws itself again: so often, so many times.
EVERY_SECONDS, TIMES = 30, 40
ROOMS, PEOPLE = "rooms", "people"


@allowed(permissions.can_see_answers)
@require_GET
def campaigns(request: HttpRequest) -> HttpResponse:
    """The one that runs, and all before it, each with its numbers."""
    page = Paginator(read.campaigns(), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "lines": read.history(list(page), request.user.person),
        "may_open": permissions.can_open_campaign(request.user.person),
    }
    return render(request, "consents/campaigns.html", context)


@allowed(permissions.can_open_campaign)
@require_http_methods(["GET", "POST"])
def open_campaign(request: HttpRequest) -> HttpResponse:
    """Say why; how many people it asks stands beside it."""
    form = OpenForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            campaign = campaigning.open_by_hand(
                actor=request.user.person, because=form.cleaned_data["because"]
            )
        except ValidationError as error:
            to_fields(form, error)
        else:
            messages.success(request, _("Everybody is being asked. The first letters leave within the hour."))
            return redirect("picture-campaign", campaign.pk)
    people = deciders.deciding().values("person").distinct().count()
    return render(request, "consents/campaign_open.html", {"form": form, "people": people})


@allowed(permissions.can_see_answers)
@require_GET
def campaign(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One campaign at this moment. `live` in the address says how often it is still drawn again by itself."""
    found = get_or_404(Campaign.objects.all(), pk=pk)
    context = {
        "progress": read.progress(found, request.user.person),
        "now": clock.now(),
        "formats": export.FORMATS,
        "no_room": WhoForm.NO_ROOM,
    }
    return render(request, "consents/campaign.html", context | _live(request.GET.get("live", ""), found))


def _live(asked: str, found: Campaign) -> dict[str, Any]:
    """It ends by itself, so that a page left open does not keep somebody signed in for ever."""
    left = min(int(asked), TIMES) if asked.isascii() and asked.isdigit() and len(asked) < 4 else 0
    return {"live": left if found.is_running else 0, "seconds": EVERY_SECONDS, "times": TIMES}


@allowed(permissions.can_see_answers)
@require_GET
def who(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The people behind a number. That their names were read is written down."""
    person, found = request.user.person, get_or_404(Campaign.objects.all(), pk=pk)
    form = _form(request, found)
    record_read(person, found, "names in a campaign")
    rows = read.who(person, found, **form.chosen)
    context = {
        "campaign": found,
        "filter": form,
        "page": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page")),
        "standings": read.STANDINGS,
        "tones": read.TONES,
        "formats": export.FORMATS,
        "may_enter": permissions.can_enter_answers(person),
    }
    return render(request, "consents/campaign_who.html", context)


@allowed(permissions.can_see_answers)
@require_GET
def download(request: HttpRequest, pk: uuid.UUID, table: str, fmt: str) -> HttpResponse:
    """The rooms, or the people of a list, as a file. Who took it is written down before anything leaves."""
    if table not in (ROOMS, PEOPLE) or fmt not in export.FORMATS:
        raise Http404
    person, found = request.user.person, get_or_404(Campaign.objects.all(), pk=pk)
    name = f"pictures {found.school_year} {found.number} {table}"
    if table == ROOMS:
        record_read(person, found, f"rooms as {fmt}")
        lines = read.room_lines(read.progress(found, person))
        return export.download(name, fmt, read.ROOM_COLUMNS, lines)
    rows = list(read.who(person, found, **_form(request, found).chosen))
    record_reads(person, rows, f"campaign as {fmt}")
    return export.download(name, fmt, read.PEOPLE_COLUMNS, read.people_lines(rows))


def _form(request: HttpRequest, found: Campaign) -> WhoForm:
    rooms = read.progress(found, request.user.person).rooms
    return WhoForm(request.GET, rooms=[(room.name, room.title) for room in rooms])
