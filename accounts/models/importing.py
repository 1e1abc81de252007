"""A file of children and contacts that somebody has loaded and not confirmed."""

import datetime as dt
import uuid
from typing import ClassVar, Self

from django.db import models

from accounts.models.people import Person
from workflow import clock
from workflow.encryption import EncryptedTextField

KEPT_FOR = dt.timedelta(days=1)


class ImportPreviewQuerySet(models.QuerySet):
    def of(self, person: Person) -> Self:
        """What `person` loaded, while its day lasts. Nobody sees another's."""
        return self.filter(person=person, delete_at__gt=clock.now())


def deletion_time() -> dt.datetime:
    return clock.now() + KEPT_FOR


class ImportPreview(models.Model):
    """The rows of a file as they were read, encrypted; only for whoever loaded it, and one at a time.

    A draft: not audited, gone when it is confirmed or thrown away, and after a day at the latest.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="+")
    table = EncryptedTextField()
    delete_at = models.DateTimeField(default=deletion_time)

    objects = ImportPreviewQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["delete_at"], name="import_previews_by_end")]

    def __str__(self) -> str:
        return str(self.pk)
