"""The record: events, the heads of their chains, reads, checkpoints."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q


class AuditEvent(models.Model):
    """One thing that happened to one object. Append-only; chained by hash per object.

    Codes and ids only: what people wrote is in `contents` as salted digests.
    """

    id = models.BigAutoField(primary_key=True)
    object_type = models.CharField(max_length=60)
    object_id = models.UUIDField()
    sequence = models.PositiveIntegerField()
    verb = models.CharField(max_length=40)
    from_state = models.CharField(max_length=30, blank=True)
    to_state = models.CharField(max_length=30, blank=True)
    actor_id = models.UUIDField(null=True)
    system = models.CharField(max_length=40, blank=True)
    on_behalf_of_id = models.UUIDField(null=True)
    obtained = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField()
    rule = models.CharField(max_length=60, blank=True)
    reason = models.CharField(max_length=60, blank=True)
    contents = models.JSONField(default=list)
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["object_type", "object_id", "sequence"], name="event_once_per_sequence"
            ),
            models.CheckConstraint(
                condition=Q(actor_id__isnull=False) ^ ~Q(system=""), name="event_has_one_actor"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.object_type} {self.sequence} {self.verb}"


class ChainHead(models.Model):
    """The last event of one object's chain, moved by conditional UPDATE."""

    object_type = models.CharField(max_length=60)
    object_id = models.UUIDField()
    sequence = models.PositiveIntegerField()
    hash = models.CharField(max_length=64)
    sealed_sequence = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["object_type", "object_id"], name="one_head_per_chain")
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["id"],
                name="head_unsealed",
                condition=Q(sequence__gt=F("sealed_sequence")),
            )
        ]

    def __str__(self) -> str:
        return f"{self.object_type} {self.sequence}"


class ReadEvent(models.Model):
    """Somebody opened something, or was refused. Append-only; sealed by the next checkpoint."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    actor_id = models.UUIDField(null=True)
    object_type = models.CharField(max_length=60)
    object_id = models.UUIDField(null=True)
    what = models.CharField(max_length=60)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["object_type", "object_id", "id"], name="reads_of_object")]

    def __str__(self) -> str:
        return f"{self.what} {self.object_type}"


class Checkpoint(models.Model):
    """The heads that changed since the last checkpoint, chained to it. Its root leaves the system."""

    sequence = models.PositiveIntegerField(unique=True)
    at = models.DateTimeField()
    previous_root = models.CharField(max_length=64, blank=True)
    heads = models.JSONField()
    reads_up_to = models.BigIntegerField(default=0)
    reads_digest = models.CharField(max_length=64)
    root = models.CharField(max_length=64, unique=True)

    def __str__(self) -> str:
        return f"{self.sequence}: {self.root[:12]}"
