"""Children of the setting: the list, one child's record, and who belongs to it."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts import actions, forms, permissions
from accounts.actions import Right
from accounts.models import Child, ChildContact
from accounts.selectors import child_record, register
from accounts.views.forming import done, form_page, posted
from documents import export
from pages.access import allowed, get_or_404

PAGE_SIZE = 25


@allowed(permissions.can_see_people)
@require_GET
def children(request: HttpRequest) -> HttpResponse:
    chosen = forms.ChildrenFilter(request.GET, rooms=register.rooms())
    chosen.full_clean()
    found = register.children(
        chosen.cleaned_data.get("room", ""), left=chosen.cleaned_data.get("left", False)
    )
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "filter": chosen,
        "may_change": permissions.can_change_child(request.user.person),
        "formats": export.FORMATS,
    }
    return render(request, "accounts/children.html", context)


@allowed(permissions.can_change_child)
@require_http_methods(["GET", "POST"])
def add_child(request: HttpRequest) -> HttpResponse:
    form = forms.ChildForm(posted(request))
    if done(form, lambda said: actions.add_child(actor=request.user.person, **said)):
        messages.success(request, _("Saved."))
        return redirect("children")
    return form_page(request, form, _("Add a child"), back=reverse("children"), button=_("Add"))


@allowed(permissions.can_change_child)
@require_http_methods(["GET", "POST"])
def change_child(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    found = get_or_404(Child.objects.all(), pk=pk)
    names = forms.ChildChangeForm.base_fields
    form = forms.ChildChangeForm(posted(request), initial={name: getattr(found, name) for name in names})
    if done(form, lambda said: actions.change_child(found, actor=request.user.person, **said)):
        return _back(request, found)
    return form_page(request, form, _("Change a child’s record"), about=found, back=_record(found))


@allowed(permissions.can_see_child)
@require_GET
def record(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One child: its days, who belongs to it and may decide. Care and orders for those who need to know."""
    found = get_or_404(Child.objects.all(), pk=pk)
    actor = request.user.person
    may_see_care = permissions.can_see_care(actor)
    context = {
        "child": found,
        "contacts": child_record.contacts(found),
        "earlier": child_record.earlier(found),
        "may_see_care": may_see_care,
        "care": child_record.care(found) if may_see_care else None,
        "may_change": permissions.can_change_child(actor),
        "may_list": permissions.can_see_people(actor),
    }
    return render(request, "accounts/child_record.html", context)


@allowed(permissions.can_change_child)
@require_http_methods(["GET", "POST"])
def add_contact(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    found = get_or_404(Child.objects.all(), pk=pk)
    form = forms.ContactForm(posted(request), child=found)

    def record_it(said: dict[str, Any]) -> None:
        person, capacity = said.pop("person"), said.pop("capacity")
        actor = request.user.person
        actions.add_contact(found, person, actor=actor, capacity=capacity, right=Right(**said))

    if done(form, record_it):
        return _back(request, found)
    text = _("Whoever is not in the register yet is added under People first.")
    return form_page(
        request, form, _("Say who belongs to the child"), about=found, back=_record(found), text=text
    )


@allowed(permissions.can_change_child)
@require_http_methods(["GET", "POST"])
def change_contact(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    row = get_or_404(ChildContact.objects.holding().select_related("child", "person"), pk=pk)
    initial = {name: getattr(row, name) for name in ("responsibility", "evidence", "has_order")}
    form = forms.RightForm(posted(request), initial=initial)
    act = request.user.person
    if done(form, lambda said: actions.change_right(row, actor=act, right=Right(**said))):
        return _back(request, row.child)
    text = _("It counts from this second. What held before stays on record.")
    title = _("Say who may decide")
    return form_page(request, form, title, about=row.person, back=_record(row.child), text=text)


@allowed(permissions.can_change_child)
@require_http_methods(["GET", "POST"])
def end_contact(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    row = get_or_404(ChildContact.objects.holding().select_related("child", "person"), pk=pk)
    form = forms.NothingForm(posted(request))
    if done(form, lambda said: actions.end_contact(row, actor=request.user.person)):
        return _back(request, row.child)
    text = _("From this second, neither their yes nor their no about the child counts.")
    title = _("They no longer belong to the child")
    return form_page(
        request, form, title, about=row.person, back=_record(row.child), warning=text, button=_("End it")
    )


@allowed(permissions.can_change_child)
@require_http_methods(["GET", "POST"])
def care(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    found = get_or_404(Child.objects.all(), pk=pk)
    held = child_record.care(found)
    form = forms.CareForm(posted(request), initial={"kind": held.kind if held else forms.NOT_LOOKED_AFTER})
    if done(form, lambda said: actions.set_care(found, actor=request.user.person, kind=said["kind"])):
        return _back(request, found)
    text = _(
        "It decides whose yes counts about pictures. Only the owner, the manager and safeguarding leads see it."
    )
    return form_page(
        request, form, _("Is the child looked after?"), about=found, back=_record(found), text=text
    )


def _record(child: Child) -> str:
    return reverse("child-record", args=[child.pk])


def _back(request: HttpRequest, child: Child) -> HttpResponse:
    messages.success(request, _("Saved."))
    return redirect("child-record", child.pk)
