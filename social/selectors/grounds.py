"""Why somebody may hold an official account: their role, or an exception that the owner approved (S3.3b).

A suspended exception is still one: whoever holds it posts nothing, and is not taken away from the account yet.
"""

import uuid
from collections.abc import Iterable

from django.db.models import QuerySet

from accounts.models import Person
from accounts.selectors import holders
from social.models import AccessPermission, AccountHolder, AccountRemoval
from social.permissions.access import ASKING
from social.permissions.accounts import HOLDING
from workflow import clock

Cause = AccountRemoval.Cause
Pair = tuple[uuid.UUID, uuid.UUID]


def has_ground(person: Person, account_id: uuid.UUID) -> bool:
    return person.holds(*HOLDING) or (account_id, person.pk) in _exceptions([account_id])


def groundless(only: QuerySet[AccountHolder] | None = None) -> list[AccountHolder]:
    """Holders who may not be there any more. Three queries, whatever their number."""
    rows = AccountHolder.objects.open() if only is None else only
    found = list(rows.select_related("person", "account").order_by("account_id", "pk"))
    by_role, by_exception = working(HOLDING), _exceptions({row.account_id for row in found})
    return [
        row
        for row in found
        if row.person_id not in by_role and (row.account_id, row.person_id) not in by_exception
    ]


def cause_of(holder: AccountHolder) -> str:
    """Why a holder who may not be there any more is taken away."""
    if holder.person_id not in working(ASKING):
        return Cause.LEFT
    had_exception = AccessPermission.objects.filter(account=holder.account_id, person=holder.person_id)
    return Cause.ENDED if had_exception.exists() else Cause.ROLE


def working(roles: Iterable[str]) -> set[uuid.UUID]:
    """Who holds one of `roles` today, and has not left."""
    held = holders()
    return set().union(*(held[role] for role in roles))


def _exceptions(account_ids: Iterable[uuid.UUID]) -> set[Pair]:
    """Account and person of every exception that has not ended."""
    state = AccessPermission.State
    rows = AccessPermission.objects.filter(
        account__in=list(account_ids),
        state__in=[state.APPROVED, state.SUSPENDED],
        expires_on__gte=clock.today(),
        person__in=working(ASKING),
    )
    return set(rows.values_list("account_id", "person_id"))
