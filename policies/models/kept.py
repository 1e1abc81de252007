"""What somebody typed of a draft and has not saved: theirs alone, not part of the record."""

from typing import ClassVar

from django.db import models

from accounts.models import Person
from policies.models.versions import PolicyVersion
from workflow import clock

KEPT_DAYS = 14


class KeptWords(models.Model):
    """A whole draft as Markdown, as far as one person had typed; gone when they save or throw it away.

    `seen` is the version (of the row) that they began from.
    """

    version = models.ForeignKey(PolicyVersion, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    seen = models.PositiveIntegerField()
    text = models.TextField()
    kept_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "person"], name="kept_words_once_per_person")
        ]

    def __str__(self) -> str:
        return str(self.pk)
