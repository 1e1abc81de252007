"""What was typed when a session ended is kept, for the person who typed it and nobody else.

Every question page carries a signed token that names its author and draft (pages.timeouts).
"""

import datetime as dt
import uuid
from typing import Any

from django.http import HttpRequest

from accounts.models import Person
from incidents.models import Draft
from incidents.models.reports import DRAFT_DAYS
from pages import timeouts
from pages.timeouts import FIELD, WITHOUT_SESSION, View

__all__ = ["FIELD", "author_of", "outlives_sign_in", "token_for"]

SALT = "incidents.draft"
SIGNED_IN = dt.timedelta(days=DRAFT_DAYS)


def token_for(person: Person, draft: Draft | None = None) -> str:
    """A token for one person's question page; without a draft, for the first page."""
    return timeouts.token_for(person.pk, str(draft.pk) if draft else "", salt=SALT)


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
    """A question page's form with its own token needs no other against forged requests."""
    return timeouts.outlives_sign_in(_is_own)(view)


def _is_own(request: HttpRequest, **kwargs: Any) -> bool:
    return author_of(request, kwargs.get("pk")) is not None


def _named(request: HttpRequest, draft_id: uuid.UUID | None, max_age: dt.timedelta) -> str | None:
    return timeouts.named_by(request, str(draft_id) if draft_id else "", salt=SALT, max_age=max_age)
