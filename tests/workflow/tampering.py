"""An administrator of the database: lifts the guards, writes what no action writes, puts them back."""

import dataclasses
import datetime as dt
import uuid
from typing import Any

from django.db import connection, transaction

from accounts.models import Person
from incidents.actions import handling, reporting, writing
from incidents.actions.reporting import Details, Named
from incidents.models import Access, Case, Category, Entry, Report
from tests.cast import Cast
from workflow import audit, checkpoints, clock, guards, reads
from workflow.models import Audited, AuditEvent, ChainHead, Checkpoint
from workflow.verification import Problem, verify

POSTGRESQL = connection.vendor == "postgresql"


def raw(value: Any) -> Any:
    """A value as the column holds it: SQLite keeps ids as 32 letters."""
    return value.hex if isinstance(value, uuid.UUID) and not POSTGRESQL else value


def tamper(*statements: str, **values: Any) -> None:
    """Run raw SQL with the guards away. `%(name)s` stands for a value."""
    guards.lift()
    with transaction.atomic(), connection.cursor() as cursor:
        for sql in statements:
            cursor.execute(sql, {name: raw(value) for name, value in values.items()})
            assert cursor.rowcount != 0, f"touched nothing: {sql}"
        if POSTGRESQL:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    guards.install()


def found(root: str = "") -> set[tuple[str, str]]:
    """What verify says: code and object."""
    return {(problem.code, problem.where) for problem in verify(root)}


def label(row: Any) -> str:
    """How verify names a row's chain, or a row."""
    return f"{row._meta.label_lower} {row.pk}"


def at(row: Any, sequence: int) -> str:
    """How verify names one event."""
    return f"{label(row)} event {sequence}"


@dataclasses.dataclass
class World:
    """A case that was acknowledged, noted and triaged, with a checkpoint in its middle."""

    report: Report
    case: Case
    note: Entry
    maya: Person
    stranger: Person

    def event(self, sequence: int) -> AuditEvent:
        return AuditEvent.objects.get(object_id=self.case.pk, sequence=sequence)

    def checkpoint(self) -> Checkpoint:
        return Checkpoint.objects.order_by("-sequence").first()

    def access(self) -> Access:
        return self.case.accesses.get(person=self.maya)


def make_world(cast: Cast) -> World:
    """Events of the case: 1 open, 2 note, 3 acknowledge | checkpoint 2 | 4 triage, 5 note."""
    outsider = cast.vera
    checkpoints.seal()
    sent = reporting.submit_report(
        actor=cast.pia,
        report_type="concern",
        about=["staff"],
        body="What I saw.",
        details=Details(people=(Named("subject", person=cast.sam), Named("child", child=cast.kit))),
    )
    case = sent.cases.get()
    note = writing.add_note(case, actor=cast.maya, body="Spoke with Pia.")
    handling.acknowledge(case, actor=cast.maya, version=0)
    with clock.at(clock.now() - dt.timedelta(hours=1)):
        reads.record_read(cast.maya, case, "case page")
        reads.record_refusal(cast.sam, case, "note")
    checkpoints.seal()
    decision = handling.Triage(
        category=Category.objects.filter(asks_harm_questions=False).first(),
        four_c="contact",
        urgency="2-same-day",
        rationale="Clear enough.",
        support_level=2,
    )
    handling.triage(case, actor=cast.maya, version=1, decision=decision)
    writing.add_note(case, actor=cast.dan, body="Rang home.")
    world = World(Report.objects.get(pk=sent.pk), Case.objects.get(pk=case.pk), note, cast.maya, outsider)
    assert verify() == []
    assert verify(root=world.checkpoint().root) == []
    return world


def rewrite_chain(obj: Audited, sealed: Audited) -> None:
    """What a patient forger does after changing `sealed`: every seal, hash and head anew."""
    previous = ""
    for event in AuditEvent.objects.filter(object_id=obj.pk).order_by("sequence"):
        event.contents = [
            audit.seal(sealed) if content["id"] == str(sealed.pk) else content for content in event.contents
        ]
        event.previous_hash = previous
        previous = event.hash = audit.event_hash(event)
        guards.lift()
        event.save()
    ChainHead.objects.filter(object_id=obj.pk).update(hash=previous)
    guards.install()


def rewrite_checkpoints() -> None:
    """The forger goes on: every checkpoint as if the record had always been so."""
    guards.lift()
    previous = ""
    for checkpoint in Checkpoint.objects.order_by("sequence"):
        for head in checkpoint.heads:
            event = AuditEvent.objects.get(object_type=head[0], object_id=head[1], sequence=head[2])
            head[3] = event.hash
        checkpoint.previous_root = previous
        previous = checkpoint.root = checkpoints.root_of(checkpoint)
        checkpoint.save()
    guards.install()


def problems(code: str) -> list[Problem]:
    return [problem for problem in verify() if problem.code == code]
