"""A tablet in a parent's hands reaches the parent's own pages and nothing else of the site."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from consents import tablet

GetResponse = Callable[[HttpRequest], HttpResponse]


class HandedOverMiddleware:
    """Any other address leads back: to the parent's pages, to their check, or to the page that says who is next."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if not tablet.is_handed_over(request):
            return None
        name = request.resolver_match.url_name if request.resolver_match else ""
        handover = tablet.handover_of(request)
        if handover is None:
            tablet.end(request)
            return tablet.leave_nothing(redirect("pictures-tablet-back"))
        if name in tablet.BEFORE_THE_CHECK:
            return None
        if handover.checked_at is None:
            return redirect("pictures-tablet")
        return None if name in tablet.PAGES else redirect("pictures")
