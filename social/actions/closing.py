"""The end of an official account: closed on the platform, with everything that waited on it."""

from django.db import transaction

from accounts.models import Person
from social.models import OfficialAccount, Recertification
from workflow import engine
from workflow.actors import System

CLOSING = System("account closed")


def close(account: OfficialAccount, *, actor: Person, seen: int) -> None:
    """Close it for good; checks that waited on it are no longer needed. Raises NotAllowed, WrongState, StaleState."""
    with transaction.atomic(durable=True):
        locked = engine.lock(OfficialAccount, account.pk)
        engine.advance(locked, "close", actor=actor, version=seen)
        waiting = Recertification.objects.filter(account=locked, state=Recertification.State.OPEN)
        for check in waiting.order_by("pk"):
            engine.advance(check, "overtake", actor=CLOSING, version=check.version)
