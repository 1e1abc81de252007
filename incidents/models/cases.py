"""The work on reports: cases, and who sees them."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from accounts.selectors import tied_to
from incidents.models.access import Recusal, Subject
from incidents.models.reference import Category, FourC, Outcome
from incidents.models.reports import Report
from incidents.references import new_reference
from workflow import clock
from workflow.models import Audited, WorkflowModel, WorkflowQuerySet


class CaseQuerySet(WorkflowQuerySet):
    def visible_to(self, person: Person) -> Self:
        """Access row AND no conflict of interest, both as they stand at this moment (R1).

        The conflict is asked again here, whatever the access rows say, so that a subject
        or a tie added later takes effect on the next request. Whoever leads nothing any
        more sees no case, access row or not.
        """
        if not person.is_leader:
            return self.none()
        return self.filter(accesses__person=person, accesses__revoked_at=None).without_conflict(person)

    def without_conflict(self, person: Person) -> Self:
        persons, children = tied_to(person)
        named = Subject.objects.filter(case=OuterRef("pk")).filter(
            Q(person__in=[person.pk, *persons]) | Q(child__in=children)
        )
        recused = Recusal.objects.filter(case=OuterRef("pk"), person=person)
        return self.filter(~Exists(named), ~Exists(recused))

    def open(self) -> Self:
        return self.filter(state__in=Case.OPEN_STATES)


# Named here because a Meta class cannot see the class around it.
OPEN_CASE_STATES = ["received", "acknowledged", "triaged", "in_progress", "close_proposed", "reopened"]
CASE_STATES = [
    "received", "acknowledged", "triaged", "in_progress", "close_proposed",
    "closed", "reopened", "merged", "entered_in_error",
]  # fmt: skip


class Case(WorkflowModel):
    """The work on one or more reports (many to many)."""

    class State(models.TextChoices):
        RECEIVED = "received", _("Received")
        ACKNOWLEDGED = "acknowledged", _("Acknowledged")
        TRIAGED = "triaged", _("Triaged")
        IN_PROGRESS = "in_progress", _("In progress")
        CLOSE_PROPOSED = "close_proposed", _("Waiting for a second person")
        CLOSED = "closed", _("Closed")
        REOPENED = "reopened", _("Reopened")
        MERGED = "merged", _("Merged into another case")
        ENTERED_IN_ERROR = "entered_in_error", _("Entered in error")

    class Ending(models.TextChoices):
        """How a case that waits for a second person is to end."""

        CLOSE = "close", _("Close")
        ERROR = "error", _("Entered in error")

    class Urgency(models.TextChoices):
        IMMEDIATE = "1-immediate", _("Immediate")
        SAME_DAY = "2-same-day", _("Same day")
        ROUTINE = "3-routine", _("Routine")

    class Answer(models.TextChoices):
        YES = "yes", _("Yes")
        NO = "no", _("No")
        UNSURE = "unsure", _("Unsure")

    class Applied(models.TextChoices):
        """Whether a policy was applied, once somebody said so (S2.1). Which ones: `CasePolicy`."""

        SOME = "some", _("Policies were applied")
        NONE = "none", _("No policy was applied")

    OPEN_STATES: ClassVar = tuple(map(State, OPEN_CASE_STATES))
    SUPPORT_LEVELS: ClassVar = [
        (1, _("Level 1: Universal")),
        (2, _("Level 2: Additional")),
        (3, _("Level 3: Intensive")),
        (4, _("Level 4: Specialist")),
    ]
    HARM_QUESTIONS: ClassVar = ("harmed", "offence", "risk", "unsuitable")

    initial = State.RECEIVED
    audit_schemas: ClassVar = {
        1: (
            "reference", "opened_at", "is_sealed", "category_id", "four_c", "urgency", "support_level",
            "harmed", "offence", "risk", "unsuitable", "outcome_id", "parents_informed",
            "ending", "proposed_by_id", "merged_into_id",
        ),
        2: (
            "reference", "opened_at", "is_sealed", "category_id", "four_c", "urgency", "support_level",
            "harmed", "offence", "risk", "unsuitable", "outcome_id", "parents_informed", "policies_applied",
            "ending", "proposed_by_id", "merged_into_id",
        ),
    }  # fmt: skip

    reference = models.CharField(max_length=12, unique=True, default=new_reference)
    reports = models.ManyToManyField(Report, through="CaseReport", related_name="cases")
    opened_at = models.DateTimeField(default=clock.now)
    is_sealed = models.BooleanField(default=False)
    category = models.ForeignKey(Category, on_delete=models.PROTECT, null=True)
    four_c = models.CharField(max_length=10, choices=FourC, blank=True)
    urgency = models.CharField(max_length=12, choices=Urgency, blank=True)
    support_level = models.PositiveSmallIntegerField(choices=SUPPORT_LEVELS, null=True)
    harmed = models.CharField(max_length=6, choices=Answer, blank=True)
    offence = models.CharField(max_length=6, choices=Answer, blank=True)
    risk = models.CharField(max_length=6, choices=Answer, blank=True)
    unsuitable = models.CharField(max_length=6, choices=Answer, blank=True)
    outcome = models.ForeignKey(Outcome, on_delete=models.PROTECT, null=True)
    parents_informed = models.CharField(
        max_length=3, choices=[("yes", _("Yes")), ("no", _("No"))], blank=True
    )
    policies_applied = models.CharField(max_length=5, choices=Applied, blank=True)
    ending = models.CharField(max_length=10, blank=True, choices=Ending)
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="merged")
    # A copy of the earliest running deadline, kept by the actions, for the queue's order only.
    next_due_at = models.DateTimeField(null=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=CASE_STATES), name="case_state_is_known"),
            models.CheckConstraint(
                condition=Q(support_level=None) | Q(support_level__in=[1, 2, 3, 4]),
                name="support_level_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(state="merged") | Q(merged_into__isnull=False),
                name="merged_case_says_into_which",
            ),
        ]
        indexes: ClassVar = [
            # The queue reads its first rows in order, however many cases have ended.
            models.Index(
                fields=["urgency", "next_due_at", "id"],
                name="open_cases_by_urgency",
                condition=Q(state__in=OPEN_CASE_STATES),
            ),
            models.Index(fields=["-opened_at", "id"], name="cases_by_age"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def is_open(self) -> bool:
        return self.state in Case.OPEN_STATES

    @property
    def may_meet_harm_threshold(self) -> bool:
        """A yes or an unsure to any of the four questions (domain §2.3)."""
        return bool({self.harmed, self.offence, self.risk, self.unsuitable} & {"yes", "unsure"})


class CaseReport(Audited):
    """One report in one case."""

    audit_schemas: ClassVar = {1: ("case_id", "report_id")}

    case = models.ForeignKey(Case, on_delete=models.PROTECT)
    report = models.ForeignKey(Report, on_delete=models.PROTECT)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "report"], name="report_once_per_case")
        ]

    def __str__(self) -> str:
        return str(self.pk)
