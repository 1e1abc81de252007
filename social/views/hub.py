"""The page of social media: where everything of it begins."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from pages.access import allowed
from social.permissions.access import can_ask
from social.selectors import hub as selectors


@allowed(can_ask)
@require_GET
def hub(request: HttpRequest) -> HttpResponse:
    """Leaders see all of it, everybody who works here their own part."""
    return render(request, "social/hub.html", {"sections": selectors.sections(request.user.person)})
