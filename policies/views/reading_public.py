"""What anybody reads without signing in: policies in force, and how to report and complain (S8.1, S8.5, S7.3)."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from pages.access import get_or_404, public
from policies.selectors import public as selectors
from policies.selectors.policy_page import contents
from policies.selectors.versions import lines


@public
@require_GET
def policies(request: HttpRequest) -> HttpResponse:
    """The policies in force, and the ways to report, to complain and to blow the whistle."""
    emergency, others = selectors.contacts()
    entries = selectors.entries()
    context = {
        "entries": entries,
        "by_code": {entry.policy.code: entry for entry in entries},
        "setting": selectors.organisation(),
        "emergency_contacts": emergency,
        "other_contacts": others,
    }
    return render(request, "policies/public.html", context)


@public
@require_GET
def policy(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The words of one public policy that are in force today."""
    version = get_or_404(selectors.versions(), policy=pk)
    words = lines(version)
    context = {
        "policy": version.policy,
        "version": version,
        "lines": words,
        "contents": contents(words),
    }
    return render(request, "policies/public_policy.html", context)
