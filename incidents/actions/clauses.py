"""What a case has to do with policies: clauses named, confirmed, dropped; policies applied; all carried on.

Each works in the caller's transaction, writes its rows, and returns those that the caller's event must seal.
"""

from collections.abc import Collection

from django.utils.translation import gettext as _

from accounts.models import Person
from incidents.actions import naming
from incidents.actions.naming import Chosen
from incidents.models import Case, CaseClause, CasePolicy, Report
from incidents.selectors import clauses
from policies.models import ClauseText, Policy
from workflow import clock


def proposed(case: Case, report: Report) -> list[CaseClause]:
    """The clause that a report names, for a case that is being opened; not stored yet.

    Asks the database only if the report names one, and never refuses the report (R3).
    """
    said = report.answers.get("clause")
    text = clauses.shown(said.get("text")) if isinstance(said, dict) else None
    return [_row(case, text, report=report)] if text else []


def decide(case: Case, chosen: Chosen[ClauseText], *, actor: Person) -> list[CaseClause]:
    """Confirm, drop and add, with the case locked; see `naming`."""
    added = [_row(case, text, named_by=actor) for text in chosen.added]
    return naming.decide(case.clauses.with_words(), chosen, added=added, actor=actor)


def in_words(rows: Collection[CaseClause]) -> str:
    """What was decided about clauses, for the chronology; empty when nothing was."""
    return naming.in_words(
        rows,
        lambda row: clauses.label(row.text),
        _("Clauses confirmed: %(named)s."),
        _("Clauses dropped: %(named)s."),
    )


def carry(case: Case, into: Case) -> list[CaseClause]:
    """Let the clauses of a case that is merged go on in the other."""
    return naming.carry(
        case.clauses.standing().order_by("pk"),
        into.clauses.all(),
        lambda row: _row(into, row.text, report=row.report, named_by=row.named_by),
    )


def apply(case: Case, policies: Collection[Policy], *, actor: Person) -> list[CasePolicy]:
    """Say which policies were applied, with the case locked; what was said before and no longer holds ends."""
    named = {policy.pk for policy in policies}
    held = list(case.policies.filter(ended_at=None))
    ended = [row for row in held if row.policy_id not in named]
    for row in ended:
        row.ended_at = clock.now()
        row.save(update_fields=["ended_at"])
    new = [
        CasePolicy(case=case, policy_id=pk, named_by=actor, named_at=clock.now())
        for pk in sorted(named - {row.policy_id for row in held})
    ]
    CasePolicy.objects.bulk_create(new)
    return [*ended, *new]


def _row(
    case: Case, text: ClauseText, *, report: Report | None = None, named_by: Person | None = None
) -> CaseClause:
    return CaseClause(
        case=case,
        clause_id=text.clause_id,
        text=text,
        report=report,
        named_by=named_by,
        named_at=clock.now(),
    )
