"""What people do in the stories, in few words: each opens the case as it stands, and calls one action.

Nothing here writes a case by itself, and nobody does what their page would not let them do.
"""

import datetime as dt
from typing import Any

from accounts.models import Person
from incidents.actions import closing, doing, handling, reporting, writing
from incidents.actions.reporting import Details
from incidents.models import Access, Case, Category, ExternalContact, Outcome, Report
from notifications import outbox
from workflow.reads import record_read

SAME_DAY, ROUTINE = Case.Urgency.SAME_DAY, Case.Urgency.ROUTINE
NO_HARM = dict.fromkeys(Case.HARM_QUESTIONS, "no")


def send(author: Person, about: str, body: str, *, report_type: str = "concern", **details: Any) -> Case:
    """Send a report and return the case that it opened."""
    report = reporting.submit_report(
        actor=author, report_type=report_type, about=[about], body=body, details=Details(**details)
    )
    return report.cases.get()


def opened(case: Case, person: Person) -> Case:
    """Open the case page: allowed, remembered, no longer unread. Returns the row as it stands."""
    seen = Case.objects.visible_to(person).get(pk=case.pk)
    record_read(person, seen, "case page")
    Access.objects.filter(case=seen, person=person, revoked_at=None).update(is_unread=False)
    outbox.mark_seen(person.pk, seen)
    return seen


def acknowledge(case: Case, person: Person) -> None:
    seen = opened(case, person)
    handling.acknowledge(seen, actor=person, version=seen.version)


def triage(
    case: Case,
    person: Person,
    category: str,
    urgency: str,
    rationale: str,
    *,
    level: int | None = None,
    harm: dict[str, str] | None = None,
) -> None:
    """Decide. The area of risk is the category's own."""
    seen, row = opened(case, person), Category.objects.get(code=category)
    decision = handling.Triage(
        category=row,
        four_c=row.four_c,
        urgency=urgency,
        rationale=rationale,
        support_level=level,
        harm=harm or {},
    )
    handling.triage(seen, actor=person, version=seen.version, decision=decision)


def start_work(case: Case, person: Person) -> None:
    seen = opened(case, person)
    handling.start_work(seen, actor=person, version=seen.version)


def note(case: Case, person: Person, body: str, *, happened_at: dt.datetime | None = None) -> None:
    writing.add_note(opened(case, person), actor=person, body=body, happened_at=happened_at)


def tell_outside(
    case: Case, person: Person, agency: str, body: str, *, happened_at: dt.datetime | None = None
) -> None:
    """Ask or tell an outside body, and write down what was said."""
    row = ExternalContact.objects.get(code=agency)
    writing.record_contact(opened(case, person), actor=person, agency=row, body=body, happened_at=happened_at)


def write_to_author(case: Case, person: Person, body: str) -> None:
    writing.write_to_author(opened(case, person), report_of(case), actor=person, body=body)


def answer(case: Case, body: str) -> None:
    """The author answers: they cannot open the case, only their own report."""
    report = report_of(case)
    writing.answer(Case.objects.get(pk=case.pk), report, actor=report.author, body=body)


def report_of(case: Case) -> Report:
    """The first report of a case."""
    return case.reports.order_by("sent_at")[0]


def give_action(case: Case, person: Person, title: str, owner: Person, due_on: dt.date) -> None:
    doing.add_action(opened(case, person), actor=person, title=title, owner=owner, due_on=due_on)


def finish_first_action(case: Case, person: Person) -> None:
    """Done: the action of the case that is due first."""
    action = case.actions.open().order_by("due_on")[0]
    doing.finish_action(action, actor=person, version=action.version)


def how_it_ended(outcome: str, rationale: str, not_told_because: str = "") -> closing.Closing:
    """The parents were told, unless a reason says why not."""
    return closing.Closing(
        outcome=Outcome.objects.get(code=outcome),
        rationale=rationale,
        parents_informed="no" if not_told_because else "yes",
        parents_reason=not_told_because,
        no_policy=True,
    )


def propose_close(case: Case, person: Person, ending: closing.Closing) -> None:
    seen = opened(case, person)
    closing.propose_close(seen, actor=person, version=seen.version, closing=ending)


def close_alone(case: Case, person: Person, ending: closing.Closing) -> None:
    seen = opened(case, person)
    closing.close_alone(seen, actor=person, version=seen.version, closing=ending)


def confirm(case: Case, person: Person, rationale: str = "") -> None:
    """The second person agrees to what was proposed."""
    seen = opened(case, person)
    closing.confirm_ending(seen, actor=person, version=seen.version, rationale=rationale)
