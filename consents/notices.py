"""Event → who is told. To parents: a link or a code, never a child's name."""

import json
import uuid
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Person
from consents.models import ConsentRecord, Invitation, Request
from notifications import kinds, outbox
from notifications.kinds import Audience, Kind
from notifications.models import Message
from pages.templatetags.dates import nice_date


def _while_asked(person_id: uuid.UUID, messages: list[Message]) -> set[uuid.UUID]:
    """A link is wanted as long as something is to be answered, and always where its owner asked for it."""
    by_invitation = {message.object_id: message.pk for message in messages}
    wanted = Invitation.objects.usable().filter(pk__in=by_invitation)
    if not Request.objects.open().filter(person=person_id).exists():
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
            "is on our own pages. What was printed, or copied by others, cannot be called back."
        ),
    )
)
LINK = kinds.register(
    Kind(
        code="pictures-link",
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
    """Whoever withdrew is told that it counts, and what cannot be called back (§3.7)."""
    outbox.queue(STORED.code, [person.pk], about=record, dedupe=occasion)


def link(invitation: Invitation, token: str) -> None:
    """The link itself stands in the mail only: encrypted while it waits, wiped when it is sent."""
    url = settings.SITE_URL + reverse("pictures-link", args=[token])
    text = _(
        "Where may pictures of your child be shown? Please tell us for each use, yes or no. It takes about two "
        "minutes, also on a phone. Until you answer, it is No.\n\n"
        "%(link)s\n\n"
        "The link works once, until %(day)s. It asks you for a code, which we send to this address too. "
        "Do not pass it on. Your answer, also a No, changes nothing about your child’s place with us."
    )
    _secret(LINK, invitation, _("Pictures of your child: please answer"), text, link=url)


def code(invitation: Invitation, digits: str) -> None:
    """The second check. It is never kept readable, nor sent after it has expired."""
    text = _(
        "Your code is %(code)s\n\nType it on the page that you opened. It works for ten minutes. "
        "If you did not ask for it, do nothing: nobody can come in without it."
    )
    _secret(CODE, invitation, _("Your code for Super Stars"), text, code=digits)


def _secret(kind: Kind, invitation: Invitation, subject: str, text: str, **said: Any) -> None:
    is_code = kind is CODE
    day = nice_date(invitation.expires_at)
    outbox.queue(
        kind.code,
        [invitation.person_id],
        about=invitation,
        dedupe=str(invitation.codes_sent) if is_code else "link",
        secret=json.dumps({"subject": subject, "text": text % {"day": day, **said}, "to": ""}),
        expires_at=invitation.code_expires_at if is_code else invitation.expires_at,
    )
