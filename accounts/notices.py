"""What is told to a person about their own sign-in."""

import datetime as dt
import json

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Person
from notifications import kinds, outbox
from notifications.kinds import Audience, Kind
from workflow import clock
from workflow.models import new_salt

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


def sign_in_mail(person: Person, *, subject: str, text: str, html: str = "") -> None:
    """Queue one mail about signing in; its words are encrypted, and gone when sent or expired."""
    outbox.queue(
        SIGN_IN.code,
        [person.pk],
        dedupe=new_salt(),
        secret=json.dumps({"subject": subject, "text": text, "html": html}),
        expires_at=clock.now() + dt.timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT),
    )


def invitation(person: Person, path: str) -> None:
    """The link with which somebody chooses their first password."""
    sign_in_mail(
        person,
        subject=_("Your sign-in for Super Stars"),
        text=_(
            "Somebody at your setting has made a sign-in for you.\n\n"
            "Choose your password here:\n%(link)s\n\n"
            "The link works once, and for three days."
        )
        % {"link": settings.SITE_URL + path},
    )
