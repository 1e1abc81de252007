"""Who holds an official account: one holder's steps, taking somebody away, and the termly check."""

import dataclasses
import uuid
from collections.abc import Callable
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from accounts.models import Person
from notifications import outbox
from pages.access import allowed, get_or_404
from pages.step_pages import buttons
from pages.steps import to_fields
from social.actions import holders, recertifying
from social.forms import accounts as forms
from social.models import AccountHolder, AccountRemoval, Recertification
from social.permissions import accounts as can
from social.selectors import account_pages
from social.selectors.story import timeline
from social.views.account_steps import CHECK_STEPS, REMOVAL_STEPS
from social.views.stepping import SocialStepView
from workflow.engine import NotAllowed, WrongState


@dataclasses.dataclass(frozen=True)
class HolderPage:
    """One thing that is done about a holder; they have no lifecycle of their own, the account remembers."""

    title: Any
    form: type[django_forms.Form]
    act: Callable[..., Any]
    allowed: Callable[[Person], bool]
    done: Any


PAGES = {
    "change": HolderPage(
        gettext_lazy("Change their right"), forms.HolderChangeForm, holders.change_holder, can.can_keep_holders,
        gettext_lazy("It is written down."),
    ),
    "suspend": HolderPage(
        gettext_lazy("Suspend"), forms.HolderSuspendForm, holders.suspend_holder, can.can_suspend_holder,
        gettext_lazy("They are suspended, and told so."),
    ),
    "restore": HolderPage(
        gettext_lazy("Restore"), forms.EmptyForm, holders.restore_holder, can.can_restore_holder,
        gettext_lazy("They may post again."),
    ),
    "end": HolderPage(
        gettext_lazy("Take somebody away"), forms.EmptyForm, holders.end_holder, can.can_keep_holders,
        gettext_lazy("Noted. Whoever runs the accounts is told to take them away on the platform."),
    ),
}  # fmt: skip


@allowed(can.can_see_social)
@require_http_methods(["GET", "POST"])
def holder(request: HttpRequest, pk: uuid.UUID, slug: str) -> HttpResponse:
    if slug not in PAGES:
        raise Http404
    person, page = request.user.person, PAGES[slug]
    found = get_or_404(AccountHolder.objects.select_related("account", "person"), pk=pk)
    if found.ended_at:
        return _gone(request, found)
    if not page.allowed(person) or (slug in {"suspend", "restore"} and found.person_id == person.pk):
        raise NotAllowed(person, found, page.act.__name__)
    initial = {"level": found.level, "second_factor": str(found.second_factor)}
    form = page.form(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            page.act(found, actor=person, **form.cleaned_data)
        except ValidationError as error:
            to_fields(form, error)
        else:
            messages.success(request, page.done)
            return redirect("account-official", found.account_id)
    context = {"form": form, "title": page.title, "subject": f"{found.person.name}, {found.account.name}"}
    back = {
        "back_url": reverse("account-official", args=[found.account_id]),
        "back": _("Back to the account"),
    }
    return render(request, "social/step.html", context | back)


def _gone(request: HttpRequest, found: AccountHolder) -> HttpResponse:
    messages.info(request, _("They hold it no longer."))
    return redirect("account-official", found.account_id)


@allowed(can.can_see_social)
@require_GET
def removal(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Somebody who is to be taken away from an account."""
    person = request.user.person
    found = get_or_404(AccountRemoval.objects.select_related("account__platform", "person", "done_by"), pk=pk)
    outbox.mark_seen(person.pk, found)
    context = {
        "removal": found,
        "buttons": buttons(REMOVAL_STEPS.values(), found, person),
        "timeline": timeline(found),
    }
    return render(request, "social/account_removal.html", context)


class RemovalStepView(SocialStepView):
    pages = REMOVAL_STEPS
    shown_by = "account-removal"
    back = gettext_lazy("Back")

    def find(self, person: Person, pk: uuid.UUID) -> AccountRemoval:
        found: AccountRemoval = get_or_404(AccountRemoval.objects.select_related("account", "person"), pk=pk)
        return found

    def subject(self, row: AccountRemoval) -> str:
        return row.account.name


@allowed(can.can_see_social)
@require_http_methods(["GET", "POST"])
def take_away(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    return RemovalStepView().answer(request, pk, "do")


@allowed(can.can_see_social)
@require_GET
def check(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The termly check of one account."""
    person = request.user.person
    found = get_or_404(Recertification.objects.select_related("account__platform", "done_by"), pk=pk)
    outbox.mark_seen(person.pk, found)
    context = account_pages.check_page(found, person) | {"may_check": can.can_recertify(person)}
    return render(request, "social/account_check.html", context)


@allowed(can.can_recertify)
@require_http_methods(["GET", "POST"])
def check_holder(request: HttpRequest, pk: uuid.UUID, holder_pk: uuid.UUID) -> HttpResponse:
    """Keep or remove, of one holder; nobody answers for themselves."""
    person = request.user.person
    found = get_or_404(Recertification.objects.select_related("account"), pk=pk)
    row = get_or_404(found.account.holders.open().select_related("person"), pk=holder_pk)
    if row.person_id == person.pk:
        raise NotAllowed(person, found, "check holder")
    initial = {"level": row.level, "second_factor": str(row.second_factor)}
    form = forms.CheckHolderForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            recertifying.check_holder(found, row, actor=person, **form.cleaned_data)
        except ValidationError as error:
            to_fields(form, error)
        except WrongState:
            return redirect("account-check", found.pk)
        else:
            return redirect("account-check", found.pk)
    back = {"back_url": reverse("account-check", args=[found.pk]), "back": _("Back to the check")}
    context = {"form": form, "title": row.person.name, "subject": found.account.name, "send": _("Save")}
    return render(request, "social/step.html", context | back)


class CheckStepView(SocialStepView):
    pages = CHECK_STEPS
    shown_by = "account-check"
    back = gettext_lazy("Back to the check")

    def find(self, person: Person, pk: uuid.UUID) -> Recertification:
        found: Recertification = get_or_404(Recertification.objects.select_related("account"), pk=pk)
        return found

    def subject(self, row: Recertification) -> str:
        return row.account.name


@allowed(can.can_recertify)
@require_http_methods(["GET", "POST"])
def finish(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    return CheckStepView().answer(request, pk, "finish")
