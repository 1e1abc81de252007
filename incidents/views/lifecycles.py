"""The lifecycles as pictures and tables: what may happen in which state, from the code's own tables."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from incidents.permissions import can_see_queue
from incidents.selectors.lifecycles import drawn
from pages.access import allowed


@allowed(can_see_queue)
@require_GET
def lifecycles(request: HttpRequest) -> HttpResponse:
    return render(request, "incidents/lifecycles.html", {"drawn": drawn()})
