"""Pictures that people sent, as they were drawn anew. The files lie in the storage `pictures`."""

import datetime as dt
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from workflow import clock
from workflow.models import Audited


class PictureQuerySet(models.QuerySet["Picture"]):
    def with_original(self) -> "PictureQuerySet":
        return self.filter(original_deleted_at=None, deleted_at=None)

    def original_due(self, on: dt.date | None = None) -> "PictureQuerySet":
        """Those whose large file has had its day by `on` (default: today) and is there still."""
        return self.with_original().filter(original_until__lt=on or clock.today())


class Picture(Audited):
    """One picture in three sizes. The row outlives its files, so that what was shown can be proven.

    Nothing of the file that was sent is kept: not its bytes, its name nor what it says of itself.
    """

    class Size(models.TextChoices):
        ORIGINAL = "original", _("Large")
        WEB = "web", _("For the web")
        THUMB = "thumb", _("Small")

    audit_schemas: ClassVar = {1: ("name", "width", "height", "sha256", "web_sha256", "original_until")}

    # Random: tells nothing, and cannot be guessed.
    name = models.CharField(max_length=32, unique=True)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    web_sha256 = models.CharField(max_length=64)
    stored_at = models.DateTimeField(default=clock.now)
    # The last day of the large file.
    original_until = models.DateField()
    original_deleted_at = models.DateTimeField(null=True)
    # When all of its files went.
    deleted_at = models.DateTimeField(null=True)

    objects = PictureQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(width__gt=0, height__gt=0), name="picture_has_a_size")
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["original_until"],
                name="picture_originals",
                condition=Q(original_deleted_at=None, deleted_at=None),
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def path(self, size: str) -> str:
        """Where one size lies in the storage."""
        return f"{self.name[:2]}/{self.name}-{size}.jpg"

    def has(self, size: str) -> bool:
        """Whether the file of this size is still kept."""
        is_gone = self.original_deleted_at if size == self.Size.ORIGINAL else None
        return self.deleted_at is None and is_gone is None
