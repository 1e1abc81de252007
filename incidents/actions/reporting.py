"""Sending a report, and adding to it. Storing never waits for routing."""

import dataclasses
import datetime as dt
from typing import Any

import structlog
from django.db import IntegrityError, transaction

from accounts.models import Child, Person
from incidents import notices
from incidents.actions import routing
from incidents.models import Access, Case, Draft, Entry, Report, ReportPerson
from incidents.references import new_reference
from workflow import clock, engine

logger = structlog.get_logger(__name__)

# Why readers are computed anew: nobody looked after an ended case, and leaders may have gone since.
AUTHOR_WROTE = "author wrote"
REFERENCE_TRIES = 3


class AlreadySent(Exception):
    """The draft is gone: it was sent a moment ago. The report has the draft's id."""


@dataclasses.dataclass(frozen=True)
class Named:
    """Somebody named in a report: from the register, or by a name as typed."""

    part: str
    person: Person | None = None
    child: Child | None = None
    name: str = ""


@dataclasses.dataclass(frozen=True)
class Details:
    """What may be told besides the words; all of it optional, so that sending is never refused (R3)."""

    happened_on: dt.date | None = None
    happened_time: dt.time | None = None
    noticed_on: dt.date | None = None
    noticed_time: dt.time | None = None
    place: str = ""
    told_dsl: str = ""
    answers: dict[str, Any] = dataclasses.field(default_factory=dict)
    people: tuple[Named, ...] = ()


def submit_report(
    *,
    actor: Person,
    report_type: str,
    about: list[str],
    body: str,
    details: Details = Details(),
    draft: Draft | None = None,
) -> Report:
    """Store a report, then route it in a second transaction.

    The draft goes in the same transaction, and gives the report its id: the same
    draft sent twice raises AlreadySent and stores one report.
    """
    fields = {f.name: getattr(details, f.name) for f in dataclasses.fields(details) if f.name != "people"}
    report = Report(
        author=actor, report_type=report_type, about=sorted(about), body=body, sent_at=clock.now(), **fields
    )
    if draft:
        report.pk = draft.pk
    people = [ReportPerson(report=report, **vars(named)) for named in details.people]
    _store(report, people, actor, draft)
    _route_now(report)
    return report


def _store(
    report: Report,
    people: list[ReportPerson],
    actor: Person,
    draft: Draft | None,
    tries: int = REFERENCE_TRIES,
) -> None:
    """The one transaction that keeps the words. A reference that is taken, by chance, is drawn anew."""
    try:
        with transaction.atomic(durable=True):
            if draft and not Draft.objects.visible_to(actor).filter(pk=draft.pk).delete()[0]:
                raise AlreadySent
            engine.create(report, "send", actor=actor, contents=people)
            ReportPerson.objects.bulk_create(people)
    except IntegrityError:
        if not tries or not Report.objects.filter(reference=report.reference).exists():
            raise
        report.reference = new_reference()
        _store(report, people, actor, draft, tries - 1)


def _route_now(report: Report) -> None:
    """The report is stored: whatever fails in routing it must not tell the author otherwise.

    The sweep tries again within a minute, as often as it takes.
    """
    try:
        routing.route_report(report.pk)
    except Exception:
        logger.exception("routing_failed", report=str(report.pk))


def add_to_report(report: Report, *, actor: Person, body: str) -> Entry:
    """An addendum: the author's own words, later, with their own time. The report stays as sent.

    Whoever may read its cases today is told, also when the case ended under others.
    """
    entry = Entry(report=report, kind=Entry.Kind.ADDENDUM, author=actor, body=body, recorded_at=clock.now())
    with transaction.atomic(durable=True):
        engine.record(report, "add to", actor=actor, contents=[entry])
        entry.save(force_insert=True)
        for case_id in report.cases.filter(merged_into=None).order_by("pk").values_list("pk", flat=True):
            case = engine.lock(Case, case_id)
            routing.reroute(case, reason=AUTHOR_WROTE)
            tell_readers(case, occasion=str(entry.pk), but=actor)
    return entry


def tell_readers(case: Any, *, occasion: str, but: Person | None = None) -> None:
    """Mark a case unread for its readers, and tell them there is a new item."""
    readers = Access.objects.filter(case=case, revoked_at=None)
    if but:
        readers = readers.exclude(person=but)
    readers.update(is_unread=True)
    notices.case_news(case, readers.values_list("person_id", flat=True), occasion=occasion)
