"""The rows of the engine: events, chain heads, checkpoints, reads, deadlines, calendars."""

import secrets
import uuid
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from workflow import clock
from workflow.lifecycle import Lifecycle


def new_salt() -> str:
    """128 random bits in hex. It lives with a content, so that erasing both leaves nothing to guess."""
    return secrets.token_hex(16)


class Audited(models.Model):
    """A row whose content every event about it seals.

    `audit_schemas` maps a schema version to field names; the highest is used for
    new events, older ones are kept so that old events stay provable.
    """

    audit_schemas: ClassVar[dict[int, tuple[str, ...]]] = {}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    salt = models.CharField(max_length=32, default=new_salt, editable=False)

    class Meta:
        abstract = True


class WorkflowQuerySet(models.QuerySet):
    """A QuerySet that refuses to write a state: only the engine does."""

    engine_only = frozenset({"state", "version"})

    def update(self, **fields: Any) -> int:
        if self.engine_only & fields.keys():
            raise TypeError("A state is changed by workflow.engine.advance() only.")
        return super().update(**fields)

    def bulk_update(self, objs: Any, fields: Any, batch_size: int | None = None) -> int:
        if self.engine_only & set(fields):
            raise TypeError("A state is changed by workflow.engine.advance() only.")
        return super().bulk_update(objs, fields, batch_size)

    def _move(self, **fields: Any) -> int:
        """The engine's own conditional UPDATE."""
        return super().update(**fields)

    def bulk_create(self, objs: Any, *args: Any, **options: Any) -> list[Any]:
        rows = list(objs)
        if options.get("update_conflicts"):
            raise TypeError("A state is changed by workflow.engine.advance() only.")
        if any(row.state != row.initial for row in rows):
            raise TypeError("A new row starts in its lifecycle's initial state.")
        return super().bulk_create(rows, *args, **options)


class WorkflowModel(Audited):
    """A row with a lifecycle. `save()` never writes `state` or `version` of a stored row."""

    initial: ClassVar[str]

    state = models.CharField(max_length=30, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)

    objects = WorkflowQuerySet.as_manager()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A deferred state is absent here; asking for it would ask the database.
        if self.__dict__.get("state") == "":
            self.state = self.initial

    def get_state_display(self) -> str:
        """The state in words, as for any field with choices; these belong to the subclass."""
        return str(type(self).State(self.state).label)

    def save(self, **options: Any) -> None:
        if not self._state.adding:
            named = options.get("update_fields")
            names = (
                set(named)
                if named is not None
                else {field.name for field in self._meta.concrete_fields if not field.primary_key}
            )
            options["update_fields"] = names - WorkflowQuerySet.engine_only
        elif self.state != self.initial:
            raise TypeError("A new row starts in its lifecycle's initial state.")
        super().save(**options)

    @property
    def lifecycle(self) -> Lifecycle:
        """The table of this model's steps; registered by its app under the model's label."""
        return Lifecycle.registry[self._meta.label_lower]


class AuditEvent(models.Model):
    """One thing that happened to one object. Append-only; chained by hash per object.

    Codes and ids only: what people wrote is in `contents` as salted digests.
    """

    id = models.BigAutoField(primary_key=True)
    object_type = models.CharField(max_length=60)
    object_id = models.UUIDField()
    sequence = models.PositiveIntegerField()
    verb = models.CharField(max_length=40)
    from_state = models.CharField(max_length=30, blank=True)
    to_state = models.CharField(max_length=30, blank=True)
    actor_id = models.UUIDField(null=True)
    system = models.CharField(max_length=40, blank=True)
    on_behalf_of_id = models.UUIDField(null=True)
    obtained = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField()
    rule = models.CharField(max_length=60, blank=True)
    reason = models.CharField(max_length=60, blank=True)
    contents = models.JSONField(default=list)
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["object_type", "object_id", "sequence"], name="event_once_per_sequence"
            ),
            models.CheckConstraint(
                condition=Q(actor_id__isnull=False) ^ ~Q(system=""), name="event_has_one_actor"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.object_type} {self.sequence} {self.verb}"


class ChainHead(models.Model):
    """The last event of one object's chain, moved by conditional UPDATE."""

    object_type = models.CharField(max_length=60)
    object_id = models.UUIDField()
    sequence = models.PositiveIntegerField()
    hash = models.CharField(max_length=64)
    sealed_sequence = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["object_type", "object_id"], name="one_head_per_chain")
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["id"],
                name="head_unsealed",
                condition=Q(sequence__gt=F("sealed_sequence")),
            )
        ]

    def __str__(self) -> str:
        return f"{self.object_type} {self.sequence}"


class ReadEvent(models.Model):
    """Somebody opened something, or was refused. Append-only; sealed by the next checkpoint."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    actor_id = models.UUIDField(null=True)
    object_type = models.CharField(max_length=60)
    object_id = models.UUIDField(null=True)
    what = models.CharField(max_length=60)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["object_type", "object_id", "id"], name="reads_of_object")]

    def __str__(self) -> str:
        return f"{self.what} {self.object_type}"


class Checkpoint(models.Model):
    """The heads that changed since the last checkpoint, chained to it. Its root leaves the system."""

    sequence = models.PositiveIntegerField(unique=True)
    at = models.DateTimeField()
    previous_root = models.CharField(max_length=64, blank=True)
    heads = models.JSONField()
    reads_up_to = models.BigIntegerField(default=0)
    reads_digest = models.CharField(max_length=64)
    root = models.CharField(max_length=64, unique=True)

    def __str__(self) -> str:
        return f"{self.sequence}: {self.root[:12]}"


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
    """How long something may take, by whose clock, and who says so."""

    class Unit(models.TextChoices):
        WORKING_DAY = "working_day", _("working days, to the end of the day")
        CALENDAR_DAY = "calendar_day", _("calendar days, to midnight")
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
        """Due, not met, and not escalated since."""
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
    level = models.PositiveSmallIntegerField(default=0, help_text=_("How often it was escalated"))
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
