"""Official accounts: the list, proposing one, one account with its checklist, and its steps."""

import uuid

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.models import Person
from notifications import outbox
from pages.access import allowed, get_or_404, signed_in
from pages.step_pages import buttons
from pages.steps import to_fields
from social.actions import accounts as actions
from social.actions import recertifying
from social.forms.accounts import ProposeForm
from social.models import AccountHolder, OfficialAccount
from social.permissions import accounts as can
from social.selectors import account_pages
from social.selectors.holding import may_publish
from social.views.account_steps import ACCOUNT_STEPS
from social.views.stepping import SocialStepView
from workflow.engine import StaleState, WrongState


@allowed(can.can_see_social)
@require_GET
def accounts(request: HttpRequest) -> HttpResponse:
    closed = request.GET.get("show") == "closed"
    context = {
        "lines": account_pages.lines(closed=closed),
        "closed": closed,
        "may_propose": can.can_propose(request.user.person),
    }
    return render(request, "social/accounts.html", context)


@allowed(can.can_propose)
@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest) -> HttpResponse:
    form = ProposeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            account = actions.propose(actor=request.user.person, **form.cleaned_data)
        except ValidationError as error:
            to_fields(form, error)
        else:
            messages.success(request, _("It is proposed. The list says what it still needs."))
            return redirect("account-official", account.pk)
    return render(request, "social/account_propose.html", {"form": form})


@allowed(can.can_see_social)
@require_GET
def account(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    person = request.user.person
    found = get_or_404(_rows(), pk=pk)
    outbox.mark_seen(person.pk, found)
    context = account_pages.page(found, person) | {
        "buttons": buttons(ACCOUNT_STEPS.values(), found, person),
        "may_change": can.can_change_account(person) and found.state != OfficialAccount.State.CLOSED,
        "may_check": can.can_recertify(person) and recertifying.may_open(found),
        "may_publish": may_publish(person, found),
    }
    return render(request, "social/account.html", context)


class AccountStepView(SocialStepView):
    pages = ACCOUNT_STEPS
    shown_by = "account-official"
    back = lazy("Back to the account")

    def find(self, person: Person, pk: uuid.UUID) -> OfficialAccount:
        found: OfficialAccount = get_or_404(_rows(), pk=pk)
        return found

    def subject(self, row: OfficialAccount) -> str:
        return row.name


@allowed(can.can_see_social)
@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, pk: uuid.UUID, slug: str) -> HttpResponse:
    return AccountStepView().answer(request, pk, slug)


@signed_in
@require_POST
def alarm(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Whoever holds an account says at once that somebody else is in it, leader or not."""
    person = request.user.person
    found = get_or_404(_rows().filter(holders__in=AccountHolder.objects.open().filter(person=person)), pk=pk)
    try:
        actions.raise_alarm(found, actor=person, seen=found.version)
    except (WrongState, StaleState):
        messages.warning(request, _("It was said already, or the account is not in use."))
    else:
        messages.success(
            request, _("Thank you. Whoever runs the accounts is told now. Please post nothing there.")
        )
    return redirect("my-access")


@allowed(can.can_recertify)
@require_POST
def open_check(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """This term's check, by hand."""
    found = get_or_404(_rows(), pk=pk)
    try:
        recertifying.open_check(found, actor=request.user.person)
    except ValidationError as error:
        messages.warning(request, error.messages[0])
    else:
        messages.success(request, _("The check is opened."))
    return redirect("account-official", found.pk)


def _rows() -> QuerySet[OfficialAccount]:
    return OfficialAccount.objects.select_related(
        "platform", "proposed_by", "approved_by", "channel_agreed_by"
    )
