"""Who may do what with policies (domain §5). Predicates take the acting person first.

Author and approver differ (R7), and nobody exempts or verifies themselves.
"""

from typing import Any
from uuid import UUID

from accounts.models import Person, Role
from accounts.selectors import holders
from policies.models import AcknowledgementRequest, PlanAction, PolicyVersion

DRAFTING = (Role.MANAGER, Role.DEPUTY_MANAGER, Role.DSL)
DECIDING = (Role.OWNER, Role.MANAGER)


def can_read_policies(person: Person, obj: Any = None) -> bool:
    """Policies in force are for everybody in scope (S1.4); so are the library and one's own signatures."""
    return True


def can_see_drafts(person: Person, obj: Any = None) -> bool:
    """Versions that are being made, reviews and sources: leaders."""
    return person.is_leader


def can_keep_policies(person: Person, obj: Any = None) -> bool:
    """The list of policies, whom they bind, what they lean on and cite."""
    return person.holds(*DECIDING)


def can_draft(person: Person, obj: Any = None) -> bool:
    return person.holds(*DRAFTING)


def can_confirm_keys(person: Person, version: PolicyVersion) -> bool:
    """Which clause goes on as which is the manager's to say, whoever drafts."""
    return person.holds(Role.MANAGER)


def can_agree(person: Person, version: PolicyVersion) -> bool:
    """The manager's review of a version, which may be the manager's own draft: the owner decides after it."""
    return person.holds(Role.MANAGER)


def can_approve(person: Person, version: PolicyVersion) -> bool:
    """The owner, never somebody who drafted it; a manager who did not, where every owner did (§6.8, R7)."""
    if version.drafters.filter(person=person).exists():
        return False
    return person.holds(Role.OWNER) or (person.holds(Role.MANAGER) and _every_owner_drafted(version))


def who_may_approve(version: PolicyVersion) -> set[UUID]:
    """The ids of those who may approve it today; nobody, where every owner and manager drafted it."""
    held = holders()
    drafters = set(version.drafters.values_list("person_id", flat=True))
    owners = held[Role.OWNER] - drafters
    return owners or (held[Role.MANAGER] - drafters if held[Role.OWNER] else set())


def _every_owner_drafted(version: PolicyVersion) -> bool:
    owners = holders()[Role.OWNER]
    return bool(owners) and owners <= set(version.drafters.values_list("person_id", flat=True))


def can_send_back(person: Person, version: PolicyVersion) -> bool:
    """Whoever's turn it is, and whoever may draft: a mistake is best found early."""
    return person.holds(Role.OWNER, *DRAFTING)


def can_publish(person: Person, obj: Any = None) -> bool:
    return person.holds(*DECIDING)


def is_asked(person: Person, version: PolicyVersion) -> bool:
    """Whoever was asked to sign answers for themselves."""
    return AcknowledgementRequest.objects.filter(version=version, person=person).exists()


def can_see_signatures(person: Person, obj: Any = None) -> bool:
    """Who has signed what: those who answer for it."""
    return person.holds(Role.OWNER, Role.MANAGER, Role.DEPUTY_MANAGER)


def can_record_signatures(person: Person, obj: Any = None) -> bool:
    """Paper is entered by those who keep the register; each entry says who did."""
    return can_see_signatures(person)


def can_exempt(person: Person, obj: Any = None) -> bool:
    """Exemptions are granted by owner or manager; the action refuses one's own."""
    return person.holds(*DECIDING)


def can_review(person: Person, obj: Any = None) -> bool:
    """Reviews are done by manager and owner; others contribute."""
    return person.holds(*DECIDING)


def can_contribute(person: Person, obj: Any = None) -> bool:
    """Answers to a review's questions may come from any leader."""
    return person.is_leader


def can_see_dashboard(person: Person, obj: Any = None) -> bool:
    """What is due, late or at risk: leaders, and inspectors, who read no number that singles somebody out (§5)."""
    return person.is_leader or person.holds(Role.INSPECTOR)


def can_see_small_numbers(person: Person, obj: Any = None) -> bool:
    """One or two of something is somebody: inspectors are not told (§5)."""
    return person.is_leader


def can_see_plan(person: Person, obj: Any = None) -> bool:
    """The whole action plan: leaders, and inspectors to read; everybody else sees their own actions (§5)."""
    return person.is_leader or person.holds(Role.INSPECTOR)


def can_see_action(person: Person, action: PlanAction) -> bool:
    """Leaders and inspectors see the whole plan, everybody their own part of it."""
    return can_see_plan(person) or action.owner_id == person.pk


def can_note(person: Person, action: PlanAction) -> bool:
    """Whoever sees it and works here: an inspector only reads."""
    return person.is_leader or action.owner_id == person.pk


def can_plan(person: Person, obj: Any = None) -> bool:
    return person.is_leader


def can_work_on(person: Person, action: PlanAction) -> bool:
    """Its owner, while they hold it."""
    return action.owner_id == person.pk


def can_verify(person: Person, action: PlanAction) -> bool:
    """Another person than its owner and than whoever said it was done (§6.10)."""
    return person.is_leader and person.pk not in (action.owner_id, action.claimed_by_id)


def can_cancel(person: Person, action: PlanAction) -> bool:
    """A leader who does not hold it: nobody strikes out their own duty."""
    return person.is_leader and person.pk != action.owner_id
