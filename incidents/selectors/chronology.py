"""The chronology of one or several cases: what the record says, with the words that were written.

Every entry was recorded by an event that seals it, so events are the backbone: the page is cut
by them, and whatever they speak of is fetched, each table once.
"""

import dataclasses
import datetime as dt
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from accounts.selectors.happenings import who_did
from incidents.models import (
    Access,
    Case,
    CaseAccount,
    CaseAction,
    CaseClause,
    CaseReport,
    Entry,
    Report,
    ReportPerson,
    Subject,
)
from incidents.selectors import clauses, wording
from pages.templatetags.dates import nice_datetime
from workflow import clock
from workflow.models import AuditEvent, Deadline

CASE, REPORT, ACTION = (model._meta.label_lower for model in (Case, Report, CaseAction))
# The twin of each says the same with more: the case's opening, the action's own beginning.
UNTOLD = {(REPORT, "route"), (CASE, "add action")}
# Here clauses and accounts come into a case; what triage decides about them stands in its entry.
NAMING = ("open", "receive")
LATE = dt.timedelta(hours=24)


@dataclasses.dataclass(frozen=True)
class Line:
    """One line: what, who, when it was written down, and when it happened if that is another time."""

    title: Any
    who: str
    recorded_at: dt.datetime
    happened_at: dt.datetime | dt.date | None = None
    body: str = ""
    notes: tuple[str, ...] = ()
    tone: str = ""
    is_late: bool = False
    is_report: bool = False
    case: Case | None = None

    @property
    def moment(self) -> dt.datetime:
        """By what lines are ordered. A day without a time counts from its beginning."""
        if self.happened_at is None:
            return self.recorded_at
        return _moment(self.happened_at)


class Record:
    """What belongs to some cases. Each property is one query, made when it is asked for."""

    def __init__(self, cases: Iterable[Case]) -> None:
        self.cases = {case.pk: case for case in cases}

    @cached_property
    def links(self) -> list[CaseReport]:
        links = CaseReport.objects.filter(case__in=self.cases).select_related("report__author")
        return list(links.order_by("report__sent_at", "pk"))

    @cached_property
    def reports(self) -> dict[UUID, Report]:
        return {link.report_id: link.report for link in self.links}

    @cached_property
    def people(self) -> dict[UUID, list[ReportPerson]]:
        """Who is named in each report."""
        found: dict[UUID, list[ReportPerson]] = {pk: [] for pk in self.reports}
        named = ReportPerson.objects.filter(report__in=self.reports).select_related("person", "child")
        for row in named:
            found[row.report_id].append(row)
        return found

    @cached_property
    def actions(self) -> list[CaseAction]:
        actions = CaseAction.objects.filter(case__in=self.cases).select_related("owner")
        return list(actions.order_by("-state", "due_on", "pk"))

    @cached_property
    def subjects(self) -> list[Subject]:
        subjects = Subject.objects.filter(case__in=self.cases).select_related("person", "child")
        return list(subjects.order_by("added_at", "pk"))

    @cached_property
    def accesses(self) -> list[Access]:
        accesses = Access.objects.filter(case__in=self.cases).select_related("person")
        return list(accesses.order_by("granted_at", "pk"))

    @cached_property
    def clauses(self) -> list[CaseClause]:
        return list(CaseClause.objects.with_words().filter(case__in=self.cases))

    @cached_property
    def accounts(self) -> list[CaseAccount]:
        return list(CaseAccount.objects.filter(case__in=self.cases).order_by("name", "pk"))

    @cached_property
    def deadlines(self) -> list[Any]:
        """Each with the `rule_title` of its rule."""
        running = Deadline.objects.filter(object_type=CASE, object_id__in=self.cases)
        return list(running.annotate(rule_title=F("rule__title")).order_by("due_at", "pk"))

    def events(self) -> QuerySet[AuditEvent]:
        """The events of all chains that belong here, the newest first."""
        return AuditEvent.objects.filter(**self.own).order_by("-id")

    @property
    def own(self) -> dict[str, list[Any]]:
        """What picks rows about these cases, their reports and their actions. An id names one object only."""
        ids = [*self.cases, *self.reports, *(row.pk for row in self.actions)]
        return {"object_type__in": [CASE, REPORT, ACTION], "object_id__in": ids}

    def case_of(self, event: AuditEvent) -> Case | None:
        return self.cases.get(self._case_ids.get(event.object_id, event.object_id))

    @cached_property
    def _case_ids(self) -> dict[UUID, UUID]:
        of_reports = {link.report_id: link.case_id for link in self.links}
        return of_reports | {action.pk: action.case_id for action in self.actions}


def lines(record: Record, events: Sequence[AuditEvent], names: dict[UUID, str]) -> list[Line]:
    """Events as lines, ordered by when it happened, the latest first. `names` are those of who acted."""
    told = [event for event in events if (event.object_type, event.verb) not in UNTOLD]
    entries = _entries(told)
    notes = _Notes(record)
    found = [_line(record, event, entries, notes, names) for event in told]
    return sorted(found, key=lambda line: (line.moment, line.recorded_at), reverse=True)


def _moment(value: dt.datetime | dt.date) -> dt.datetime:
    return value if isinstance(value, dt.datetime) else clock.london(value, dt.time(0))


def _entries(events: Sequence[AuditEvent]) -> dict[str, Any]:
    """The entries that events speak of, each with its `agency_name`."""
    label = Entry._meta.label_lower
    ids = [pk for event in events for pk in _ids(event, label)]
    found = Entry.objects.filter(pk__in=ids).annotate(agency_name=F("agency__name"))
    return {str(entry.pk): entry for entry in found}


def _ids(event: AuditEvent, label: str) -> list[str]:
    """Ids of the rows of one model that the event sealed."""
    return [row["id"] for row in event.contents if row["schema"].partition("@")[0] == label]


def _line(
    record: Record, event: AuditEvent, entries: dict[str, Any], notes: "_Notes", names: dict[UUID, str]
) -> Line:
    line = Line(
        title=wording.done(event.object_type, event.verb),
        who=who_did(event, names),
        recorded_at=event.at,
        notes=notes.of(event),
        tone=wording.TONES.get(event.verb, ""),
        case=record.case_of(event),
    )
    if event.object_type == REPORT and event.verb == "send":
        return _sent(line, record.reports[event.object_id])
    written = [entries[pk] for pk in _ids(event, Entry._meta.label_lower) if pk in entries]
    return _written(line, written[0]) if written else line


def _sent(line: Line, report: Report) -> Line:
    """A report happened when its author says, by day and perhaps by time."""
    line = dataclasses.replace(
        line, title=f"{line.title}: {report.reference}", body=report.body, is_report=True
    )
    day, moment = report.happened_on, report.happened_time
    if day is None:
        return line
    latest = clock.london(day, moment or dt.time.max)
    return dataclasses.replace(
        line,
        happened_at=latest if moment else day,
        is_late=report.sent_at - latest > LATE,
    )


def _written(line: Line, entry: Any) -> Line:
    title = f"{line.title}: {entry.agency_name}" if entry.agency_name else line.title
    return dataclasses.replace(
        line, title=title, happened_at=entry.happened_at, body=entry.body, is_late=entry.is_late
    )


class _Notes:
    """What else an event sealed, in a few words each: subjects, readers, deadlines, actions."""

    def __init__(self, record: Record) -> None:
        self.subjects = {str(row.pk): row for row in record.subjects}
        self.accesses = {str(row.pk): row for row in record.accesses}
        self.deadlines = {str(row.pk): row for row in record.deadlines}
        self.named = {str(row.pk): clauses.label(row.text) for row in record.clauses}
        self.named |= {str(row.pk): row.name for row in record.accounts}
        self.actions = {row.pk: row for row in record.actions}

    def of(self, event: AuditEvent) -> tuple[str, ...]:
        found = []
        if event.object_type == ACTION and event.object_id in self.actions:
            action = self.actions[event.object_id]
            found.append(f"{action.title} ({action.owner.name})")
        for row in event.contents:
            if row["id"] in self.subjects:
                found.append(self.subjects[row["id"]].display_name)
            elif row["id"] in self.accesses:
                found.append(_access_words(self.accesses[row["id"]], event))
            elif row["id"] in self.deadlines:
                found.append(_deadline_words(self.deadlines[row["id"]], event))
            elif row["id"] in self.named and event.verb in NAMING:
                found.append(_("Named: %(named)s") % {"named": self.named[row["id"]]})
        return tuple(found)


def _access_words(access: Access, event: AuditEvent) -> str:
    said = {"name": access.person.name, "rule": wording.rule(access.rule)}
    if access.revoked_at and access.revoked_at <= event.at:
        return _("%(name)s can no longer see it") % said
    return _("%(name)s can see it: %(rule)s") % said


def _deadline_words(deadline: Any, event: AuditEvent) -> str:
    said = {"rule": deadline.rule_title, "when": nice_datetime(deadline.due_at)}
    if deadline.met_at and deadline.met_at <= event.at:
        in_time = deadline.met_at <= deadline.due_at
        return (_("%(rule)s: in time") if in_time else _("%(rule)s: late, was due %(when)s")) % said
    return _("%(rule)s: due %(when)s") % said
