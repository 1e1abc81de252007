"""Event → who is told. To parents: a link, never a child's name."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from consents.models import ConsentRecord
from notifications import kinds, outbox
from notifications.kinds import Audience, Kind

STORED = kinds.register(
    Kind(
        code="consent-stored",
        audience=Audience.DUTY,
        title=lambda message: _("Your change about pictures is stored"),
        path=lambda message: reverse("home"),
        still_wanted=kinds.always,
        note=_(
            "It counts from the moment you said it: nothing new is shown where you said no. We take down what "
            "is on our own pages. What was printed, or copied by others, cannot be called back."
        ),
    )
)


def withdrawal_stored(person: Person, record: ConsentRecord, *, occasion: str) -> None:
    """Whoever withdrew is told that it counts, and what cannot be called back (§3.7)."""
    outbox.queue(STORED.code, [person.pk], about=record, dedupe=occasion)
