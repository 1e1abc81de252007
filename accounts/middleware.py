"""Sessions, and the second factor that leaders need to see history. Reporting never asks for one (R3)."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from allauth.account.internal.flows.login import (
    AUTHENTICATION_METHODS_SESSION_KEY,
    get_authentication_records,
)
from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from workflow import clock

SESSION_KEY = "second_factor"


RENEW_AFTER = dt.timedelta(minutes=5)
RENEWED_KEY = "renewed_at"


class SessionRenewalMiddleware:
    """A session ends some time after its last use, not after its first; written every few minutes only."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            moment = clock.now().timestamp()
            if moment - request.session.get(RENEWED_KEY, 0) > RENEW_AFTER.total_seconds():
                request.session[RENEWED_KEY] = moment
        return self.get_response(request)


def note_second_factor(request: HttpRequest) -> None:
    """This session has shown, or has just set up, a second factor."""
    request.session[SESSION_KEY] = True


def forget_second_factor(request: HttpRequest) -> None:
    """The second factor is gone: what this session showed of it counts no more."""
    request.session.pop(SESSION_KEY, None)
    records = request.session.get(AUTHENTICATION_METHODS_SESSION_KEY, [])
    request.session[AUTHENTICATION_METHODS_SESSION_KEY] = [
        record for record in records if record["method"] != "mfa"
    ]


def has_second_factor(request: HttpRequest) -> bool:
    """Whether this session (not only this user) has shown a second factor."""
    if request.session.get(SESSION_KEY):
        return True
    records = get_authentication_records(request, request.user)
    return any(record["method"] == "mfa" for record in records)


def may_see_history(request: HttpRequest) -> bool:
    """Leaders with a second factor, and everybody else: they only ever see their own."""
    return not request.user.person.is_leader or has_second_factor(request)


class SecondFactorMiddleware:
    """allauth has no hook that requires a second factor; this is it.

    Views with `once_set_up` change a sign-in: whoever has a second factor must have shown it there,
    leader or not, or an old session could take it away with the password alone.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if not request.user.is_authenticated:
            return None
        if getattr(view, "second_factor", True):
            return None if may_see_history(request) else self._ask(request)
        if getattr(view, "once_set_up", False) and not has_second_factor(request):
            return self._ask(request) if is_mfa_enabled(request.user) else None
        return None

    def _ask(self, request: HttpRequest) -> HttpResponse:
        if not is_mfa_enabled(request.user):
            return redirect("mfa_activate_totp")
        # Set up elsewhere, after this session began: it must be shown here too.
        logout(request)
        messages.info(request, _("Sign in again with your second factor."))
        return redirect("account_login")
