"""The setting itself."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Organisation(models.Model):
    """The setting itself: one row, edited in the app."""

    name = models.CharField(_("name"), max_length=150)
    owner_label = models.CharField(_("what the owner is called"), max_length=60)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    source = models.CharField(max_length=200)
    checked_on = models.DateField()

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=Q(id=1), name="one_organisation")]

    def __str__(self) -> str:
        return self.name
