"""What conflicts of interest are computed from has changed: those above are told after the commit."""

import uuid
from collections.abc import Iterable
from functools import partial

from django.db import transaction

from accounts.models import Person
from accounts.signals import standing_changed


def lock(person: Person) -> None:
    """Roles, ties and leaving of one person never race each other: each takes this row first."""
    Person.objects.select_for_update().filter(pk=person.pk).first()


def announce(person_ids: Iterable[uuid.UUID | None]) -> None:
    """Send `standing_changed` once the caller's transaction has committed."""
    ids = [person_id for person_id in person_ids if person_id]
    transaction.on_commit(partial(standing_changed.send_robust, sender=Person, person_ids=ids))
