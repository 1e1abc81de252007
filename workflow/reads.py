"""Who opened what, and who was refused. Apart from the chains: reading never waits for a lock."""

from typing import Any

from django.db import models

from workflow import clock
from workflow.models import ReadEvent


def record_read(actor: Any, obj: models.Model, what: str) -> None:
    """Note that `actor` opened `obj`; `what` is a short code such as "case page"."""
    ReadEvent.objects.create(
        at=clock.now(),
        actor_id=actor.pk,
        object_type=obj._meta.label_lower,
        object_id=obj.pk,
        what=what,
    )


def record_refusal(actor: Any, obj: models.Model, verb: str) -> None:
    """Note a refused attempt. Call it after the rollback, outside the transaction."""
    record_read(actor, obj, f"refused: {verb}"[:60])


def readers_of(obj: models.Model) -> models.QuerySet[ReadEvent]:
    """Every read of `obj`, the newest first."""
    return ReadEvent.objects.filter(object_type=obj._meta.label_lower, object_id=obj.pk).order_by("-id")
