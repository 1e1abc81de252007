"""What is written in a case: notes, contacts with outside bodies, messages, answers."""

import datetime as dt
from typing import Any

from django.db import transaction

from accounts.models import Person
from incidents import notices
from incidents.actions.reporting import AUTHOR_WROTE, tell_readers
from incidents.actions.routing import refresh_due, reroute
from incidents.lifecycle import LADO
from incidents.models import Case, Entry, ExternalContact, Report
from workflow import clock, engine

# The agency whose contact ends the LADO clock.
LADO_AGENCY = "lado"


def add_note(case: Case, *, actor: Person, body: str, happened_at: dt.datetime | None = None) -> Entry:
    """Add to the chronology. Two notes at once both stand."""
    return _write(case, "note", actor, kind=Entry.Kind.NOTE, body=body, happened_at=happened_at)


def record_contact(
    case: Case,
    *,
    actor: Person,
    agency: ExternalContact,
    body: str,
    happened_at: dt.datetime | None = None,
) -> Entry:
    """Who outside was asked or told, when, and what was said. Contact with LADO ends its clock."""
    return _write(
        case,
        "contact",
        actor,
        meets=[LADO] if agency.code == LADO_AGENCY else [],
        kind=Entry.Kind.CONTACT,
        agency=agency,
        body=body,
        happened_at=happened_at,
    )


def write_to_author(case: Case, report: Report, *, actor: Person, body: str) -> Entry:
    """Write to the author of one of the case's reports; they can answer and see nothing else."""
    if not case.reports.filter(pk=report.pk).exists():
        raise engine.NotAllowed(actor, case, "message")
    return _write(case, "message", actor, kind=Entry.Kind.MESSAGE, report=report, body=body)


def answer(case: Case, report: Report, *, actor: Person, body: str) -> Entry:
    """The author answers a lead's message; after a merge, in the case that goes on."""
    if report.author_id != actor.pk or not case.reports.filter(pk=report.pk).exists():
        raise engine.NotAllowed(actor, case, "answer")
    while case.merged_into is not None:
        case = case.merged_into
    return _write(case, "answer", actor, kind=Entry.Kind.ANSWER, report=report, body=body)


def _write(case: Case, verb: str, actor: Person, *, meets: list[str] | None = None, **fields: Any) -> Entry:
    entry = Entry(case=case, author=actor, recorded_at=clock.now(), **fields)
    with transaction.atomic(durable=True):
        if meets or verb == "answer":
            # The row of the case is written too, and comes first.
            case = engine.lock(Case, case.pk)
        engine.record(case, verb, actor=actor, contents=[entry], meets=meets or [])
        entry.save(force_insert=True)
        if meets:
            refresh_due(case)
        if entry.kind == Entry.Kind.MESSAGE:
            notices.author_news(fields["report"], occasion=str(entry.pk))
        else:
            if verb == "answer":
                # An ended case may have lost its readers since.
                reroute(case, reason=AUTHOR_WROTE)
            tell_readers(case, occasion=str(entry.pk), but=actor)
    return entry
