"""What somebody had typed when their session ended: theirs alone, not part of the record."""

import datetime as dt
import json
import uuid
from typing import Any, ClassVar, Self

from django.db import models

from accounts.models.people import Person
from workflow import clock
from workflow.encryption import EncryptedTextField

KEPT_FOR = dt.timedelta(hours=24)


class UnsentFormQuerySet(models.QuerySet["UnsentForm"]):
    def kept_for(self, person: Person) -> Self:
        """What this person typed, and may still have back."""
        return self.filter(person=person, kept_at__gt=clock.now() - KEPT_FOR)

    def outdated(self) -> Self:
        return self.filter(kept_at__lte=clock.now() - KEPT_FOR)


class UnsentForm(models.Model):
    """One form that arrived without its author's session; sealed, because it may be about anything.

    `path` is where it was sent to, `page` where it was typed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    path = models.CharField(max_length=300)
    page = models.CharField(max_length=300)
    sealed = EncryptedTextField()
    had_files = models.BooleanField(default=False)
    kept_at = models.DateTimeField(default=clock.now)
    sent_at = models.DateTimeField(null=True, blank=True)

    objects = UnsentFormQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "path"], name="one_unsent_form_per_page")
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def fields(self) -> dict[str, list[str]]:
        """What the form held, by the fields' names."""
        held: dict[str, Any] = json.loads(self.sealed)
        return held

    @property
    def gone_at(self) -> dt.datetime:
        return self.kept_at + KEPT_FOR
