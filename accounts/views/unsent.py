"""What somebody had typed when their session ended: read, sent again, or thrown away. Theirs alone."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.actions import unsent as actions
from accounts.models import UnsentForm
from accounts.selectors import unsent
from pages import timeouts
from pages.access import get_or_404, signed_in


@signed_in
@require_GET
def unsent_forms(request: HttpRequest) -> HttpResponse:
    """Everything kept for whoever looks. With nothing, home: whose words were kept is not for others to know."""
    kept = unsent.of(request.user.person)
    if not kept:
        return redirect("home")
    return render(request, "accounts/unsent.html", {"kept": kept, "again": timeouts.AGAIN})


@signed_in
@require_http_methods(["GET", "POST"])
def throw_away(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    found = get_or_404(UnsentForm.objects.kept_for(request.user.person), pk=pk)
    if request.method == "POST":
        actions.throw_away(found, actor=request.user.person)
        messages.success(request, _("What you had typed is thrown away."))
        return redirect("unsent")
    return render(request, "accounts/unsent_throw_away.html", {"form": found})
