"""Who may do what with families' messages, the checks of comments, and what families are told (domain §5)."""

from typing import Any

from accounts.models import SAFEGUARDING_ROLES, Person, Role
from accounts.selectors import tied_to
from social.models.families import LeaverContact
from social.models.moderation import FamilyMessage

HANDLING = (Role.MANAGER, Role.DEPUTY_MANAGER, *sorted(SAFEGUARDING_ROLES))


def can_see_messages(person: Person, obj: Any = None) -> bool:
    """Whoever works here sees what they noted; leaders see all that is not of their own family."""
    return person.is_staff_member


def can_note_message(person: Person, obj: Any = None) -> bool:
    """Whoever sees one tells it (S5.10h)."""
    return person.is_staff_member


def is_own_family(person: Person, message: FamilyMessage | LeaverContact) -> bool:
    """Sent by them, or by or about somebody they are tied to (R1)."""
    people, children = tied_to(person)
    return message.person_id in {person.pk, *people} or message.child_id in children


def can_redirect(person: Person, message: FamilyMessage) -> bool:
    """Those who hold the accounts, and the safeguarding leads; never what their own family wrote."""
    return person.holds(*HANDLING) and not is_own_family(person, message)


def can_check_comments(person: Person, obj: Any = None) -> bool:
    return person.holds(*HANDLING)


def can_see_checks(person: Person, obj: Any = None) -> bool:
    return person.is_leader


def can_write_word(person: Person, obj: Any = None) -> bool:
    """What families are told is the owner's and the manager's to say, as with notices about pictures."""
    return person.holds(Role.OWNER, Role.MANAGER)


def can_see_deliveries(person: Person, obj: Any = None) -> bool:
    """Who has been told, and who has not."""
    return person.is_leader


def can_hand_over(person: Person, obj: Any = None) -> bool:
    return person.holds(Role.OWNER, *HANDLING)


def can_see_leaver_contacts(person: Person, obj: Any = None) -> bool:
    return person.is_leader


def can_note_leaver_contact(person: Person, contact: LeaverContact) -> bool:
    """A leader notes that a family asked; never for their own family."""
    return person.is_leader and not is_own_family(person, contact)
