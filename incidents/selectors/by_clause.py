"""Cases by the clauses of a policy, for those who may know of them: for the policy's page and its reviews.

Everything begins with what `viewer` may see, so that no count, gap or link tells of another case (R8).
"""

import dataclasses
import datetime as dt
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from accounts.models import Person
from incidents.models import Case, CaseClause, CasePolicy
from incidents.selectors import clauses
from policies.counts import Line
from policies.models import Policy
from workflow import clock
from workflow.models import AuditEvent

# A merged case goes on in another, which has its clauses; one entered in error is about nothing.
COUNTED = [state for state in Case.State.values if state not in ("merged", "entered_in_error")]
ENDED_BY = ("close", "close alone")


@dataclasses.dataclass(frozen=True)
class Counted:
    """How many cases name one clause, and of how many a lead has confirmed it."""

    clause_id: UUID
    number: str
    cases: int
    confirmed: int

    @property
    def words(self) -> str:
        """Worded so that one and many read the same."""
        said = {"cases": self.cases, "waiting": self.cases - self.confirmed}
        if self.cases == self.confirmed:
            return _("Cases: %(cases)s") % said
        return _("Cases: %(cases)s, of which to be confirmed: %(waiting)s") % said


def of_policy(policy: Policy, viewer: Person, since: dt.date | None = None) -> list[Counted]:
    """The clauses of a policy that a case names which `viewer` may see, in the order of the text."""
    seen = opened_since(Case.objects.visible_to(viewer).filter(state__in=COUNTED), since)
    named = CaseClause.objects.standing().filter(clause__policy=policy, case__in=seen)
    confirmed = Count("pk", filter=Q(decision=CaseClause.Decision.CONFIRMED))
    rows = named.order_by().values("clause_id").annotate(cases=Count("pk"), confirmed=confirmed)
    by_clause = {row["clause_id"]: (row["cases"], row["confirmed"]) for row in rows}
    numbers = clauses.numbers_of(by_clause)
    return [Counted(pk, number, *by_clause[pk]) for pk, number in numbers.items()]


def naming(cases: QuerySet[Case], clause_id: UUID) -> QuerySet[Case]:
    """Of `cases`, those that are counted for a clause."""
    named = CaseClause.objects.standing().filter(case=OuterRef("pk"), clause=clause_id)
    return cases.filter(Exists(named), state__in=COUNTED)


def applying(cases: QuerySet[Case], policy_id: UUID) -> QuerySet[Case]:
    """Of `cases`, those that were closed under a policy."""
    applied = CasePolicy.objects.filter(case=OuterRef("pk"), policy=policy_id, ended_at=None)
    return cases.filter(Exists(applied), state=Case.State.CLOSED)


def opened_since(cases: QuerySet[Case], since: dt.date | None) -> QuerySet[Case]:
    """Of `cases`, those opened on this day of London or later; all of them without a day."""
    return cases.filter(opened_at__gte=clock.london(since, dt.time(0))) if since else cases


def closed_since(policy: Policy, viewer: Person, since: dt.date) -> QuerySet[Case]:
    """Cases closed since a day that applied the policy, or name a clause of it; the last opened first."""
    endings = AuditEvent.objects.filter(
        object_type=Case._meta.label_lower,
        object_id=OuterRef("pk"),
        verb__in=ENDED_BY,
        at__gte=clock.london(since, dt.time(0)),
    )
    applied = CasePolicy.objects.filter(case=OuterRef("pk"), policy=policy, ended_at=None)
    named = CaseClause.objects.standing().filter(case=OuterRef("pk"), clause__policy=policy)
    seen = Case.objects.visible_to(viewer).filter(state=Case.State.CLOSED)
    return seen.filter(Exists(applied) | Exists(named), Exists(endings)).order_by(F("opened_at").desc(), "pk")


def listed(**narrowed: Any) -> str:
    """The address of the cases behind a number."""
    return f"{reverse('queue')}?{urlencode({'state': 'all', **narrowed})}"


def for_policy(policy: Policy, viewer: Person) -> list[Line]:
    """What the policy's page counts. Who may see no case of it gets no line, not a nought."""
    lines = [
        Line(row.clause_id, row.words, listed(clause=row.clause_id)) for row in of_policy(policy, viewer)
    ]
    applied = applying(Case.objects.visible_to(viewer), policy.pk).count()
    if applied:
        words = _("Closed cases to which it was applied: %(cases)s") % {"cases": applied}
        lines.append(Line(None, words, listed(policy=policy.pk)))
    return lines
