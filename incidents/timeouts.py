"""What was typed when a session ended is kept, for the person who typed it and nobody else.

Every question page carries a signed token that names its author and draft. A form
that arrives without a session is believed only with that token, and nothing is shown.
"""

import datetime as dt
import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from accounts.models import Person
from incidents.models import Draft
from incidents.models.reports import DRAFT_DAYS

SALT = "incidents.draft"
WITHOUT_SESSION = dt.timedelta(hours=24)
SIGNED_IN = dt.timedelta(days=DRAFT_DAYS)
FIELD = "keep_for"

View = Callable[..., HttpResponse]


def token_for(person: Person, draft: Draft | None = None) -> str:
    """A token for one person's question page; without a draft, for the first page."""
    return signing.dumps([str(person.pk), str(draft.pk) if draft else ""], salt=SALT)


def author_of(request: HttpRequest, draft_id: uuid.UUID | None) -> Person | None:
    """Who typed this form, by its token; None without a valid one for this draft.

    Their own session is believed as long as drafts are kept, no session for a day.
    """
    own = request.user.person if request.user.is_authenticated else None
    if own and _named(request, draft_id, SIGNED_IN) == str(own.pk):
        return own
    author = _named(request, draft_id, WITHOUT_SESSION)
    return Person.objects.filter(pk=author).first() if author else None


def outlives_sign_in(view: View) -> View:
    """A form with its page's own token needs no other against forged requests.

    Signing in again, in another tab, changes that other one: what was typed before would be refused.
    """
    protected = csrf_protect(view)

    @csrf_exempt
    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        is_own = request.method == "POST" and author_of(request, kwargs.get("pk"))
        return (view if is_own else protected)(request, *args, **kwargs)

    return checked


def _named(request: HttpRequest, draft_id: uuid.UUID | None, max_age: dt.timedelta) -> str | None:
    """Id of the person whom the form's token names."""
    try:
        person_id, said = signing.loads(request.POST.get(FIELD, ""), salt=SALT, max_age=max_age)
    except signing.BadSignature:
        return None
    return person_id if said == (str(draft_id) if draft_id else "") else None
