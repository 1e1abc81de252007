"""Who decides about a request for access; and which requests wait for somebody (S3.3b, c, R7)."""

import uuid
from collections.abc import Iterable
from functools import reduce
from operator import and_

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import Person, Role, Tie
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
    """The requests that this person is to decide, the oldest first: as `of_each` says, in one query."""
    if not person.holds(Role.MANAGER, Role.OWNER):
        return AccessPermission.objects.none()
    held = holders()
    managers, owners = held[Role.MANAGER], held[Role.OWNER]
    is_owners = Q(account__isnull=False) | Q(person__in=managers)
    # Every manager is the requester or close to them, or there is none.
    is_owners |= reduce(and_, map(_is_close, managers), Q(pk__isnull=False))
    turn = Q(pk__in=[])
    if person.pk in owners:
        turn |= is_owners
    if person.pk in managers:
        turn |= ~is_owners
    rows = AccessPermission.objects.waiting().filter(turn).exclude(_is_close(person.pk))
    return rows.select_related("person", "platform", "account").order_by("requested_at", "pk")


def _is_close(pk: uuid.UUID) -> Q:
    """That the requester is somebody, or tied to them."""
    requester = OuterRef("person")
    ties = Tie.objects.in_force().filter(
        Q(person=requester, other_person=pk) | Q(person=pk, other_person=requester)
    )
    return Q(person=pk) | Q(Exists(ties))
