"""Who opened what, and who was refused. Apart from the chains: reading never waits for a lock."""

from collections.abc import Iterable
from typing import Any

from django.db import models

from workflow import clock
from workflow.models import ReadEvent

# How the code of a refused attempt begins; the verb follows.
REFUSED = "refused: "


def record_read(actor: Any, obj: models.Model, what: str) -> None:
    """Note that `actor` opened `obj`; `what` is a short code such as "case page".

    One statement, which is a transaction of its own where the caller has none.
    """
    _event(actor, obj, what).save(force_insert=True)


def record_reads(actor: Any, objs: Iterable[models.Model], what: str) -> None:
    """Note that `actor` opened all of `objs` at once, as on a page that shows several. One INSERT."""
    ReadEvent.objects.bulk_create(_event(actor, obj, what) for obj in objs)


def record_refusal(actor: Any, obj: models.Model, verb: str) -> None:
    """Note a refused attempt. Call it after the rollback, outside the transaction."""
    record_read(actor, obj, f"{REFUSED}{verb}"[:60])


def _event(actor: Any, obj: models.Model, what: str) -> ReadEvent:
    return ReadEvent(
        at=clock.now(), actor_id=actor.pk, object_type=obj._meta.label_lower, object_id=obj.pk, what=what
    )


def readers_of(obj: models.Model) -> models.QuerySet[ReadEvent]:
    """Every read of `obj`, the newest first."""
    return ReadEvent.objects.filter(object_type=obj._meta.label_lower, object_id=obj.pk).order_by("-id")
