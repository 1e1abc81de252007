"""Everything the page of one case shows, in a fixed number of queries."""

import dataclasses
import datetime as dt
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from incidents import lifecycle
from incidents.models import Access, Case, Entry, Report, ReportPerson
from workflow import reads
from workflow.models import AuditEvent, Deadline, ReadEvent

READS_SHOWN = 50
# Events whose entry says it better: the words are shown, the event is behind them.
WITH_ENTRY = {"note", "contact", "message", "answer"}


@dataclasses.dataclass(frozen=True)
class Line:
    """One line of the chronology: when it happened, when it was written down, who, and what."""

    happened_at: dt.datetime
    recorded_at: dt.datetime
    title: Any
    who: str
    body: str = ""
    is_late: bool = False
    tone: str = ""


def page(case: Case) -> dict[str, Any]:
    """The context of the case page."""
    reports = list(_reports(case))
    events = list(AuditEvent.objects.filter(object_type=case._meta.label_lower, object_id=case.pk))
    read = list(reads.readers_of(case)[:READS_SHOWN])
    accesses = list(case.accesses.select_related("person").order_by("revoked_at", "granted_at"))
    people = _people(events, read)
    return {
        "case": case,
        "reports": reports,
        "subjects": case.subjects.select_related("person", "child"),
        "accesses": accesses,
        "deadlines": Deadline.objects.of(case).select_related("rule").order_by("due_at"),
        "actions": case.actions.select_related("owner").order_by("state", "due_on"),
        "chronology": _chronology(case, reports, events, people),
        "reads": [(row, people.get(row.actor_id, _("Somebody"))) for row in read],
        "by_hand": Access.BY_HAND,
    }


def _reports(case: Case) -> Iterable[Report]:
    people = Prefetch("people", ReportPerson.objects.select_related("person", "child"))
    return case.reports.select_related("author").prefetch_related(people).order_by("sent_at")


def _people(events: list[AuditEvent], read: list[ReadEvent]) -> dict[UUID, str]:
    ids = {row.actor_id for row in (*events, *read) if row.actor_id}
    return {person.pk: person.name for person in Person.objects.filter(pk__in=ids)}


def _chronology(
    case: Case, reports: list[Report], events: list[AuditEvent], people: dict[UUID, str]
) -> list[Line]:
    entries = Entry.objects.filter(Q(case=case) | Q(case=None, report__in=reports)).select_related(
        "author", "agency"
    )
    lines = [_entry_line(entry) for entry in entries]
    lines += [_event_line(event, people) for event in events if event.verb not in WITH_ENTRY]
    lines += [_report_line(report) for report in reports]
    return sorted(lines, key=lambda line: (line.happened_at, line.recorded_at))


def _entry_line(entry: Entry) -> Line:
    title = f"{entry.get_kind_display()}: {entry.agency}" if entry.agency else entry.get_kind_display()
    return Line(
        happened_at=entry.happened_at or entry.recorded_at,
        recorded_at=entry.recorded_at,
        title=title,
        who=entry.author.name,
        body=entry.body,
        is_late=entry.is_late,
    )


def _report_line(report: Report) -> Line:
    return Line(report.sent_at, report.sent_at, _("Report received"), report.author.name, tone="good")


def _event_line(event: AuditEvent, people: dict[UUID, str]) -> Line:
    step = lifecycle.CASE.steps.get(event.verb) or lifecycle.CASE.verbs.get(event.verb)
    who = people.get(event.actor_id, "") if event.actor_id else str(_("By rule"))
    title = step.label if step else event.verb
    if event.rule:
        title = f"{title} ({event.rule}{', ' + event.reason if event.reason else ''})"
    return Line(event.at, event.at, title, who, tone="danger" if event.verb == "escalate" else "")


def meanwhile(case: Case) -> tuple[Any, str] | None:
    """The last thing somebody did to the case, and who: for whoever was slower."""
    last = (
        AuditEvent.objects.filter(object_type=case._meta.label_lower, object_id=case.pk)
        .order_by("-sequence")
        .first()
    )
    if last is None:
        return None
    people = _people([last], [])
    line = _event_line(last, people)
    return line.title, line.who
