"""What is written in a case, and what is to be done."""

import datetime as dt
from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from incidents.models.cases import Case
from incidents.models.reports import Report
from workflow import clock
from workflow.models import Audited, WorkflowModel, WorkflowQuerySet


class Entry(Audited):
    """All free text of a case, append-only: chronology, messages, decisions, addenda."""

    class Kind(models.TextChoices):
        NOTE = "note", _("Note")
        CONTACT = "contact", _("Contact with an outside body")
        DECISION = "decision", _("Decision and reasons")
        MESSAGE = "message", _("Message to the author")
        ANSWER = "answer", _("Answer from the author")
        ADDENDUM = "addendum", _("Added by the author")

    SEEN_BY_AUTHOR: ClassVar = (Kind.MESSAGE, Kind.ANSWER, Kind.ADDENDUM)

    audit_schemas: ClassVar = {
        1: ("case_id", "report_id", "kind", "happened_at", "recorded_at", "author_id", "agency_id", "body")
    }

    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="entries")
    report = models.ForeignKey(Report, on_delete=models.PROTECT, null=True, related_name="entries")
    kind = models.CharField(max_length=10, choices=Kind)
    happened_at = models.DateTimeField(null=True, help_text=_("When it happened, if not when it was written"))
    recorded_at = models.DateTimeField(default=clock.now)
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey("ExternalContact", on_delete=models.PROTECT, null=True, related_name="+")
    body = models.TextField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(case__isnull=False) | Q(report__isnull=False), name="entry_belongs_somewhere"
            )
        ]

    def __str__(self) -> str:
        return self.kind

    @property
    def is_late(self) -> bool:
        """Written down more than a day after it happened (S4.2.3: the same working day)."""
        return self.happened_at is not None and self.recorded_at - self.happened_at > dt.timedelta(hours=24)


class CaseActionQuerySet(WorkflowQuerySet):
    def open(self) -> Self:
        return self.filter(state=CaseAction.State.OPEN)

    def visible_to(self, person: Person) -> Self:
        """An action shows to its owner, by its title only, unless they are in conflict with the case."""
        allowed = Case.objects.filter(pk=OuterRef("case")).without_conflict(person)
        return self.filter(Exists(allowed), owner=person)

    def reachable_by(self, person: Person) -> Self:
        """Own actions, and those of cases that `person` may see: for ending one."""
        visible = Case.objects.visible_to(person).values("pk")
        own = self.visible_to(person).values("pk")
        return self.filter(Q(case__in=visible) | Q(pk__in=own))


class CaseAction(WorkflowModel):
    """Something to do, by whom and by when. Its title must hold no fact of the case."""

    class State(models.TextChoices):
        OPEN = "open", _("To do")
        DONE = "done", _("Done")
        CANCELLED = "cancelled", _("Cancelled")

    initial = State.OPEN
    audit_schemas: ClassVar = {1: ("case_id", "title", "owner_id", "due_on", "created_at")}

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="actions")
    title = models.CharField(max_length=200)
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="case_actions")
    due_on = models.DateField()
    created_at = models.DateTimeField(default=clock.now)

    objects = CaseActionQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=["open", "done", "cancelled"]), name="action_state_is_known"
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["owner", "due_on"], name="open_actions", condition=Q(state="open"))
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def is_overdue(self) -> bool:
        return self.state == CaseAction.State.OPEN and self.due_on < clock.today()
