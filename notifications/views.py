"""The bell's page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from notifications import kinds, outbox, selectors
from pages.access import signed_in


@signed_in
@require_GET
def bell(request: HttpRequest) -> HttpResponse:
    messages = selectors.bell(request.user.person)
    kinds.name(messages)
    return render(request, "notifications/bell.html", {"items": messages})


@signed_in
@require_POST
def mark_all_seen(request: HttpRequest) -> HttpResponse:
    outbox.mark_seen(request.user.person.pk)
    return redirect("bell")
