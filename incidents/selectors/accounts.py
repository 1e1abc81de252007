"""Accounts as people may name them in a report or a case: the setting's own, or any other by its name."""

import uuid
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import Person
from incidents.models import CaseAccount, Report
from social.models import OfficialAccount

State = OfficialAccount.State
NAME_LIMIT = CaseAccount.NAME_LIMIT


class Answer(NamedTuple):
    """An account that is named, as it was shown or written; without an id it is not ours."""

    account: uuid.UUID | None
    name: str


def known_to(person: Person) -> QuerySet[OfficialAccount]:
    """The accounts that somebody may name, closed ones too: one that closed meanwhile refuses nothing (R3).

    What is only planned is nobody's business but the staff's.
    """
    rows = OfficialAccount.objects.select_related("platform")
    return rows if person.is_staff_member else rows.filter(approved_at__isnull=False)


def choices(known: QuerySet[OfficialAccount], also: str = "") -> list[tuple[str, str]]:
    """Accounts for a select, those not closed; `also` is one that was chosen before. One query."""
    offered = [row for row in known if row.state != State.CLOSED or str(row.pk) == also]
    return [("", _("I do not know, or none of them")), *((str(row.pk), label(row)) for row in offered)]


def label(account: OfficialAccount) -> str:
    """An account as people know it: what it is called, and where."""
    return f"{account.name}, {account.platform.name}"


def ours(account: OfficialAccount) -> Answer:
    """An account of ours as it is shown today."""
    return Answer(account.pk, label(account))


def answers_of(report: Report) -> list[Answer]:
    """The accounts that a report names, ours and another. Whatever stands in its answers, this never raises."""
    said, other = report.answers.get("our_account"), report.answers.get("account")
    found = [_ours(said)] if isinstance(said, dict) else []
    return [named for named in [*found, another(str(other or ""))] if named and named.name]


def for_report(account: OfficialAccount) -> dict[str, str]:
    """For a report's answers: the id, and the name as it is shown."""
    return {"account": str(account.pk), "name": label(account)}


def another(name: str) -> Answer:
    """An account that is not ours, by what somebody wrote."""
    return Answer(None, name[:NAME_LIMIT])


def _ours(said: dict[str, Any]) -> Answer | None:
    """Ours, if it is one; its name as it was shown."""
    try:
        pk = uuid.UUID(str(said.get("account")))
    except ValueError:
        return None
    known = OfficialAccount.objects.filter(pk=pk).exists()
    return Answer(pk, str(said.get("name") or "")[:NAME_LIMIT]) if known else None
