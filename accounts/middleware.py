"""Sessions, and the second factor that leaders need to see history. Reporting never asks for one (R3)."""

import datetime as dt
import uuid
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from allauth.account.internal.flows.login import (
    AUTHENTICATION_METHODS_SESSION_KEY,
    get_authentication_records,
)
from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.actions import unsent as actions
from accounts.models import Person
from accounts.selectors import unsent
from pages import timeouts
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


class UnsentFormsMiddleware:
    """What is typed when a session ends is kept for whoever typed it, and shown to nobody else (pages.timeouts).

    Nothing is done for a form that arrives without its author's session: its words wait for their sign-in.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        again: uuid.UUID | None = getattr(request, "sent_again", None)
        if again and (
            response.status_code < HTTPStatus.BAD_REQUEST or response.status_code == HTTPStatus.CONFLICT
        ):
            actions.note_sent(again, actor=request.user.person, path=request.path)
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if request.method != "POST" or not timeouts.outlives(view):
            return None
        drawn = timeouts.drawn_from(request)
        if drawn is None:
            return None
        if not request.user.is_authenticated or str(request.user.person_id) != drawn.person_id:
            return self._keep_and_leave(request, drawn)
        # Theirs: signing in again, in another tab, has changed Django's own token against forged requests.
        request.csrf_processing_done = True  # type: ignore[attr-defined]
        request.typed_on = drawn.page  # type: ignore[attr-defined]
        if view.second_factor and not may_see_history(request):
            _keep(request, drawn)  # SecondFactorMiddleware asks for it next
        else:
            request.sent_again = _sent_again(request)  # type: ignore[attr-defined]
        return None

    def _keep_and_leave(self, request: HttpRequest, drawn: timeouts.Drawn) -> HttpResponse:
        """To sign-in; somebody else who is signed in here is told nothing."""
        kept = _keep(request, drawn)
        if request.user.is_authenticated:
            return redirect("home")
        if kept is not None:
            messages.info(request, kept)
        following = drawn.page if kept is None else reverse("unsent")
        return redirect_to_login(following)


def _keep(request: HttpRequest, drawn: timeouts.Drawn) -> str | None:
    """Keep what was typed for whom the form was drawn; says so, or None where there was nothing to keep."""
    fields = unsent.fields_in(request.POST)
    author = Person.objects.filter(pk=drawn.person_id).first()
    if author is None or not unsent.texts_in(fields):
        return None
    kept = actions.keep(
        author, path=drawn.path, page=drawn.page, fields=fields, had_files=bool(request.FILES)
    )
    if kept is None:
        return _(
            "Your session had ended, and what you typed is too long to be kept. Go back in your browser to copy it."
        )
    return _("Your session had ended. What you typed is kept: sign in, and you have it again.")


def _sent_again(request: HttpRequest) -> uuid.UUID | None:
    """Which kept form this is, where it is one."""
    try:
        return uuid.UUID(request.POST.get(timeouts.AGAIN, ""))
    except ValueError:
        return None
