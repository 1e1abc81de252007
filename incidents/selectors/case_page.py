"""Everything the page of one case shows, in a fixed number of queries."""

import dataclasses
import datetime as dt
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, QuerySet
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.selectors.happenings import names_of, who_did
from incidents.models import Access, Case, Entry
from incidents.selectors import chronology, clauses, wording
from incidents.selectors.chronology import CASE, Record
from notifications.models import Message
from pages.lists import window
from workflow import reads
from workflow.history import steps_after

LINES_SHOWN, READERS_SHOWN = 100, 50


@dataclasses.dataclass(frozen=True)
class Reading:
    """One person's readings of a case, or refused attempts, as one line."""

    who: str
    last: dt.datetime
    times: int
    refused: bool


@dataclasses.dataclass(frozen=True)
class Reader:
    """Who may see the case, or could: why, from when, until when."""

    access: Access
    why: str
    may_be_ended: bool


@dataclasses.dataclass(frozen=True)
class LostMail:
    """A message about the case that could not be delivered, and was not looked at since."""

    who: str
    failed_at: dt.datetime | None


def page(case: Case, viewer: Person, asked: str | None) -> dict[str, Any]:
    """The context of the case page. `asked` is the page of the chronology, the newest lines first."""
    record = Record([case])
    cut = window(record.events(), asked, LINES_SHOWN)
    read, lost = list(_readings(case)), list(_lost(record))
    ids = [row.actor_id for row in cut] + [row["actor_id"] for row in read]
    names = _names(record, [*ids, *(message.recipient_id for message in lost), case.proposed_by_id])
    return {
        "case": case,
        "proposed_by": names.get(case.proposed_by_id, "") if case.proposed_by_id else "",
        "reports": [(report, record.people[pk]) for pk, report in record.reports.items()],
        "subjects": record.subjects,
        "clauses": clauses.named(record.clauses),
        "accounts": record.accounts,
        "applied": _applied(case),
        "readers": [_reader(row) for row in record.accesses],
        "deadlines": record.deadlines,
        "actions": record.actions,
        "page": cut,
        "chronology": chronology.lines(record, cut.object_list, names),
        "readings": _readings_by_person(read, names),
        "lost_mail": [LostMail(names.get(row.recipient_id, ""), row.failed_at) for row in lost],
        "merged_into": _merged_into(case, viewer),
    }


def _names(record: Record, ids: Iterable[UUID | None]) -> dict[UUID, str]:
    """Names by id. Readers and authors are loaded already, and mostly nobody else acted."""
    known = {row.person_id: row.person.name for row in record.accesses}
    known |= {report.author_id: report.author.name for report in record.reports.values()}
    return known | names_of(set(ids) - known.keys())


def _reader(row: Access) -> Reader:
    by_hand = row.rule == Access.BY_HAND and row.revoked_at is None
    return Reader(row, wording.rule(row.rule), by_hand)


def _readings(case: Case) -> QuerySet:
    grouped = reads.readers_of(case).order_by().values("actor_id", "what")
    return grouped.annotate(last=Max("at"), times=Count("pk")).order_by("-last")[:READERS_SHOWN]


def _readings_by_person(rows: list[dict[str, Any]], names: dict[UUID, str]) -> list[Reading]:
    """Whatever was opened of the case counts as reading it; refusals stand apart. The latest first."""
    found: dict[tuple[UUID, bool], Reading] = {}
    for row in rows:
        refused = row["what"].startswith(reads.REFUSED)
        key = (row["actor_id"], refused)
        before = found.get(key)
        times = row["times"] + (before.times if before else 0)
        last = before.last if before else row["last"]
        found[key] = Reading(names.get(row["actor_id"], _("Somebody")), last, times, refused)
    return list(found.values())


def _lost(record: Record) -> QuerySet[Message]:
    failed = Message.objects.filter(failed_at__isnull=False, seen_at=None, **record.own)
    return failed.order_by("-failed_at")[:READERS_SHOWN]


def _applied(case: Case) -> list[str]:
    """Titles of the policies applied; asked only where somebody said that some were."""
    if case.policies_applied != Case.Applied.SOME:
        return []
    return list(
        case.policies.filter(ended_at=None).values_list("policy__title", flat=True).order_by("policy__title")
    )


def _merged_into(case: Case, viewer: Person) -> Case | None:
    """The case that goes on with this one, if the viewer may see it too."""
    if case.merged_into_id is None:
        return None
    return Case.objects.visible_to(viewer).filter(pk=case.merged_into_id).first()


def proposal(case: Case) -> Entry | None:
    """The reasons of whoever proposed to end the case, for the second person."""
    if case.proposed_by_id is None:
        return None
    reasons = case.entries.filter(kind=Entry.Kind.DECISION, author=case.proposed_by_id)
    return reasons.order_by("-recorded_at", "-pk").first()


def steps_since(case: Case, version: int) -> list[tuple[Any, str, dt.datetime]]:
    """What was done to the case after `version`, by whom and when, the latest first: for whoever was slower."""
    found = list(steps_after(case, version))
    names = names_of(event.actor_id for event in found)
    return [(wording.done(CASE, event.verb), who_did(event, names), event.at) for event in found]
