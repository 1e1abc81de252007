"""Whom a case is about, who may see it, and who stepped back."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Child, Person
from workflow import clock
from workflow.models import Audited


class Subject(Audited):
    """Whom a case is about. A person named here, and their ties, never see the case."""

    audit_schemas: ClassVar = {1: ("case_id", "person_id", "child_id", "name", "added_at", "added_by_id")}

    case = models.ForeignKey("incidents.Case", on_delete=models.PROTECT, related_name="subjects")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=200, blank=True)
    added_at = models.DateTimeField(default=clock.now)
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case", "person"], condition=Q(person__isnull=False), name="subject_person_once"
            ),
            models.UniqueConstraint(
                fields=["case", "child"], condition=Q(child__isnull=False), name="subject_child_once"
            ),
            models.CheckConstraint(condition=Q(person=None) | Q(child=None), name="subject_is_one"),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def display_name(self) -> str:
        return str(self.person or self.child or self.name)


class Access(Audited):
    """That one person may see one case: why, from when, until when. Granted by routing or by a lead."""

    class Capacity(models.TextChoices):
        LEAD = "lead", _("Lead")
        INFORMED = "informed", _("Informed")

    # The rule of an access that a lead gave, and may end.
    BY_HAND: ClassVar = "given by a lead"

    audit_schemas: ClassVar = {1: ("case_id", "person_id", "capacity", "rule", "granted_at", "revoked_at")}

    case = models.ForeignKey("incidents.Case", on_delete=models.PROTECT, related_name="accesses")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    capacity = models.CharField(max_length=10, choices=Capacity)
    rule = models.CharField(max_length=60)
    granted_at = models.DateTimeField(default=clock.now)
    revoked_at = models.DateTimeField(null=True)
    # News for this reader; cleared by opening the case. A convenience, not part of the record.
    is_unread = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case", "person"], condition=Q(revoked_at=None), name="one_access_per_person"
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["person", "case"], name="access_in_force", condition=Q(revoked_at=None)),
            models.Index(
                fields=["person", "case"],
                name="access_unread",
                condition=Q(revoked_at=None, is_unread=True),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Recusal(Audited):
    """Somebody stepped back from one case for good."""

    audit_schemas: ClassVar = {1: ("case_id", "person_id", "at")}

    case = models.ForeignKey("incidents.Case", on_delete=models.PROTECT, related_name="recusals")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "person"], name="recused_once")]

    def __str__(self) -> str:
        return str(self.pk)
