"""What a case has to do with the setting's policies: clauses that may be broken, and policies applied."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from accounts.models import Person
from incidents.models.cases import Case
from incidents.models.named import NamedInCase, NamedQuerySet, named_and_decided
from policies.models import Clause, ClauseText, Policy
from workflow import clock
from workflow.models import Audited


class CaseClauseQuerySet(NamedQuerySet):
    def with_words(self) -> Self:
        """Each with its words, their version and policy, in the order of the policy. One query."""
        rows = self.select_related("text__version__policy").defer("text__version__outline")
        return rows.order_by("text__version__policy__title", "text__position", "pk")


class CaseClause(NamedInCase):
    """A clause that a case may have to do with. A report or a lead names it; triage confirms or drops it.

    `text` is what whoever named it was shown: its number and words are those of that version for good,
    whatever becomes of `clause` later.
    """

    audit_schemas: ClassVar = {
        1: (
            "case_id", "clause_id", "text_id", "report_id", "named_by_id", "named_at", "decision",
            "decided_by_id", "decided_at",
        )
    }  # fmt: skip

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="clauses")
    clause = models.ForeignKey(Clause, on_delete=models.PROTECT, related_name="+")
    text = models.ForeignKey(ClauseText, on_delete=models.PROTECT, related_name="+")

    objects = CaseClauseQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "clause"], name="clause_once_per_case"),
            *named_and_decided("clause"),
        ]

    @property
    def key(self) -> object:
        return self.clause_id


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
