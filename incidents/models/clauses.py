"""What a case has to do with the setting's policies: clauses that may be broken, and policies applied."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from incidents.models.cases import Case
from incidents.models.reports import Report
from policies.models import Clause, ClauseText, Policy
from workflow import clock
from workflow.models import Audited


class CaseClauseQuerySet(models.QuerySet):
    def standing(self) -> Self:
        """Not dropped: named, and perhaps confirmed."""
        return self.exclude(decision=CaseClause.Decision.DROPPED)

    def with_words(self) -> Self:
        """Each with its words, their version and policy, in the order of the policy. One query."""
        rows = self.select_related("text__version__policy").defer("text__version__outline")
        return rows.order_by("text__version__policy__title", "text__position", "pk")


class CaseClause(Audited):
    """A clause that a case may have to do with. A report or a lead names it; triage confirms or drops it.

    `text` is what whoever named it was shown: its number and words are those of that version for good,
    whatever becomes of `clause` later.
    """

    class Decision(models.TextChoices):
        NONE = "", _("to be confirmed")
        CONFIRMED = "confirmed", _("confirmed")
        DROPPED = "dropped", _("dropped")

    audit_schemas: ClassVar = {
        1: (
            "case_id", "clause_id", "text_id", "report_id", "named_by_id", "named_at", "decision",
            "decided_by_id", "decided_at",
        )
    }  # fmt: skip

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="clauses")
    clause = models.ForeignKey(Clause, on_delete=models.PROTECT, related_name="+")
    text = models.ForeignKey(ClauseText, on_delete=models.PROTECT, related_name="+")
    # Named in a report, or by a lead.
    report = models.ForeignKey(Report, on_delete=models.PROTECT, null=True, related_name="+")
    named_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    named_at = models.DateTimeField(default=clock.now)
    decision = models.CharField(max_length=10, choices=Decision, blank=True)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    objects = CaseClauseQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "clause"], name="clause_once_per_case"),
            models.CheckConstraint(
                condition=Q(report__isnull=True) ^ Q(named_by__isnull=True), name="clause_named_by_one"
            ),
            models.CheckConstraint(
                condition=Q(decision="", decided_at=None, decided_by=None)
                | Q(
                    decision__in=["confirmed", "dropped"], decided_at__isnull=False, decided_by__isnull=False
                ),
                name="clause_decided_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def is_confirmed(self) -> bool:
        return self.decision == CaseClause.Decision.CONFIRMED

    @property
    def is_dropped(self) -> bool:
        return self.decision == CaseClause.Decision.DROPPED


class CasePolicy(Audited):
    """A policy that was applied when a case was closed (S2.1). It ends when somebody says otherwise."""

    audit_schemas: ClassVar = {1: ("case_id", "policy_id", "named_by_id", "named_at", "ended_at")}

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="policies")
    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="+")
    named_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    named_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case", "policy"], condition=Q(ended_at=None), name="policy_once_per_case"
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)
