"""How somebody can be reached: whoever uses no social media is told in another way (S5.6)."""

from django.db import transaction

from accounts.actions import standing
from accounts.models import Person
from workflow import engine
from workflow.actors import Actor


def note_social_media(person: Person, *, actor: Actor, no_social_media: bool) -> None:
    """Note that somebody uses no social media, or does after all. Raises NotAllowed."""
    with transaction.atomic(durable=True):
        standing.lock(person)
        person.no_social_media = no_social_media
        person.save(update_fields=["no_social_media"])
        engine.record(person, "change", actor=actor, contents=[person])
