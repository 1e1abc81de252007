"""Who decides about a request for access; and which requests wait for somebody (S3.3b, c, R7)."""

import uuid
from collections.abc import Iterable

from django.db.models import QuerySet

from accounts.models import Person, Role
from accounts.selectors import holders, tied_pairs
from social.models import AccessPermission


def deciders(permission: AccessPermission) -> set[uuid.UUID]:
    """Whom `permissions.access.can_decide` admits; empty when everybody who could is the requester or close to them."""
    return of_each([permission])[permission.pk]


def of_each(rows: Iterable[AccessPermission]) -> dict[uuid.UUID, set[uuid.UUID]]:
    """The same for many, by id. Two queries, whatever their number."""
    asked = list(rows)
    if not asked:
        return {}
    held, pairs = holders(), tied_pairs({row.person_id for row in asked})
    close: dict[uuid.UUID, set[uuid.UUID]] = {row.person_id: {row.person_id} for row in asked}
    for one, other in pairs:
        close[one].add(other)
    managers, owners = held[Role.MANAGER], held[Role.OWNER]
    found = {}
    for row in asked:
        apart, above = managers - close[row.person_id], owners - close[row.person_id]
        is_owners = row.account_id is not None or row.person_id in managers
        found[row.pk] = above if is_owners or not apart else apart
    return found


def waiting_for(person: Person) -> QuerySet[AccessPermission]:
    """The requests that this person is to decide, the oldest first."""
    ids = [pk for pk, who in of_each(AccessPermission.objects.waiting()).items() if person.pk in who]
    rows = AccessPermission.objects.filter(pk__in=ids).select_related("person", "platform", "account")
    return rows.order_by("requested_at", "pk")
