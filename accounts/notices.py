"""What is told to a person about their own sign-in; and when a message about a row is still wanted."""

import datetime as dt
import json
import uuid
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Person
from notifications import kinds, outbox
from notifications.kinds import Audience, Kind
from notifications.models import Message
from workflow import clock
from workflow.models import new_salt


def still(rows: Callable[[Person], Any]) -> kinds.Wanted:
    """Wanted while the object is among `rows(recipient)`: not done, not handed over, not out of scope.

    With the roles of today: whoever was manager yesterday is not told.
    """

    def wanted(person: Person, messages: list[Message]) -> set[uuid.UUID]:
        ids = {message.object_id for message in messages}
        found = set(rows(person).filter(pk__in=ids).values_list("pk", flat=True))
        return {message.pk for message in messages if message.object_id in found}

    return wanted


SIGN_IN = kinds.register(
    Kind(
        code="sign-in",
        audience=Audience.PERSONAL,
        title=lambda message: gettext_lazy("About your sign-in"),
        path=lambda message: reverse("home"),
        still_wanted=kinds.always,
        in_bell=False,
    )
)


def sign_in_mail(person: Person, *, subject: str, text: str, to: str = "") -> None:
    """Queue one mail about signing in; its words are encrypted, and gone when sent or expired.

    `to` is for an address that is no longer the person's own.
    """
    outbox.queue(
        SIGN_IN.code,
        [person.pk],
        dedupe=new_salt(),
        secret=json.dumps({"subject": str(subject), "text": str(text), "to": to}),
        expires_at=clock.now() + dt.timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT),
    )


def new_password_url(uid: str, token: str) -> str:
    """The whole address at which a password is chosen. Never made of a request's host."""
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": token})
    return settings.SITE_URL + path


def invitation(person: Person, uid: str, token: str) -> None:
    """The link with which somebody chooses their first password."""
    sign_in_mail(
        person,
        subject=_("Your sign-in for Super Stars"),
        text=_(
            "Somebody at your setting has made a sign-in for you.\n\n"
            "Choose your password here:\n%(link)s\n\n"
            "The link works once, and for %(days)s days."
        )
        % {"link": new_password_url(uid, token), "days": settings.PASSWORD_RESET_TIMEOUT // (24 * 3600)},
    )


def sign_in_moved(person: Person, *, old_address: str) -> None:
    """Told at the old address, where the person still reads it."""
    sign_in_mail(
        person,
        to=old_address,
        subject=_("Your sign-in for Super Stars has another address now"),
        text=_(
            "Somebody at your setting has changed the e-mail address that you sign in with.\n\n"
            "This address no longer works. If you did not expect this, tell the owner of your setting "
            "at once."
        ),
    )
