"""What no page of this site can be faster than: the same base template around nearly nothing."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from incidents.models import Case
from pages.access import public, signed_in

ROWS = 50


@public
@require_GET
def bare(request: HttpRequest) -> HttpResponse:
    """The first floor: a bare view, asked for without a session."""
    return render(request, "benchmarks/bare.html")


@signed_in
@require_GET
def rows(request: HttpRequest) -> HttpResponse:
    """The second floor: session, user, and one indexed SELECT of 50 rows, rendered as plainly as can be."""
    cases = Case.objects.order_by("reference").only("reference", "state", "urgency", "opened_at")[:ROWS]
    return render(request, "benchmarks/rows.html", {"cases": cases})
