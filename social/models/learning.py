"""Apps and sites on which children learn from home (S3.5)."""

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from workflow import clock
from workflow.models import Audited


class LearningToolQuerySet(models.QuerySet):
    def kept(self) -> Self:
        """Those that are not ended."""
        return self.filter(ended_on=None)


class LearningTool(Audited):
    """An app or site on which children learn from home (S3.5). Used only with an assessment in force."""

    audit_schemas: ClassVar = {
        1: ("name", "provider", "purpose", "link", "min_age", "added_by_id", "added_at", "ended_on")
    }

    name = models.CharField(_("name"), max_length=120, unique=True)
    provider = models.CharField(_("who runs it"), max_length=120)
    purpose = models.CharField(_("what it is used for"), max_length=300)
    link = models.URLField(_("link"), blank=True)
    min_age = models.PositiveSmallIntegerField(_("minimum age in its terms"), null=True, blank=True)
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=clock.now)
    ended_on = models.DateField(_("no longer used since"), null=True, blank=True)

    objects = LearningToolQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name
