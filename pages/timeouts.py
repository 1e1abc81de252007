"""A form that outlives its session: a signed token in the page names who typed it, and on what.

A form that arrives without a session is believed only with that token, and nothing is shown.

Every form that is sent to a page for people signed in carries one, by `{% csrf_token %}` of this house
(pages.templatetags.outliving), and what is typed in it is kept by accounts.middleware. Pages that keep
drafts of their own (reports, policies, parents' answers) have tokens and places of their own.
"""

import dataclasses
import datetime as dt
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.views.decorators.csrf import csrf_exempt, csrf_protect

FIELD = "keep_for"
WITHOUT_SESSION = dt.timedelta(hours=24)
ANY_FORM = "pages.form"
# The form that sends again what was kept says which it was.
AGAIN = "sent_again"

View = Callable[..., HttpResponse]


def token_for(person_id: UUID, thing: str, *, salt: str) -> str:
    """For one person's page about `thing`; `salt` names the kind of page."""
    return signing.dumps([str(person_id), thing], salt=salt)


def named_by(request: HttpRequest, thing: str, *, salt: str, max_age: dt.timedelta) -> str | None:
    """The id of the person whom the form's token names; None without a valid one for `thing`."""
    try:
        person_id, said = signing.loads(request.POST.get(FIELD, ""), salt=salt, max_age=max_age)
    except signing.BadSignature:
        return None
    return person_id if said == thing else None


def outlives_sign_in(is_own: Callable[..., bool]) -> Callable[[View], View]:
    """A form with its page's own token needs no other against forged requests.

    Signing in again, in another tab, changes that other one: what was typed before would be refused.
    `is_own(request, **kwargs)` says whether the token is valid.
    """

    def decorate(view: View) -> View:
        protected = csrf_protect(view)

        @csrf_exempt
        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            believed = request.method == "POST" and is_own(request, **kwargs)
            return (view if believed else protected)(request, *args, **kwargs)

        return checked

    return decorate


@dataclasses.dataclass(frozen=True)
class Drawn:
    """Whom a form was drawn for, where it is sent to, and the page that it stood on."""

    person_id: str
    path: str
    page: str


def outlives(view: View) -> bool:
    """Whether forms sent to `view` outlive their session: it needs a sign-in, and keeps no drafts of its own.

    Sign-in, passwords, the second factor and the guests' pages let people in by themselves: never those.
    """
    return getattr(view, "needs_sign_in", False) and not getattr(view, "csrf_exempt", False)


def form_token(request: HttpRequest, action: str = "", page: str = "") -> str:
    """The token of one form for whoever is signed in; empty where none belongs.

    `action` is where it is sent to, without one the page itself; `page` where it was typed, if not here. A
    page that answers to a form, with what was typed, stands where that form stood.
    """
    if not request.user.is_authenticated:
        return ""
    path = urlsplit(action).path or request.path
    try:
        view = resolve(path).func
    except Resolver404:
        return ""
    if not outlives(view):
        return ""
    page = page or getattr(request, "typed_on", request.path)
    return signing.dumps([str(request.user.person_id), path, page], salt=ANY_FORM)


def drawn_from(request: HttpRequest) -> Drawn | None:
    """What the form that was sent was drawn from; None without a token of the last day for this very path."""
    try:
        said = signing.loads(request.POST.get(FIELD, ""), salt=ANY_FORM, max_age=WITHOUT_SESSION)
    except signing.BadSignature:
        return None
    drawn = Drawn(*said)
    return drawn if drawn.path == request.path else None
