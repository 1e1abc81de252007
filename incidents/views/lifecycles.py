"""The lifecycles as pictures and tables: what may happen in which state, from the code's own tables."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_GET

from incidents.permissions import can_see_queue
from pages.access import allowed
from workflow import diagrams
from workflow.lifecycle import Lifecycle


@allowed(can_see_queue)
@require_GET
def lifecycles(request: HttpRequest) -> HttpResponse:
    drawn = [
        {
            "lifecycle": lifecycle,
            # Made from code and escaped labels; nothing of it was typed by anybody.
            "picture": mark_safe(diagrams.svg(lifecycle)),  # noqa: S308
            "steps": diagrams.numbered(lifecycle),
        }
        for lifecycle in Lifecycle.registry.values()
        if lifecycle.states is not None
    ]
    return render(request, "incidents/lifecycles.html", {"drawn": drawn})
