"""What people and sweeps do at the same moment. Each loads what a page would have loaded, yields
until everybody is ready, then acts."""

import json
import uuid
from collections.abc import Callable, Generator

from django.core.exceptions import ValidationError

from accounts.models import Person
from incidents.actions import access, closing, doing, escalating, handling, reporting, routing, writing
from incidents.models import Case, CaseAction, Category, Draft, ExternalContact, Outcome
from workflow import checkpoints, reads
from workflow.models import Deadline
from workflow.verification import verify

Contender = Generator[None, None, None]
Id = str


def acknowledge(case: Id, actor: Id) -> Contender:
    page, person = Case.objects.get(pk=case), Person.objects.get(pk=actor)
    yield
    handling.acknowledge(page, actor=person, version=page.version)


def note(case: Id, actor: Id, body: str) -> Contender:
    page, person = Case.objects.get(pk=case), Person.objects.get(pk=actor)
    yield
    writing.add_note(page, actor=person, body=body)


def clear(case: Id, actor: Id) -> Contender:
    """Triage with four times no, which ends the clock of the contact below."""
    page, person = Case.objects.get(pk=case), Person.objects.get(pk=actor)
    decision = handling.Triage(
        category=Category.objects.filter(asks_harm_questions=True).first(),
        four_c="conduct",
        urgency="3-routine",
        rationale="Explained.",
        harm=dict.fromkeys(Case.HARM_QUESTIONS, "no"),
    )
    yield
    handling.triage(page, actor=person, version=page.version, decision=decision)


def contact_lado(case: Id, actor: Id) -> Contender:
    page, person = Case.objects.get(pk=case), Person.objects.get(pk=actor)
    agency = ExternalContact.objects.get(code=writing.LADO_AGENCY)
    yield
    writing.record_contact(page, actor=person, agency=agency, body="Rang.")


def propose(case: Id, actor: Id) -> Contender:
    page, person = Case.objects.get(pk=case), Person.objects.get(pk=actor)
    outcome = Outcome.objects.first()
    yield
    ended = closing.Closing(outcome=outcome, rationale="All done.", parents_informed="yes", no_policy=True)
    closing.propose_close(page, actor=person, version=page.version, closing=ended)


def close(case: Id, actor: Id) -> Contender:
    page, person = Case.objects.get(pk=case), Person.objects.get(pk=actor)
    yield
    closing.confirm_ending(page, actor=person, version=page.version)


def add_action(case: Id, actor: Id) -> Contender:
    page, person = Case.objects.get(pk=case), Person.objects.get(pk=actor)
    yield
    doing.add_action(page, actor=person, title="Ring back", owner=person, due_on=page.opened_at.date())


def merge(case: Id, into: Id, actor: Id) -> Contender:
    page, other, person = Case.objects.get(pk=case), Case.objects.get(pk=into), Person.objects.get(pk=actor)
    yield
    closing.merge(page, actor=person, version=page.version, into=other, rationale="The same matter.")


def finish(action: Id, actor: Id) -> Contender:
    page, person = CaseAction.objects.get(pk=action), Person.objects.get(pk=actor)
    yield
    doing.finish_action(page, actor=person, version=page.version)


def add_subject(case: Id, actor: Id, person: Id) -> Contender:
    page, lead, named = Case.objects.get(pk=case), Person.objects.get(pk=actor), Person.objects.get(pk=person)
    yield
    access.add_subject(page, actor=lead, person=named)


def read(case: Id, actor: Id) -> Contender:
    """Opens the case page, as often as it is let."""
    person = Person.objects.get(pk=actor)
    yield
    for _ in range(20):
        reads.record_read(person, Case.objects.visible_to(person).get(pk=case), "case page")


def send(draft: Id, actor: Id) -> Contender:
    person, typed = Person.objects.get(pk=actor), Draft.objects.get(pk=draft)
    yield
    reporting.submit_report(actor=person, report_type="concern", about=["child"], body="Words", draft=typed)


def route(report: Id) -> Contender:
    yield
    routing.route_report(uuid.UUID(report))


def escalate(deadline: Id) -> Contender:
    missed = Deadline.objects.select_related("rule").get(pk=deadline)
    yield
    if not escalating.escalate(missed):
        raise ValidationError("somebody else did")


def seal() -> Contender:
    yield
    checkpoints.seal()


def prove() -> Contender:
    """verify_audit while others write; what it finds is told as a fault."""
    yield
    for _ in range(10):
        found = verify()
        if found:
            raise AssertionError(json.dumps([str(problem) for problem in found]))


def report_often(actor: Id, times: int) -> Contender:
    person = Person.objects.get(pk=actor)
    yield
    for number in range(times):
        reporting.submit_report(actor=person, report_type="concern", about=["child"], body=f"{number}")


CONTENDERS: dict[str, Callable[..., Contender]] = {
    made.__name__: made
    for made in (
        acknowledge, note, clear, contact_lado, propose, close, add_action, merge, finish, add_subject, read,
        send, route, escalate, seal, prove, report_often,
    )
}  # fmt: skip
