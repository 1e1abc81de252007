"""What a case has to do with policies: clauses named, confirmed, dropped; policies applied; all carried on.

Each works in the caller's transaction, writes its rows, and returns those that the caller's event must seal.
"""

import dataclasses
from collections.abc import Collection
from uuid import UUID

from django.utils.translation import gettext as _

from accounts.models import Person
from incidents.models import Case, CaseClause, CasePolicy, Report
from incidents.selectors import clauses
from policies.models import ClauseText, Policy
from workflow import clock

Decision = CaseClause.Decision
CONFIRMED, DROPPED = Decision.CONFIRMED, Decision.DROPPED


@dataclasses.dataclass(frozen=True)
class Chosen:
    """What a lead decides: ids of the case's rows that hold and that do not, and clauses nobody named yet."""

    confirmed: frozenset[UUID] = frozenset()
    dropped: frozenset[UUID] = frozenset()
    added: tuple[ClauseText, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.confirmed or self.dropped or self.added)


NOTHING_CHOSEN = Chosen()


def proposed(case: Case, report: Report) -> list[CaseClause]:
    """The clause that a report names, for a case that is being opened; not stored yet.

    Asks the database only if the report names one, and never refuses the report (R3).
    """
    said = report.answers.get("clause")
    text = clauses.shown(said.get("text")) if isinstance(said, dict) else None
    return [_row(case, text, report=report)] if text else []


def decide(case: Case, chosen: Chosen, *, actor: Person) -> list[CaseClause]:
    """Confirm, drop and add, with the case locked. What was decided so already stays as it is."""
    rows = {row.clause_id: row for row in case.clauses.with_words()}
    wanted = {row.clause_id: decision for row in rows.values() if (decision := _decision(row, chosen))}
    for text in chosen.added:
        rows.setdefault(text.clause_id, _row(case, text, named_by=actor))
        wanted[text.clause_id] = CONFIRMED
    changed = [row for pk, row in rows.items() if row.decision != wanted.get(pk, row.decision)]
    for row in changed:
        row.decision, row.decided_by, row.decided_at = wanted[row.clause_id], actor, clock.now()
        row.save()
    return changed


def _decision(row: CaseClause, chosen: Chosen) -> str:
    if row.pk in chosen.confirmed:
        return CONFIRMED
    return DROPPED if row.pk in chosen.dropped else ""


def in_words(rows: Collection[CaseClause]) -> str:
    """What was decided about clauses, for the chronology; empty when nothing was."""
    kinds = ((CONFIRMED, _("Clauses confirmed: %(clauses)s.")), (DROPPED, _("Clauses dropped: %(clauses)s.")))
    found = {
        words: "; ".join(clauses.label(row.text) for row in rows if row.decision == decision)
        for decision, words in kinds
    }
    return " ".join(words % {"clauses": labels} for words, labels in found.items() if labels)


def carry(case: Case, into: Case) -> list[CaseClause]:
    """Let the clauses of a case that is merged go on in the other. What a lead confirmed in either holds."""
    known = {row.clause_id: row for row in into.clauses.all()}
    changed = []
    for row in case.clauses.standing().order_by("pk"):
        there = known.get(row.clause_id)
        if there is None:
            there = _row(into, row.text, report=row.report, named_by=row.named_by)
        elif there.is_confirmed or not row.is_confirmed:
            continue
        there.decision, there.decided_by, there.decided_at = row.decision, row.decided_by, row.decided_at
        there.save()
        changed.append(there)
    return changed


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
