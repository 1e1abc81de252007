"""What somebody sends, and what they have typed so far."""

import datetime as dt
import uuid
from typing import Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Child, Person
from incidents.references import new_reference
from workflow import clock
from workflow.models import Audited, WorkflowModel, WorkflowQuerySet

DRAFT_DAYS = 30


def draft_expiry() -> dt.date:
    return clock.today() + dt.timedelta(days=DRAFT_DAYS)


class DraftQuerySet(models.QuerySet):
    def visible_to(self, person: Person) -> Self:
        """A draft is its author's alone, whatever anybody's role."""
        return self.filter(author=person)


class Draft(models.Model):
    """What somebody has typed and not sent. Not audited; gone at sending or on its day.

    `answers` maps a question page's code to the fields as they were typed, right or wrong.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    author = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="drafts")
    report_type = models.CharField(max_length=40)
    answers = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=clock.now)
    updated_at = models.DateTimeField(default=clock.now)
    delete_on = models.DateField(default=draft_expiry)

    objects = DraftQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["author", "-updated_at"], name="drafts_of_author")]

    def __str__(self) -> str:
        return str(self.pk)

    def typed(self, page: str) -> dict[str, Any]:
        return self.answers.get(page, {})


class ReportQuerySet(WorkflowQuerySet):
    def visible_to(self, person: Person) -> Self:
        """One's own reports, always (design: the author keeps what they wrote)."""
        return self.filter(author=person)

    def unrouted(self) -> Self:
        return self.filter(state=Report.State.SENT)


class Report(WorkflowModel):
    """What somebody sent. Its content can never be changed; additions are entries."""

    class State(models.TextChoices):
        SENT = "sent", _("Sent")
        ROUTED = "routed", _("With a safeguarding lead")
        SEALED = "sealed", _("Sealed: outside contacts only")

    class Told(models.TextChoices):
        YES = "yes", _("Yes")
        NO = "no", _("No, not yet")

    initial = State.SENT
    audit_schemas: ClassVar = {
        1: (
            "reference", "report_type", "author_id", "about", "body", "happened_on", "happened_time",
            "noticed_on", "noticed_time", "place", "told_dsl", "answers", "sent_at",
        )
    }  # fmt: skip

    reference = models.CharField(max_length=12, unique=True, default=new_reference)
    report_type = models.CharField(max_length=40)
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="reports")
    about = models.JSONField(default=list, help_text=_("Whom it could involve (COI-1)"))
    body = models.TextField()
    happened_on = models.DateField(null=True)
    happened_time = models.TimeField(null=True)
    noticed_on = models.DateField(null=True)
    noticed_time = models.TimeField(null=True)
    place = models.CharField(max_length=200, blank=True)
    told_dsl = models.CharField(max_length=5, choices=Told, blank=True)
    answers = models.JSONField(default=dict, help_text=_("What only this type of report asks"))
    sent_at = models.DateTimeField(default=clock.now)

    objects = ReportQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(state__in=["sent", "routed", "sealed"]), name="report_state_is_known"
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["author", "-sent_at"], name="reports_of_author"),
            models.Index(fields=["sent_at"], name="reports_unrouted", condition=models.Q(state="sent")),
        ]

    def __str__(self) -> str:
        return self.reference


class ReportPerson(Audited):
    """Somebody named in a report, with their part: from the register, or by a name as typed."""

    class Part(models.TextChoices):
        SUBJECT = "subject", _("It is about this person")
        CHILD = "child", _("A child it concerns")
        WITNESS = "witness", _("Saw or heard it")
        OTHER = "other", _("Somebody else involved")

    audit_schemas: ClassVar = {1: ("report_id", "part", "person_id", "child_id", "name")}

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="people")
    part = models.CharField(max_length=10, choices=Part)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(person=None) | models.Q(child=None), name="report_person_is_one"
            )
        ]

    def __str__(self) -> str:
        return self.part

    @property
    def display_name(self) -> str:
        return str(self.person or self.child or self.name)
