"""Whose turn it is with an official account, and what is to be done about those who hold them: for cards."""

from django.db.models import QuerySet

from accounts.models import Person, Role
from accounts.selectors import holders
from social.models import AccountRemoval, OfficialAccount, Recertification

State = OfficialAccount.State


def to_approve(person: Person) -> QuerySet[OfficialAccount]:
    """Assessed accounts that `permissions.accounts.can_approve` lets `person` approve."""
    rows = OfficialAccount.objects.filter(state=State.ASSESSED).exclude(proposed_by=person)
    if person.holds(Role.MANAGER):
        return rows
    managers = holders()[Role.MANAGER]
    if not person.holds(Role.OWNER) or len(managers) > 1:
        return rows.none()
    return rows.filter(proposed_by__in=managers) if managers else rows


def lost() -> QuerySet[OfficialAccount]:
    """Somebody else may be in them."""
    return OfficialAccount.objects.filter(state=State.COMPROMISED)


def to_take_away(person: Person) -> QuerySet[AccountRemoval]:
    """People to be taken off an account, by anybody but themselves."""
    return AccountRemoval.objects.filter(state=AccountRemoval.State.TO_DO).exclude(person=person)


def to_check() -> QuerySet[Recertification]:
    """Checks of who holds an account that are not finished."""
    return Recertification.objects.filter(state=Recertification.State.OPEN)
