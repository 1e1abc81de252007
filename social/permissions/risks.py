"""Who may do what with risk assessments (domain §5, §6.4). The acting person comes first.

Whoever wrote on an assessment never approves it, whatever else they are; and where the manager or
the DSL wrote on it, the deputy DSL or the owner decides.
"""

from typing import Any

from django.db.models import F, Max

from accounts.models import Person, Role
from accounts.selectors import holders
from social.models import Hazard, RiskAssessment, RiskBand
from social.models.risks import APPROVED_ONCE, RISK_STATES

WRITING = (Role.MANAGER, Role.DEPUTY_MANAGER, Role.DSL, Role.DEPUTY_DSL)
APPROVING = (Role.MANAGER, Role.DSL)
INSTEAD = (Role.DEPUTY_DSL, Role.OWNER)
# What has been handed in once: everybody who works here reads it, and says what they see (§5: contribute).
READ_BY_STAFF = tuple(state for state in RISK_STATES if state not in ("draft", "given_up"))
# What was decided once, whatever became of it: never what is still being thought through (§5: view).
READ_BY_INSPECTORS = tuple(APPROVED_ONCE)


def can_see_risks(person: Person, obj: Any = None) -> bool:
    """Everybody who works here: they keep to the controls. And inspectors, to read, which is written down."""
    return person.is_staff_member or person.holds(Role.INSPECTOR)


def readable_states(person: Person) -> tuple[str, ...]:
    """In which states an assessment may be read by `person`."""
    if can_see_risk_drafts(person):
        return tuple(RISK_STATES)
    if person.is_staff_member:
        return READ_BY_STAFF
    return READ_BY_INSPECTORS if can_see_risks(person) else ()


def can_read_risk_notes(person: Person, obj: Any = None) -> bool:
    """What colleagues wrote to each other about one: why it was sent back, suspended, or looked at again."""
    return person.is_staff_member


def can_see_risk_drafts(person: Person, obj: Any = None) -> bool:
    """What is being made, and what was given up: leaders."""
    return person.is_leader


def can_write_risks(person: Person, obj: Any = None) -> bool:
    return person.holds(*WRITING)


def can_contribute(person: Person, obj: Any = None) -> bool:
    """Whoever works with it every day says what they see, once they may read it."""
    readable = obj is None or obj.state in READ_BY_STAFF
    return person.is_leader or (person.is_staff_member and readable)


def can_keep_tools(person: Person, obj: Any = None) -> bool:
    """The list of remote-learning tools."""
    return person.holds(Role.OWNER, *WRITING)


def wrote_on(person: Person, assessment: RiskAssessment) -> bool:
    """They began it or wrote on it, as the rows say."""
    return assessment.started_by_id == person.pk or assessment.authors.filter(person=person.pk).exists()


def who_approves(assessment: RiskAssessment) -> tuple[str, ...]:
    """The roles that may approve it: never those of a manager or DSL who wrote on it (§6.4, R2)."""
    authors = dict(assessment.authors.values_list("person_id", "was_approver"))
    held = holders()
    are_now = held[Role.MANAGER] | held[Role.DSL]
    by_approver = any(authors.values()) or not are_now.isdisjoint({*authors, assessment.started_by_id})
    return INSTEAD if by_approver else APPROVING


def can_approve(person: Person, assessment: RiskAssessment) -> bool:
    """Somebody whose role decides on it, and who wrote nothing of it."""
    return person.holds(*who_approves(assessment)) and not wrote_on(person, assessment)


def can_approve_alone(person: Person, assessment: RiskAssessment) -> bool:
    """So that it covers from now on: a high residual risk is the owner's to accept as well."""
    if not can_approve(person, assessment):
        return False
    return not needs_owner(assessment) or person.holds(Role.OWNER)


def can_sign_off(person: Person, assessment: RiskAssessment) -> bool:
    """The owner, who neither wrote on it nor agreed to it already.

    Where every owner wrote on it, another of those who may decide on assessments.
    """
    if wrote_on(person, assessment) or assessment.approved_by_id == person.pk:
        return False
    if person.holds(Role.OWNER):
        return True
    owners = holders()[Role.OWNER]
    authors = {assessment.started_by_id, *assessment.authors.values_list("person_id", flat=True)}
    return bool(owners) and owners <= authors and person.holds(*APPROVING, *INSTEAD)


def can_return(person: Person, assessment: RiskAssessment) -> bool:
    """Whoever's turn it is."""
    return can_approve(person, assessment) or can_sign_off(person, assessment)


def can_suspend(person: Person, assessment: RiskAssessment) -> bool:
    """Any leader: switching off is the safe side."""
    return person.is_leader


def can_withdraw(person: Person, assessment: RiskAssessment) -> bool:
    """Whoever answers for platforms and accounts: there is no way back but a new version."""
    return person.holds(Role.OWNER, *APPROVING, Role.DEPUTY_DSL)


def needs_owner(assessment: RiskAssessment) -> bool:
    """Whether a risk that is left, as it was handed in, is so high that the owner must agree to it."""
    worst = worst_left(assessment)
    band = RiskBand.objects.filter(from_score__lte=worst).order_by("-from_score").first()
    return band is not None and band.needs_owner


def worst_left(assessment: RiskAssessment) -> int:
    """The highest score with the controls, as it was handed in; 0 without a hazard."""
    rows = Hazard.objects.filter(assessment=assessment.pk, edition=assessment.edition)
    found = rows.aggregate(worst=Max(F("likelihood_after") * F("impact_after")))["worst"]
    return found or 0
