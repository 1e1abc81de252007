"""The cases about a child, for leaders: only those they may see, and only children who have one."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from incidents.actions import opening
from incidents.permissions import can_see_queue
from incidents.selectors import children
from pages.access import allowed, get_or_404
from pages.lists import window

PAGE_SIZE = 20


@allowed(can_see_queue)
@require_GET
def case_children(request: HttpRequest) -> HttpResponse:
    page = window(children.children_for(request.user.person), request.GET.get("page"), PAGE_SIZE)
    return render(request, "incidents/case_children.html", {"page": page})


@allowed(can_see_queue)
@require_GET
def child(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """A child without a case that this person may see is not here at all."""
    person = request.user.person
    found = get_or_404(children.children_for(person), pk=pk)
    cases = window(children.cases_about(found, person), request.GET.get("cases"), PAGE_SIZE)
    opening.open_child(found, cases, actor=person)
    context = children.page(found, cases, request.GET.get("page")) | {"quick_exit": True}
    return render(request, "incidents/child.html", context)
