"""Remote-learning tools: the list with whether each may be used now, adding, correcting and ending one."""

import uuid

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pages.access import allowed, get_or_404
from pages.lists import window
from pages.steps import to_fields
from social.actions import keeping_tools
from social.forms.learning import ToolForm
from social.models import LearningTool
from social.permissions.risks import can_keep_tools, can_see_risks
from social.selectors.covering import with_cover

PAGE_SIZE = 50


@allowed(can_see_risks)
@require_GET
def tools(request: HttpRequest) -> HttpResponse:
    """Which may be used with families now, asked of their assessments at this moment."""
    rows = with_cover(LearningTool.objects.order_by("ended_on", "name"))
    page = window(rows, request.GET.get("page"), PAGE_SIZE)
    context = {"page": page, "may_keep": can_keep_tools(request.user.person)}
    return render(request, "social/risk_tools.html", context)


@allowed(can_keep_tools)
@require_http_methods(["GET", "POST"])
def tool(request: HttpRequest, pk: uuid.UUID | None = None) -> HttpResponse:
    """Add one, or correct the one that the address names."""
    found = get_or_404(LearningTool.objects.all(), pk=pk) if pk else None
    form = ToolForm(request.POST or None, of=found)
    if request.method == "POST" and form.is_valid():
        actor = request.user.person
        try:
            if found:
                keeping_tools.change_tool(found, actor=actor, **form.cleaned_data)
            else:
                keeping_tools.add_tool(actor=actor, **form.cleaned_data)
        except ValidationError as error:
            to_fields(form, error)
        else:
            messages.success(request, _("Saved. It may be used once its risk assessment is approved."))
            return redirect("risk-tools")
    return render(request, "social/risk_tool.html", {"form": form, "tool": found})


@allowed(can_keep_tools)
@require_POST
def tool_end(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    found = get_or_404(LearningTool.objects.all(), pk=pk)
    try:
        keeping_tools.end_tool(found, actor=request.user.person)
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    else:
        messages.success(request, _("It is used no longer."))
    return redirect("risk-tools")
