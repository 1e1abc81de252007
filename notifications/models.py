"""The outbox: messages, and every attempt to deliver one."""

import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from notifications import kinds
from workflow import clock
from workflow.encryption import EncryptedTextField


class MessageQuerySet(models.QuerySet):
    def undelivered(self) -> Self:
        """Neither sent, nor dropped as unwanted, nor given up."""
        return self.filter(sent_at=None, dropped_at=None, failed_at=None)

    def due(self) -> Self:
        """To be tried now: not leased by a worker, and past its next attempt."""
        moment = clock.now()
        return self.undelivered().filter(
            Q(leased_until=None) | Q(leased_until__lt=moment), next_attempt_at__lte=moment
        )


class Message(models.Model):
    """One thing told to one person. One row per `dedupe_key`, exactly.

    Holds no text about anybody: the words come from the kind. `secret` (a sign-in
    link) is encrypted and wiped when it is sent or has expired.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=40)
    recipient_id = models.UUIDField()
    object_type = models.CharField(max_length=60, blank=True)
    object_id = models.UUIDField(null=True)
    dedupe_key = models.CharField(max_length=200, unique=True)
    secret = EncryptedTextField(null=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    in_digest = models.BooleanField(default=False)
    next_attempt_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)
    attempt_count = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["next_attempt_at"],
                name="messages_to_deliver",
                condition=Q(sent_at=None, dropped_at=None, failed_at=None),
            ),
            models.Index(
                fields=["recipient_id", "-created_at"],
                name="messages_unseen",
                condition=Q(seen_at=None),
            ),
            models.Index(fields=["failed_at"], name="messages_failed", condition=Q(failed_at__isnull=False)),
        ]

    # What its title names, such as a policy; found by `kinds.name`, for a list all at once.
    named: str | None = None

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def title(self) -> str:
        if self.named is None:
            kinds.name([self])
        return str(kinds.get(self.kind).title(self))

    @property
    def path(self) -> str:
        return kinds.get(self.kind).path(self)


class Attempt(models.Model):
    """One try to deliver one message, and what came of it. Codes only."""

    class Outcome(models.TextChoices):
        SENT = "sent", _("Sent")
        UNWANTED = "unwanted", _("No longer wanted")
        NO_ADDRESS = "no_address", _("No e-mail address")
        REFUSED = "refused", _("Refused by the mail server")
        UNREACHABLE = "unreachable", _("Mail server not reached")
        EXPIRED = "expired", _("Expired before it could be sent")
        BROKEN = "broken", _("Could not be written")

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="attempts")
    at = models.DateTimeField()
    outcome = models.CharField(max_length=20, choices=Outcome)
    code = models.CharField(max_length=60, blank=True)

    def __str__(self) -> str:
        return f"{self.outcome} {self.at:%Y-%m-%d %H:%M}"
