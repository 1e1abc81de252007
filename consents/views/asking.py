"""Whom we have asked about pictures, for those who ask on paper and by telephone."""

import uuid

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from consents import permissions
from consents.actions import requesting
from consents.forms.asking import RequestFilter
from consents.models import Request
from consents.selectors import asking
from pages.access import allowed, get_or_404
from workflow.engine import WrongState

PAGE_SIZE = 25


@allowed(permissions.can_see_answers)
@require_GET
def requests(request: HttpRequest) -> HttpResponse:
    chosen = RequestFilter(request.GET)
    chosen.full_clean()
    found = asking.requests(chosen.cleaned_data.get("state", ""))
    context = {
        "page": Paginator(found, PAGE_SIZE).get_page(request.GET.get("page")),
        "filter": chosen,
        "may_send": permissions.can_enter_answers(request.user.person),
        "may_keep": permissions.can_keep_notices(request.user.person),
        "open_states": Request.OPEN,
    }
    return render(request, "consents/requests.html", context)


@allowed(permissions.can_enter_answers)
@require_POST
def send_link(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    found = get_or_404(Request.objects.all(), pk=pk)
    try:
        requesting.send_link(found, actor=request.user.person)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    except WrongState:
        messages.info(request, _("It has been answered meanwhile."))
    else:
        messages.success(request, _("A new link is on its way."))
    return redirect("picture-requests")
