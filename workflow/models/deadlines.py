"""Time: calendars, deadline rules, the deadlines that run, and when each sweep last ended."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from workflow import clock
from workflow.models.audited import Audited


class Calendar(models.Model):
    """Whose working days count: the setting's, plain weekdays, or the local authority's."""

    code = models.CharField(max_length=30, primary_key=True)
    title = models.CharField(max_length=100)
    opens_at = models.TimeField()
    closes_at = models.TimeField()
    weekdays = models.CharField(max_length=7, default="01234", help_text=_("0 is Monday"))
    source = models.CharField(max_length=200)
    edition = models.CharField(max_length=60, blank=True)
    checked_on = models.DateField()

    def __str__(self) -> str:
        return self.title


class CalendarPeriod(models.Model):
    """A term or a closure of one calendar, both days included."""

    class Kind(models.TextChoices):
        TERM = "term", _("Term")
        CLOSURE = "closure", _("Closure")

    calendar = models.ForeignKey(Calendar, on_delete=models.CASCADE, related_name="periods")
    kind = models.CharField(max_length=10, choices=Kind)
    title = models.CharField(max_length=100)
    starts_on = models.DateField()
    ends_on = models.DateField()

    class Meta:
        ordering: ClassVar = ["starts_on"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="period_ends_after_start"),
            models.UniqueConstraint(fields=["calendar", "kind", "starts_on"], name="period_once_per_start"),
        ]

    def __str__(self) -> str:
        return self.title


class DeadlineRule(models.Model):
    """How long something may take, by whose clock, and who says so.

    `reminders` are objects of `days`, `unit` (calendar or working days) and `to`: codes of audiences
    that the app which owns the object knows. A rule without any is escalated when it was missed.
    """

    class Unit(models.TextChoices):
        WORKING_DAY = "working_day", _("working days, to the end of the day")
        CALENDAR_DAY = "calendar_day", _("calendar days, to midnight")
        MONTH = "month", _("months, to midnight")
        HOUR = "hour", _("hours")

    class Standing(models.TextChoices):
        LEGAL_DUTY = "legal_duty", _("legal duty")
        ADOPTED = "adopted", _("adopted guidance")
        DEFAULT = "default", _("this setting's own default")

    code = models.CharField(max_length=40, primary_key=True)
    title = models.CharField(max_length=150)
    amount = models.PositiveIntegerField()
    unit = models.CharField(max_length=20, choices=Unit)
    calendar = models.ForeignKey(Calendar, on_delete=models.PROTECT)
    escalate_after_hours = models.PositiveIntegerField(default=4)
    reminders = models.JSONField(
        default=list,
        blank=True,
        help_text=_("Days from the day it is due, before it negative; in which unit; who is told"),
    )
    repeat_days = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text=_("The last reminder again every so many days")
    )
    standing = models.CharField(max_length=20, choices=Standing)
    source = models.CharField(max_length=200)
    edition = models.CharField(max_length=60, blank=True)
    checked_on = models.DateField()

    def __str__(self) -> str:
        return self.title


class DeadlineQuerySet(models.QuerySet):
    def open(self) -> Self:
        return self.filter(met_at=None)

    def of(self, obj: models.Model) -> Self:
        return self.filter(object_type=obj._meta.label_lower, object_id=obj.pk)

    def missed(self) -> Self:
        """To be looked at now: not met, and due, or to be reminded of, since the last look."""
        return self.open().filter(next_check_at__lte=clock.now())


class Deadline(Audited):
    """A clock that runs on one object until the thing it waits for is done."""

    audit_schemas: ClassVar = {
        1: ("object_type", "object_id", "rule_id", "started_at", "due_at", "met_at", "level", "next_check_at")
    }

    object_type = models.CharField(max_length=60)
    object_id = models.UUIDField()
    rule = models.ForeignKey(DeadlineRule, on_delete=models.PROTECT)
    started_at = models.DateTimeField()
    due_at = models.DateTimeField()
    met_at = models.DateTimeField(null=True)
    level = models.PositiveSmallIntegerField(
        default=0, help_text=_("How often it was escalated or reminded of")
    )
    next_check_at = models.DateTimeField(null=True)

    objects = DeadlineQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["object_type", "object_id", "rule"],
                condition=Q(met_at=None),
                name="one_running_deadline_per_rule",
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["object_type", "object_id"], name="deadlines_of_object"),
            models.Index(fields=["next_check_at"], name="deadlines_to_check", condition=Q(met_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.rule_id} {self.due_at:%Y-%m-%d %H:%M}"

    @property
    def is_overdue(self) -> bool:
        return self.met_at is None and self.due_at < clock.now()


class SweepRun(models.Model):
    """When each sweep last ended, for /readyz."""

    name = models.CharField(max_length=60, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name

    @classmethod
    def ended(cls, name: str) -> None:
        """Note that the sweep `name` ended just now."""
        cls.objects.update_or_create(name=name, defaults={"at": clock.now()})
