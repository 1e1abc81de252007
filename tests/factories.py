"""Rows in bulk, for tests of what a page costs. They have no chain that `verify_audit` would accept:

what a test says about behaviour is made through the actions instead.
"""

import datetime as dt
from collections.abc import Sequence

import factory

from accounts.models import Child, Person
from incidents.models import Access, Case, CaseAction, CaseReport, Entry, Report, Subject
from workflow import audit, clock
from workflow.models import AuditEvent, Deadline, ReadEvent

OPEN_SHARE = 0.02


class ReportFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Report

    reference = factory.Sequence(lambda n: f"SM-{n:07}")
    report_type = "concern"
    about = ["child"]
    body = factory.Sequence(lambda n: f"What I saw, number {n}.")


class CaseFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Case

    # Random ones could meet: a test makes more at once than a setting in a hundred years.
    reference = factory.Sequence(lambda n: f"SM-{n:07}")
    opened_at = factory.Sequence(lambda n: clock.now() - dt.timedelta(hours=n))
    next_due_at = factory.LazyAttribute(lambda case: case.opened_at + dt.timedelta(days=1))


class EntryFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Entry

    kind = Entry.Kind.NOTE
    body = factory.Sequence(lambda n: f"Note {n}.")


class CaseActionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CaseAction

    title = factory.Sequence(lambda n: f"Action {n}")
    due_on = factory.LazyFunction(clock.today)


class EventFactory(factory.django.DjangoModelFactory):
    """One event; `about` is its object."""

    class Meta:
        model = AuditEvent

    class Params:
        about = None

    object_type = factory.LazyAttribute(lambda event: event.about._meta.label_lower)
    object_id = factory.LazyAttribute(lambda event: event.about.pk)
    # Beyond those that the actions wrote.
    sequence = factory.Sequence(lambda n: n + 1_000)
    at = factory.LazyFunction(clock.now)
    hash = "0" * 64


def cases(
    count: int, *, readers: Sequence[Person], author: Person, child: Child, open_share: float = OPEN_SHARE
) -> list[Case]:
    """`count` cases about one child, each with a report, its readers, a note, a clock, events and reads.

    The first `open_share` of them are open, and every tenth of those is news; the others are closed.
    """
    made = CaseFactory.build_batch(count)
    reports = ReportFactory.build_batch(count, author=author)
    entries = [EntryFactory.build(case=case, author=readers[0]) for case in made]
    open_count = max(1, round(count * open_share))
    Report.objects.bulk_create(reports)
    Case.objects.bulk_create(made)
    CaseReport.objects.bulk_create(
        CaseReport(case=case, report=report) for case, report in zip(made, reports, strict=True)
    )
    Subject.objects.bulk_create(Subject(case=case, child=child) for case in made)
    Access.objects.bulk_create(
        Access(
            case=case,
            person=person,
            capacity=Access.Capacity.LEAD,
            rule="coi.child",
            is_unread=number < open_count and not number % 10,
        )
        for number, case in enumerate(made)
        for person in readers
    )
    Entry.objects.bulk_create(entries)
    _traces(made, entries, readers)
    ended = [case.pk for case in made[open_count:]]
    for start in range(0, len(ended), 500):
        # As the engine moves a row: nobody else may.
        Case.objects.filter(pk__in=ended[start : start + 500])._move(
            state=Case.State.CLOSED, next_due_at=None
        )
    return made


def notes(case: Case, count: int, *, author: Person) -> None:
    """`count` notes in one case, each with its event."""
    entries = EntryFactory.build_batch(count, case=case, author=author)
    Entry.objects.bulk_create(entries)
    AuditEvent.objects.bulk_create(
        EventFactory.build(about=case, verb="note", actor_id=author.pk, contents=[audit.seal(entry)])
        for entry in entries
    )


def _traces(made: list[Case], entries: list[Entry], readers: Sequence[Person]) -> None:
    Deadline.objects.bulk_create(
        Deadline(
            object_type=case._meta.label_lower,
            object_id=case.pk,
            rule_id="case.triage",
            started_at=case.opened_at,
            due_at=case.next_due_at,
        )
        for case in made
    )
    AuditEvent.objects.bulk_create(
        event
        for case, entry in zip(made, entries, strict=True)
        for event in (
            EventFactory.build(about=case, verb="open", system="router"),
            EventFactory.build(about=case, verb="note", actor_id=readers[0].pk, contents=[audit.seal(entry)]),
        )
    )
    ReadEvent.objects.bulk_create(
        ReadEvent(
            at=clock.now(),
            actor_id=person.pk,
            object_type=case._meta.label_lower,
            object_id=case.pk,
            what="case page",
        )
        for case in made
        for person in readers
    )
