"""Who may do what with a case. Pure predicates; the person comes first.

Access = an access row AND no conflict of interest (R1). `_capacity` asks both, in the
database, each time: a button drawn a minute ago proves nothing now.
"""

from typing import Any, NamedTuple
from uuid import UUID

from accounts.models import SAFEGUARDING_ROLES, Person, Role
from incidents.models import Access, Case, CaseAction, ClosingRule, Report

LEAD = Access.Capacity.LEAD


# Set by `remember_standing` on one loaded case, for drawing one page.
REMEMBERED = "_remembered_standing"


class Standing(NamedTuple):
    """What one person is to one case, as the page read it."""

    person_id: UUID
    capacity: str
    is_author: bool


def remember_standing(person: Person, case: Case, capacity: str, *, is_author: bool) -> None:
    """Keep what was read with the case, for a page that draws many buttons and does nothing else.

    Never before an action: deciding asks the database.
    """
    setattr(case, REMEMBERED, Standing(person.pk, capacity, is_author))


def _remembered(person: Person, case: Case) -> Standing | None:
    standing: Standing | None = getattr(case, REMEMBERED, None)
    return standing if standing and standing.person_id == person.pk else None


def _capacity(person: Person, case: Case) -> str:
    """The person's capacity on the case, or "" without access or in conflict."""
    if standing := _remembered(person, case):
        return standing.capacity
    seen = Case.objects.visible_to(person).filter(pk=case.pk)
    return seen.values_list("accesses__capacity", flat=True).first() or ""


def _wrote_a_report(person: Person, case: Case) -> bool:
    if standing := _remembered(person, case):
        return standing.is_author
    return case.reports.filter(author=person).exists()


def can_read(person: Person, case: Case) -> bool:
    """May open the case page."""
    return bool(_capacity(person, case))


def can_note(person: Person, case: Case) -> bool:
    """Everybody with access may add to the chronology."""
    return can_read(person, case)


def can_lead(person: Person, case: Case) -> bool:
    """Set route and level, decide, and hand over: DSL and deputy DSL, or whom the routing made lead.

    The owner leads only where a conflict of interest made them lead (domain §5, triage).
    """
    capacity = _capacity(person, case)
    return capacity == LEAD or (bool(capacity) and person.holds(*SAFEGUARDING_ROLES))


def can_assign(person: Person, case: Case) -> bool:
    """Any leader on the case may give somebody an action (domain §5)."""
    return person.is_leader and can_read(person, case)


def can_confirm_ending(person: Person, case: Case) -> bool:
    """The second person: on the case, not the one who proposed the ending (R2, R7)."""
    may_close = person.holds(Role.OWNER, Role.MANAGER, *SAFEGUARDING_ROLES)
    return may_close and case.proposed_by_id != person.pk and can_read(person, case)


def can_close_alone(person: Person, case: Case) -> bool:
    """Alone only where a closing rule says so, never where the harm threshold may be met (§6.1),
    and never on one's own report: a second person closes what one recorded oneself (COI-4)."""
    if case.may_meet_harm_threshold or not can_lead(person, case) or _wrote_a_report(person, case):
        return False
    rules = ClosingRule.objects.filter(urgency=case.urgency, support_level=case.support_level or 0)
    return rules.exists()


def can_reopen(person: Person, case: Case) -> bool:
    return person.holds(Role.OWNER, *SAFEGUARDING_ROLES) and can_read(person, case)


def is_author(person: Person, report: Report) -> bool:
    """The author of a report keeps it and may add to it, whatever else holds."""
    return report.author_id == person.pk


def can_answer(person: Person, case: Case) -> bool:
    """The author of one of the case's reports answers what a lead asked, without seeing the case."""
    return _wrote_a_report(person, case)


def can_finish_action(person: Person, action: CaseAction) -> bool:
    """Its owner, or whoever leads the case."""
    mine = CaseAction.objects.visible_to(person).filter(pk=action.pk).exists()
    return mine or can_lead(person, action.case)


def can_cancel_action(person: Person, action: CaseAction) -> bool:
    return can_lead(person, action.case)


def can_add_action(person: Person, action: CaseAction) -> bool:
    return can_assign(person, action.case)


def can_send_report(person: Person, report: Any = None) -> bool:
    """Everybody in scope may report, except an inspector (domain §5)."""
    return not person.roles or bool(person.roles - {Role.INSPECTOR})


def can_send(person: Person, report: Report) -> bool:
    return is_author(person, report) and can_send_report(person)


def can_see_queue(person: Person) -> bool:
    """The queue's page, full or empty; its rows are those of `visible_to`."""
    return person.is_leader
