"""Who may do what about children's pictures (domain §5). Predicates take the acting person first."""

from typing import Any

from accounts.models import SAFEGUARDING_ROLES, Child, ChildContact, Person, Role, Tie
from consents.models import ConsentRecord, Request

ENTERING = (Role.MANAGER, Role.DEPUTY_MANAGER, *sorted(SAFEGUARDING_ROLES))


def contact_of(person: Person, child: Child) -> ChildContact | None:
    """The person's standing for the child at this moment; None for a stranger."""
    return ChildContact.objects.holding().filter(child=child, person=person).first()


def may_decide(person: Person, record: ConsentRecord) -> bool:
    """Signing: verified parental responsibility, or what a written plan delegates (§3.2)."""
    contact = contact_of(person, record.child)
    return contact is not None and contact.responsibility in ChildContact.DECIDING


def may_refuse(person: Person, record: ConsentRecord) -> bool:
    """A no is taken from everybody who has, or says they have, parental responsibility: it protects (R6)."""
    contact = contact_of(person, record.child)
    return contact is not None and contact.responsibility != ChildContact.Responsibility.NO


def is_asked(person: Person, request: Request) -> bool:
    """A request is the business of whom it asks."""
    return request.person_id == person.pk


def is_close(person: Person, child: Child) -> bool:
    """Whoever belongs to the child's family neither reads nor handles what others answered (R1)."""
    tied = Tie.objects.in_force().filter(person=person, child=child)
    return contact_of(person, child) is not None or tied.exists()


def _apart(person: Person, obj: Any) -> bool:
    """Not close to the child of `obj`, a child or a child's record; nothing to be close to without one."""
    return obj is None or not is_close(person, obj if isinstance(obj, Child) else obj.child)


def can_enter_answers(person: Person, obj: Any = None) -> bool:
    """What came on paper, by telephone or by letter."""
    return person.holds(*ENTERING) and _apart(person, obj)


def can_check_answers(person: Person, obj: Any = None) -> bool:
    """Comparing with the form what another entered; by whom it was entered, the action asks."""
    return person.holds(Role.OWNER, *ENTERING) and _apart(person, obj)


def can_enter_withdrawal(person: Person, obj: Any = None) -> bool:
    """A withdrawal that was said to anybody who works here is entered at once (§3.7)."""
    return person.is_staff_member


def can_block(person: Person, obj: Any = None) -> bool:
    """The safeguarding block, and its reason: DSL and deputy DSL only."""
    return person.holds(*SAFEGUARDING_ROLES) and _apart(person, obj)


def can_see_sheet(person: Person, obj: Any = None) -> bool:
    """Yes or no for every child: whoever may hold a camera here."""
    return person.is_staff_member


def can_see_answers(person: Person, obj: Any = None) -> bool:
    """Who answered what: those who ask and enter. Never why a child is blocked."""
    return person.holds(Role.OWNER, *ENTERING) and _apart(person, obj)


def can_keep_notices(person: Person, obj: Any = None) -> bool:
    return person.holds(Role.OWNER, Role.MANAGER)


def can_open_campaign(person: Person, obj: Any = None) -> bool:
    """Asking everybody anew before the year is over: whoever keeps the notices."""
    return can_keep_notices(person)


def can_hand_over(person: Person, obj: Any = None) -> bool:
    """Lending the setting's tablet to a parent: whoever may enter that parent's form."""
    return can_enter_answers(person, obj)
