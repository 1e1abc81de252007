"""Families that have left, and contact with them: only on request, only by the setting's own ways (S4.2.5)."""

import uuid

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from pages.access import allowed, get_or_404
from pages.lists import window
from pages.steps import to_fields
from social.actions import leaving
from social.forms.word import LeaverForm
from social.permissions import families as can
from social.selectors import leavers

PAGE_SIZE = 25


@allowed(can.can_see_leaver_contacts)
@require_GET
def leaver_list(request: HttpRequest) -> HttpResponse:
    """Who asked for contact; and the children who have left, the last first."""
    person = request.user.person
    context = {
        "contacts": window(leavers.contacts(person), request.GET.get("page"), PAGE_SIZE),
        "children": window(leavers.children(person), request.GET.get("children"), PAGE_SIZE),
    }
    return render(request, "social/families_leavers.html", context)


@allowed(can.can_see_leaver_contacts)
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Note that the family of a child that left asked for contact."""
    child = get_or_404(leavers.children(request.user.person), pk=pk)
    form = LeaverForm(request.POST if request.method == "POST" else None, child=child)
    if form.is_valid():
        try:
            leaving.note_request(child, actor=request.user.person, **form.cleaned_data)
        except ValidationError as error:
            to_fields(form, error)
        else:
            messages.success(request, _("It is noted."))
            return redirect("families-leavers")
    return render(request, "social/families_leaver_ask.html", {"child": child, "form": form})
