"""Who may do what with platforms and official accounts (S3.3b, S5.1–S5.3, domain §5)."""

from typing import Any

from accounts.models import Person, Role
from accounts.selectors import holders
from social.models import AccountRemoval, OfficialAccount, Recertification

# S3.3b: only they hold the official accounts by their role.
HOLDING = (Role.MANAGER, Role.DEPUTY_MANAGER)
RUNNING = (Role.OWNER, *HOLDING)


def can_see_social(person: Person, obj: Any = None) -> bool:
    """Accounts, their checks and the register of access: leaders."""
    return person.is_leader


def can_keep_platforms(person: Person, obj: Any = None) -> bool:
    """Platforms, the setting's own domains, and what must be signed first."""
    return person.holds(Role.OWNER, Role.MANAGER)


def can_make_profile(person: Person, obj: Any = None) -> bool:
    """A profile for a child, where the platform's age allows one: staff hold it, never the child (S6.4)."""
    return person.holds(*RUNNING)


def can_propose(person: Person, obj: Any = None) -> bool:
    return person.holds(*RUNNING)


def can_change_account(person: Person, account: Any = None) -> bool:
    return person.holds(*RUNNING)


def can_approve(person: Person, account: OfficialAccount) -> bool:
    """The manager, who did not propose it; the owner, where every manager did, or there is none (S5.2, R7)."""
    if person.pk == account.proposed_by_id:
        return False
    if person.holds(Role.MANAGER):
        return True
    return person.holds(Role.OWNER) and not holders()[Role.MANAGER] - {account.proposed_by_id}


def can_agree_channel(person: Person, account: OfficialAccount) -> bool:
    """A channel that S5.1 does not name needs the owner too, who did not propose it."""
    return person.holds(Role.OWNER) and person.pk != account.proposed_by_id


def can_raise_alarm(person: Person, account: OfficialAccount) -> bool:
    """Whoever sees that somebody else is in the account says so: leaders, and those who hold it."""
    return person.is_leader or account.holders.open().filter(person=person).exists()


def can_secure(person: Person, account: Any = None) -> bool:
    return person.holds(*RUNNING)


def can_close(person: Person, account: Any = None) -> bool:
    return person.holds(Role.OWNER, Role.MANAGER)


def can_keep_holders(person: Person, account: Any = None) -> bool:
    """Writing down who can sign in there, and with which right."""
    return person.holds(*RUNNING)


def can_suspend_holder(person: Person, account: Any = None) -> bool:
    """Leaders; never oneself, which the action asks."""
    return person.is_leader


def can_restore_holder(person: Person, account: Any = None) -> bool:
    """Owner and manager; never oneself, which the action asks."""
    return person.holds(Role.OWNER, Role.MANAGER)


def can_recertify(person: Person, recertification: Recertification | None = None) -> bool:
    """Saying of each holder: keep or remove. Nobody answers for themselves, which the action asks."""
    return person.holds(*RUNNING)


def can_remove(person: Person, removal: AccountRemoval) -> bool:
    """Whoever runs the accounts, and is not the one to be taken away."""
    return person.holds(*RUNNING) and person.pk != removal.person_id
