"""What was typed when a session ended is kept, for the person who typed it and nobody else.

Every question page carries a signed token that names its author and draft. A form
that arrives without a session is believed only with that token, and nothing is shown.
"""

import uuid

from django.core import signing
from django.http import HttpRequest

from accounts.models import Person
from incidents.models import Draft

SALT = "incidents.draft"
MAX_AGE = 24 * 3600
FIELD = "keep_for"


def token_for(person: Person, draft: Draft | None = None) -> str:
    """A token for one person's question page; without a draft, for the first page."""
    return signing.dumps([str(person.pk), str(draft.pk) if draft else ""], salt=SALT)


def author_of(request: HttpRequest, draft_id: uuid.UUID | None) -> Person | None:
    """Who typed this form, by its token; None without a valid one for this draft."""
    try:
        person_id, said = signing.loads(request.POST.get(FIELD, ""), salt=SALT, max_age=MAX_AGE)
    except signing.BadSignature:
        return None
    if said != (str(draft_id) if draft_id else ""):
        return None
    if request.user.is_authenticated and str(request.user.person.pk) == person_id:
        return request.user.person
    return Person.objects.filter(pk=person_id).first()
