"""The action plan (§6.10): what is to be done, by whom and by when, whatever it comes from."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Person, Role
from policies.models.reviews import Review
from workflow import clock
from workflow.models import Audited, WorkflowModel, WorkflowQuerySet

OPEN_PLAN_STATES = ["open", "in_progress", "blocked", "claimed"]
PLAN_STATES = [*OPEN_PLAN_STATES, "verified", "cancelled"]


class PlanActionQuerySet(WorkflowQuerySet):
    def visible_to(self, person: Person) -> Self:
        """The whole plan for leaders and inspectors, their own actions for everybody else (§5, §6.10)."""
        sees_all = person.is_leader or person.holds(Role.INSPECTOR)
        return self if sees_all else self.filter(owner=person)

    def open(self) -> Self:
        return self.filter(state__in=OPEN_PLAN_STATES)

    def to_do_by(self, person: Person) -> Self:
        """What is theirs to do still; what they said was done waits for somebody else."""
        return self.open().filter(owner=person.pk).exclude(state="claimed")

    def overdue(self) -> Self:
        return self.open().filter(due_on__lt=clock.today())


class PlanAction(WorkflowModel):
    """One thing to do. Its title must hold no fact of a case: everybody with a plan reads it (§6.10)."""

    class State(models.TextChoices):
        OPEN = "open", _("To do")
        IN_PROGRESS = "in_progress", _("In progress")
        BLOCKED = "blocked", _("Blocked")
        CLAIMED = "claimed", _("Done, to be verified")
        VERIFIED = "verified", _("Verified")
        CANCELLED = "cancelled", _("Cancelled")

    class Origin(models.TextChoices):
        REVIEW = "review", _("Review of a policy")
        CASE = "case", _("A case")
        DEBRIEF = "debrief", _("A debrief")
        MONITORING = "monitoring", _("Monitoring")
        RISK_ASSESSMENT = "risk_assessment", _("A risk assessment")
        OTHER = "other", _("Something else")

    initial = State.OPEN
    audit_schemas: ClassVar = {
        1: (
            "title", "owner_id", "due_on", "origin", "review_id", "created_by_id", "created_at",
            "claimed_by_id",
        )
    }  # fmt: skip

    title = models.CharField(_("what is to be done"), max_length=200)
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="plan_actions")
    due_on = models.DateField(_("by when"))
    origin = models.CharField(_("where it comes from"), max_length=15, choices=Origin)
    review = models.ForeignKey(Review, on_delete=models.PROTECT, null=True, related_name="actions")
    created_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(default=clock.now)
    claimed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    objects = PlanActionQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=PLAN_STATES), name="plan_state_is_known")
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["due_on", "id"], name="plan_open_by_due", condition=Q(state__in=OPEN_PLAN_STATES)
            ),
            models.Index(fields=["owner", "due_on"], name="plan_of_owner"),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def is_overdue(self) -> bool:
        return self.state in OPEN_PLAN_STATES and self.due_on < clock.today()


class PlanEntry(Audited):
    """What was written about an action: evidence, what blocks it, why it was sent back. Append-only."""

    class Kind(models.TextChoices):
        NOTE = "note", _("Note")
        CHANGED = "changed", _("Why it was changed")
        BLOCKED = "blocked", _("What is in the way")
        EVIDENCE = "evidence", _("How it was done")
        SENT_BACK = "sent_back", _("Why it is not done yet")
        VERIFIED = "verified", _("How it was verified")
        CANCELLED = "cancelled", _("Why it is not needed")

    audit_schemas: ClassVar = {1: ("action_id", "kind", "body", "by_id", "at")}

    action = models.ForeignKey(PlanAction, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=10, choices=Kind)
    body = models.TextField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["at", "id"]

    def __str__(self) -> str:
        return self.kind
