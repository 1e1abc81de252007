"""Children of the setting, and who has parental responsibility for them."""

import datetime as dt
from typing import ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from accounts.models.people import Person
from workflow import clock
from workflow.models import Audited


class Child(Audited):
    """A child of the setting. Children never have accounts (S6.4)."""

    class Care(models.TextChoices):
        """Who shares parental responsibility by law; decides whose yes counts for images (domain §3.2)."""

        NONE = "none", _("Not looked after")
        ACCOMMODATED = (
            "accommodated",
            _("Looked after by agreement (section 20): parents keep responsibility"),
        )
        CARE_ORDER = "care_order", _("Under a care order (section 31): the local authority shares it")

    audit_schemas: ClassVar = {
        1: ("given_name", "family_name", "born_on", "room", "left_on"),
        2: ("given_name", "family_name", "born_on", "room", "started_on", "left_on"),
    }

    given_name = models.CharField(_("given name"), max_length=100)
    family_name = models.CharField(_("family name"), max_length=100, blank=True)
    born_on = models.DateField(_("date of birth"))
    room = models.CharField(_("room"), max_length=60, blank=True)
    started_on = models.DateField(_("started on"), null=True, blank=True)
    left_on = models.DateField(_("left on"), null=True, blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering: ClassVar = ["given_name", "family_name", "id"]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()

    def check_days(self) -> None:
        """Raises ValidationError, by field, for days that cannot be."""
        if self.born_on > clock.today():
            raise ValidationError({"born_on": _("The date of birth must be in the past.")})
        if self.started_on and self.started_on < self.born_on:
            raise ValidationError({"started_on": _("The first day must be after the date of birth.")})
        if self.left_on and self.left_on < self.born_on:
            raise ValidationError({"left_on": _("The last day must be after the date of birth.")})


class StandingQuerySet(models.QuerySet):
    """Rows with `begins_at` and an optional `ended_at`: what held at which moment can always be told."""

    def holding(self, at: dt.datetime | None = None) -> Self:
        moment = at or clock.now()
        return self.filter(Q(ended_at=None) | Q(ended_at__gt=moment), begins_at__lte=moment)


class Standing(Audited):
    """Something that holds from one moment to another. A change ends the row and makes another."""

    begins_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = StandingQuerySet.as_manager()

    class Meta:
        abstract = True


class CareStatus(Standing):
    """That a child is looked after, and how: it decides whose yes counts for images (domain §3.2).

    No row: not looked after.
    """

    class Kind(models.TextChoices):
        ACCOMMODATED = "accommodated", _("By agreement (section 20): parents keep responsibility")
        CARE_ORDER = "care_order", _("Care order (section 31): the local authority shares responsibility")

    audit_schemas: ClassVar = {1: ("child_id", "kind", "begins_at", "ended_at")}

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="care_statuses")
    kind = models.CharField(_("how"), max_length=15, choices=Kind)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["child"], condition=Q(ended_at=None), name="one_care_status_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())


class ChildContact(Standing):
    """That somebody belongs to a child, and whether they may decide for it (domain §3.2).

    Only `yes` and `delegated`, verified by somebody else on a day, decide. Foster carers and others
    without parental responsibility decide only what a written plan delegates to them.
    """

    class Capacity(models.TextChoices):
        MOTHER = "mother", _("Mother")
        FATHER = "father", _("Father")
        PARENT = "parent", _("Parent")
        ADOPTIVE = "adoptive", _("Adoptive parent")
        GUARDIAN = "guardian", _("Special guardian")
        AUTHORITY = "authority", _("Local authority")
        FOSTER = "foster", _("Foster carer")
        STEP_PARENT = "step_parent", _("Step-parent")
        GRANDPARENT = "grandparent", _("Grandparent")
        OTHER = "other", _("Somebody else")

    class Responsibility(models.TextChoices):
        YES = "yes", _("Has parental responsibility")
        DELEGATED = "delegated", _("Decides about images by a written plan")
        UNVERIFIED = "unverified", _("Says so, not verified yet")
        NO = "no", _("Does not have it")

    DECIDING: ClassVar = (Responsibility.YES, Responsibility.DELEGATED)
    CAPACITY_WAS_VERIFIED: ClassVar = _(
        "Their right to decide was verified of whom they were. "
        "End this contact on the child’s page, then add it anew."
    )

    audit_schemas: ClassVar = {
        1: (
            "child_id", "person_id", "capacity", "responsibility", "evidence", "verified_by_id",
            "verified_on", "has_order", "begins_at", "ended_at",
        )
    }  # fmt: skip

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="contacts")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="contacts")
    capacity = models.CharField(_("who they are"), max_length=15, choices=Capacity)
    responsibility = models.CharField(
        _("parental responsibility"), max_length=12, choices=Responsibility, default=Responsibility.UNVERIFIED
    )
    evidence = models.CharField(_("what was seen"), max_length=200, blank=True)
    verified_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    verified_on = models.DateField(_("verified on"), null=True, blank=True)
    has_order = models.BooleanField(_("a court order says something about it"), default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["child", "person"], condition=Q(ended_at=None), name="one_open_contact_per_person"
            ),
            models.CheckConstraint(
                condition=Q(responsibility__in=["unverified", "no"])
                | (Q(verified_by__isnull=False, verified_on__isnull=False) & ~Q(evidence="")),
                name="deciding_contact_is_verified",
            ),
            # Nobody says of themselves that they may decide (domain R7).
            models.CheckConstraint(
                condition=Q(verified_by=None) | ~Q(verified_by=F("person")),
                name="contact_verified_by_another",
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_capacity_display())
