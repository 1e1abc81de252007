"""Event → who is told. To parents: a link or a code, never a child's name."""

import datetime as dt
import json
import uuid
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from accounts.models import Person
from consents.models import ConsentRecord, Handover, Invitation, Request
from consents.models.requests import LINK_KIND
from notifications import kinds, outbox
from notifications.kinds import Audience, Kind
from notifications.models import Message
from notifications.recipients import find
from pages.templatetags.dates import nice_date


def _while_asked(person: Person, messages: list[Message]) -> set[uuid.UUID]:
    """A link is wanted as long as something is to be answered, and always where its owner asked for it."""
    by_invitation = {message.object_id: message.pk for message in messages if message.object_id}
    wanted = Invitation.objects.usable().filter(pk__in=by_invitation)
    if not Request.objects.open().filter(person=person).exists():
        wanted = wanted.filter(wished=True)
    return {by_invitation[pk] for pk in wanted.values_list("pk", flat=True)}


STORED = kinds.register(
    Kind(
        code="consent-stored",
        audience=Audience.DUTY,
        title=lambda message: gettext_lazy("Your change about pictures is stored"),
        path=lambda message: reverse("pictures"),
        still_wanted=kinds.always,
        note=gettext_lazy(
            "It counts from the moment you said it: nothing new is shown where you said no. We take down what "
            "is on our own pages. What was printed, or copied by others, cannot be called back. Your receipt is on "
            "the page behind the link."
        ),
    )
)
SIGNED = kinds.register(
    Kind(
        code="pictures-signed",
        audience=Audience.DUTY,
        title=lambda message: gettext_lazy("Your answers about pictures are stored"),
        path=lambda message: reverse("pictures"),
        still_wanted=kinds.always,
        note=gettext_lazy(
            "Your certificate is on the page behind the link; it says what was agreed, and proves it. You can change "
            "your mind there at any time. If you have not answered, on paper or here, tell us at once."
        ),
    )
)
LINK = kinds.register(
    Kind(
        code=LINK_KIND,
        audience=Audience.PERSONAL,
        title=lambda message: gettext_lazy("Please answer: pictures of your child"),
        path=lambda message: reverse("pictures"),
        still_wanted=_while_asked,
    )
)
CODE = kinds.register(
    Kind(
        code="pictures-code",
        audience=Audience.PERSONAL,
        title=lambda message: gettext_lazy("Your code"),
        path=lambda message: reverse("pictures"),
        still_wanted=kinds.always,
        in_bell=False,
    )
)


def withdrawal_stored(person: Person, record: ConsentRecord, *, occasion: str) -> None:
    """Whoever withdrew is told that it counts, and what cannot be called back (§3.7).

    Somebody without an address was told by whoever took it, or on the page.
    """
    _told(STORED, person, record, occasion)


def signature_stored(person: Person, record: ConsentRecord, *, occasion: str) -> None:
    """Whoever signed gets the way to their copy (§3.6), and hears of what somebody entered for them."""
    _told(SIGNED, person, record, occasion)


def _told(kind: Kind, person: Person, record: ConsentRecord, occasion: str) -> None:
    found = find([person.pk]).get(person.pk)
    if found and found.address:
        outbox.queue(kind.code, [person.pk], about=record, dedupe=occasion)


def link(invitation: Invitation, token: str) -> None:
    """The link itself stands in the mail only: encrypted while it waits, wiped when it is sent."""
    url = settings.SITE_URL + reverse("pictures-link", args=[token])

    def text() -> str:
        return _(
            "Where may pictures of your child be shown? Please tell us for each use, yes or no. It takes about "
            "two minutes, also on a phone. Until you answer, it is No, or what you told us before until its last "
            "day.\n\n"
            "%(link)s\n\n"
            "The link works once, until %(day)s. It asks you for a code, which we send to this address too. "
            "Do not pass it on. Your answer, also a No, changes nothing about your child’s place with us."
        ) % {"link": url, "day": nice_date(invitation.expires_at)}

    subject = gettext_lazy("Pictures of your child: please answer")
    _secret(LINK, invitation, subject, text, occasion="link", expires_at=invitation.expires_at)


def code(way: Invitation | Handover, digits: str) -> None:
    """The second check, of a link or on the tablet. It is never kept readable, nor sent after it has expired."""

    def text() -> str:
        return _(
            "Your code is %(code)s\n\nType it on the page that you opened. It works for ten minutes. "
            "If you did not ask for it, do nothing: nobody can come in without it."
        ) % {"code": digits}

    occasion, expires_at = f"code {way.codes_sent}", way.code_expires_at
    subject = gettext_lazy("Your code for Super Stars")
    _secret(CODE, way, subject, text, occasion=occasion, expires_at=expires_at)


def _secret(
    kind: Kind,
    way: Invitation | Handover,
    subject: Any,
    text: Callable[[], str],
    *,
    occasion: str,
    expires_at: dt.datetime | None,
) -> None:
    """One mail in every language that parents' pages have: we do not know which they read."""
    subjects, texts = [], []
    for language, _name in settings.LANGUAGES:
        with override(language):
            subjects.append(str(subject))
            texts.append(text())
    said = {"subject": " / ".join(subjects), "text": "\n\n* * *\n\n".join(texts), "to": ""}
    outbox.queue(
        kind.code,
        [way.person_id],
        about=way,
        dedupe=occasion,
        secret=json.dumps(said),
        expires_at=expires_at,
    )
