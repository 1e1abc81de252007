"""The register of people: who is here, in which role, tied to whom, and who may sign in."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts import actions, forms, permissions, selectors
from accounts.models import Person, RoleAssignment, Tie
from accounts.selectors import register
from accounts.views.forming import done, form_page, posted
from pages.access import allowed, get_or_404
from workflow.engine import NotAllowed

PAGE_SIZE = 25
HISTORY_SIZE = 20


@allowed(permissions.can_see_people)
@require_GET
def people(request: HttpRequest) -> HttpResponse:
    chosen = forms.PeopleFilter(request.GET)
    chosen.full_clean()
    found = register.people(chosen.cleaned_data.get("role", ""), left=chosen.cleaned_data.get("left", False))
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "groups": register.grouped(page.object_list),
        "filter": chosen,
        "may_add": permissions.can_add_person(request.user.person),
    }
    return render(request, "accounts/people.html", context)


@allowed(permissions.can_see_people)
@require_GET
def person(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    found = get_or_404(Person.objects.all(), pk=pk)
    actor = request.user.person
    page = Paginator(register.history(found), HISTORY_SIZE).get_page(request.GET.get("page"))
    context = {
        "person": found,
        "roles": found.role_assignments.order_by("ends_on", "-starts_on"),
        "ties": [(line, permissions.can_change_tie(actor, line.tie)) for line in register.ties_of(found)],
        "sign_in": register.sign_in_state(found),
        "page": page,
        "history": register.told(page.object_list),
        "may_manage": permissions.can_manage_person(actor, found),
    }
    return render(request, "accounts/person.html", context)


@allowed(permissions.can_add_person)
@require_http_methods(["GET", "POST"])
def add_person(request: HttpRequest) -> HttpResponse:
    form = forms.PersonForm(posted(request))
    added: list[Person] = []
    if done(form, lambda said: added.append(actions.add_person(actor=request.user.person, **said))):
        return redirect("person", added[0].pk)
    return form_page(request, form, _("Add somebody"), button=_("Add"))


@allowed(permissions.can_see_people)
@require_http_methods(["GET", "POST"])
def change_person(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    found = _to_manage(request, pk, "change")
    initial = {"given_name": found.given_name, "family_name": found.family_name, "email": found.email}
    form = forms.PersonForm(posted(request), initial=initial)
    if done(form, lambda said: actions.change_person(found, actor=request.user.person, **said)):
        return _back_to(request, found)
    return form_page(request, form, _("Change name or address"), about=found)


@allowed(permissions.can_see_people)
@require_http_methods(["GET", "POST"])
def invite(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    found = _to_manage(request, pk, "invite")
    form = forms.InviteForm(posted(request))
    if done(form, lambda said: actions.invite(found, actor=request.user.person)):
        messages.success(request, _("The invitation is on its way."))
        return redirect("person", pk)
    text = _("They get an e-mail with a link to choose a password. An earlier link still works until then.")
    return form_page(request, form, _("Invite to sign in"), about=found, text=text, button=_("Invite"))


@allowed(permissions.can_see_people)
@require_http_methods(["GET", "POST"])
def leave(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    found = _to_manage(request, pk, "leave")
    form = forms.LeaveForm(posted(request), person=found)
    if done(form, lambda said: actions.leave(found, actor=request.user.person, **said)):
        return _back_to(request, found)
    held = found.role_assignments.in_force().values_list("role", flat=True)
    text = _("From the day after, they cannot sign in and get no messages. Nothing of their record is lost.")
    return form_page(
        request, form, _("Record leaving"), about=found, text=text, warning=_only_one(found, held)
    )


@allowed(permissions.can_see_people)
@require_http_methods(["GET", "POST"])
def give_role(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    found = _to_manage(request, pk, "give role")
    actor = request.user.person
    form = forms.RoleForm(posted(request), actor=actor, person=found)
    if done(form, lambda said: actions.give_role(found, actor=actor, **said)):
        return _back_to(request, found)
    return form_page(request, form, _("Give a role"), about=found)


@allowed(permissions.can_see_people)
@require_http_methods(["GET", "POST"])
def end_role(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    role = get_or_404(RoleAssignment.objects.select_related("person"), pk=pk)
    if not permissions.can_give_role(request.user.person, role.person, role.role):
        raise NotAllowed(request.user.person, role.person, "end role")
    form = forms.EndForm(posted(request), starts_on=role.starts_on)
    if done(form, lambda said: actions.end_role(role, actor=request.user.person, **said)):
        return _back_to(request, role.person)
    title = _("End the role: %(role)s") % {"role": role.get_role_display()}
    return form_page(request, form, title, about=role.person, warning=_only_one(role.person, [role.role]))


@allowed(permissions.can_see_people)
@require_http_methods(["GET", "POST"])
def add_tie(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    found = _to_manage(request, pk, "tie")
    form = forms.TieForm(posted(request), person=found)

    def record(said: dict[str, Any]) -> None:
        start, source = said["starts_on"], said["source"]
        actor = request.user.person
        actions.tie(found, form.other, said["kind"], actor=actor, source=source, starts_on=start)

    if done(form, record):
        return _back_to(request, found)
    text = _("Whoever is tied to somebody in a case does not see that case.")
    return form_page(request, form, _("Record a tie"), about=found, text=text)


@allowed(permissions.can_see_people)
@require_http_methods(["GET", "POST"])
def end_tie(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    row = get_or_404(Tie.objects.select_related("person", "other_person"), pk=pk)
    if not permissions.can_change_tie(request.user.person, row):
        raise NotAllowed(request.user.person, row.person, "end tie")
    form = forms.EndForm(posted(request), starts_on=row.starts_on)
    if done(form, lambda said: actions.end_tie(row, actor=request.user.person, **said)):
        return _back_to(request, row.person)
    text = _("From the day after, it no longer keeps anybody from a case.")
    return form_page(request, form, _("End a tie"), about=row.person, text=text)


def _to_manage(request: HttpRequest, pk: uuid.UUID, verb: str) -> Person:
    """The person, for somebody who may manage them; a refusal is remembered."""
    found = get_or_404(Person.objects.all(), pk=pk)
    if not permissions.can_manage_person(request.user.person, found):
        raise NotAllowed(request.user.person, found, verb)
    return found


def _only_one(person: Person, roles: Iterable[str]) -> str:
    """A warning when nobody else holds one of `roles`; nobody is refused (R2)."""
    return (
        _("Nobody else holds this role. Without it, conflicts of interest cannot be kept apart.")
        if selectors.only_holder(person, roles)
        else ""
    )


def _back_to(request: HttpRequest, person: Person) -> HttpResponse:
    messages.success(request, _("Saved."))
    return redirect("person", person.pk)
