"""The weekly look at what others wrote below our posts, and what follows from it."""

import uuid

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from notifications import outbox
from pages.access import allowed, get_or_404
from pages.lists import window
from pages.steps import to_fields
from policies.permissions import can_plan
from social.actions import moderating
from social.forms.families import CheckActionForm, CheckForm
from social.models.moderation import CommentCheck, CommentWatch
from social.notices.families import CHECK
from social.permissions import families as can
from social.selectors import comments

PAGE_SIZE = 25


@allowed(can.can_see_checks)
@require_GET
def check_list(request: HttpRequest) -> HttpResponse:
    """When each account is to be looked at, and every look so far."""
    person = request.user.person
    outbox.mark_seen(person.pk, of_kinds=[CHECK.code])
    context = {
        "lines": comments.lines(),
        "page": window(comments.checks(), request.GET.get("page"), PAGE_SIZE),
        "may_check": can.can_check_comments(person),
    }
    return render(request, "social/families_checks.html", context)


@allowed(can.can_check_comments)
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    watch = get_or_404(CommentWatch.objects.select_related("account__platform"), pk=pk)
    form = CheckForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        row = moderating.check_comments(watch, actor=request.user.person, found=form.found)
        messages.success(request, _("Your look is noted. The next is due in a week."))
        return redirect("families-check", row.pk) if row.has_findings else redirect("families-checks")
    return render(request, "social/families_check_add.html", {"watch": watch, "form": form})


@allowed(can.can_see_checks)
@require_GET
def check(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One look, with the two ways on: the action plan, or a report that the checker sends."""
    found = get_or_404(comments.checks(), pk=pk)
    actions = found.actions.select_related("action__owner")
    may_plan = can.can_check_comments(request.user.person) and can_plan(request.user.person)
    context = {"check": found, "actions": actions, "may_plan": may_plan}
    return render(request, "social/families_check.html", context)


@allowed(can.can_check_comments)
@require_http_methods(["GET", "POST"])
def plan(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Something to do that came of a look. Its title names nobody."""
    found = get_or_404(CommentCheck.objects.select_related("watch__account"), pk=pk)
    form = CheckActionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            moderating.plan_from_check(found, actor=request.user.person, **form.said)
        except ValidationError as error:
            to_fields(form, error)
        else:
            messages.success(request, _("It is on the plan, and whoever does it is told."))
            return redirect("families-check", found.pk)
    return render(request, "social/families_check_plan.html", {"check": found, "form": form})
