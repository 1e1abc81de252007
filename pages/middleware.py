"""Pages about people stay in no cache, and a refusal is remembered."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from workflow.engine import NotAllowed
from workflow.reads import record_refusal

GetResponse = Callable[[HttpRequest], HttpResponse]


class PrivatePagesMiddleware:
    """`Cache-Control: no-store` on every page of somebody signed in."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated:
            response.headers["Cache-Control"] = "no-store"
        return response


class RefusalMiddleware:
    """Turn `NotAllowed` into 403, and write the attempt down after its transaction rolled back."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, NotAllowed):
            return None
        record_refusal(error.actor, error.obj, error.verb)
        return render(request, "403.html", status=403)
