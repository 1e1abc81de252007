"""Everybody who decides for a child who is here, or starts soon."""

import datetime as dt
import uuid
from collections.abc import Iterable

from django.db.models import Q, QuerySet

from accounts.models import ChildContact
from workflow import clock

# Families are asked so long before the first day, so that the answers are there on it.
ASKED_BEFORE = dt.timedelta(days=30)


def deciding(child_ids: Iterable[uuid.UUID] | None = None) -> QuerySet[ChildContact]:
    """One row per child and person; of these children only, or of all."""
    today = clock.today()
    here = Q(child__started_on=None) | Q(child__started_on__lte=today + ASKED_BEFORE)
    stays = Q(child__left_on=None) | Q(child__left_on__gte=today)
    found = ChildContact.objects.holding().filter(here, stays, responsibility__in=ChildContact.DECIDING)
    found = found.filter(Q(person__left_on=None) | Q(person__left_on__gte=today))
    return found if child_ids is None else found.filter(child__in=list(child_ids))
