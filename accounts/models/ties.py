"""Ties that make a conflict of interest."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from accounts.models.children import Child
from accounts.models.people import Dated, Person


class Tie(Dated):
    """A tie between two persons, or a person and a child, that makes a conflict of interest (COI-4)."""

    class Kind(models.TextChoices):
        PARENT = "parent", _("Parent or carer of")
        RELATIVE = "relative", _("Relative of")
        PARTNER = "partner", _("Partner of")
        CLOSE_FRIEND = "close_friend", _("Close friend of")
        DECLARED = "declared", _("Declared relationship with")

    audit_schemas: ClassVar = {
        1: ("person_id", "other_person_id", "child_id", "kind", "source", "starts_on", "ends_on")
    }

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="ties")
    other_person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="ties_to", null=True, blank=True
    )
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="ties", null=True, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    source = models.CharField(_("how it is known"), max_length=120)

    history = HistoricalRecords()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(other_person=None) ^ Q(child=None), name="tie_has_one_other_end"
            ),
            models.CheckConstraint(
                condition=Q(other_person=None) | ~Q(other_person=F("person")), name="tie_not_to_oneself"
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="tie_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
