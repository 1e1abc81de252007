"""A form that outlives its session: a signed token in the page names who typed it, and on what.

A form that arrives without a session is believed only with that token, and nothing is shown. What
becomes of the words is decided by the app that owns them.
"""

import datetime as dt
from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt, csrf_protect

FIELD = "keep_for"
WITHOUT_SESSION = dt.timedelta(hours=24)

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
