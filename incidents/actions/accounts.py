"""Which accounts a case may be about: named, confirmed, dropped, carried on.

Nothing more comes of it: no access is suspended and no account is changed, people do that in `social`.
Each works in the caller's transaction, writes its rows, and returns those that the caller's event must seal.
"""

from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import Person
from incidents.actions import naming
from incidents.actions.naming import Chosen
from incidents.models import Case, CaseAccount, Report
from incidents.selectors import accounts
from incidents.selectors.accounts import Answer
from workflow import clock


def proposed(case: Case, report: Report) -> list[CaseAccount]:
    """The accounts that a report names, for a case that is being opened; not stored yet.

    Asks the database only if the report names one of ours, and never refuses the report (R3).
    """
    return [_row(case, named, report=report) for named in accounts.answers_of(report)]


def decide(case: Case, chosen: Chosen[Answer], *, actor: Person) -> list[CaseAccount]:
    """Confirm, drop and add, with the case locked; see `naming`."""
    added = [_row(case, named, named_by=actor) for named in chosen.added]
    return naming.decide(case.accounts.all(), chosen, added=added, actor=actor)


def in_words(rows: Collection[CaseAccount]) -> str:
    """What was decided about accounts, for the chronology; empty when nothing was."""
    return naming.in_words(
        rows, lambda row: row.name, _("Accounts confirmed: %(named)s."), _("Accounts dropped: %(named)s.")
    )


def carry(case: Case, into: Case) -> list[CaseAccount]:
    """Let the accounts of a case that is merged go on in the other."""
    return naming.carry(
        case.accounts.standing().order_by("pk"),
        into.accounts.all(),
        lambda row: _row(into, Answer(row.account_id, row.name), report=row.report, named_by=row.named_by),
    )


def _row(case: Case, named: Answer, **by: Any) -> CaseAccount:
    """`by` is `report` or `named_by`, whichever named it."""
    return CaseAccount(case=case, account_id=named.account, name=named.name, named_at=clock.now(), **by)
