"""May this child be shown here? Computed from rows and dates when asked, never stored (domain §3.3).

Unknown is no. One no of anybody who has, or says they have, parental responsibility beats every
yes; the DSL's block beats everything.
"""

import datetime as dt
import uuid
from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from accounts.models import CareStatus, Child, ChildContact
from consents.models import Answer, Block, Notice
from workflow import clock

Capacity, Responsibility = ChildContact.Capacity, ChildContact.Responsibility
# What must be granted as well once a child has left (domain §3.4).
AFTER_LEAVING = "after-leaving"


def may_show(child: Child, purpose: str, on: dt.datetime | None = None) -> bool:
    """Yes or no, at the moment `on` (aware; default: now). A purpose that nobody knows is no."""
    return showing([child.pk], [purpose], on).get(child.pk, {}).get(purpose, False)


def showing(
    child_ids: Iterable[uuid.UUID], purposes: Iterable[str], on: dt.datetime | None = None
) -> dict[uuid.UUID, dict[str, bool]]:
    """Child id → purpose → yes or no. One query for all of them."""
    codes = list(dict.fromkeys(purposes))
    found = with_showing(Child.objects.filter(pk__in=list(child_ids)), codes, on)
    names = [_name(number) for number in range(len(codes))]
    rows = found.order_by().values_list("pk", *names)
    return {pk: dict(zip(codes, map(bool, answers), strict=True)) for pk, *answers in rows}


def with_showing(
    children: QuerySet[Child], codes: list[str], on: dt.datetime | None = None
) -> QuerySet[Child]:
    """`children` with `shows_0`, `shows_1`, … for each purpose of `codes`, in their order."""
    moment = on or clock.now()
    day = timezone.localdate(moment)
    return children.annotate(
        **{_name(number): _shows(code, moment, day) for number, code in enumerate(codes)}
    )


def _name(number: int) -> str:
    return f"shows_{number}"


def _shows(code: str, moment: dt.datetime, day: dt.date) -> Q:
    blocked = Exists(Block.objects.holding(moment).filter(child=OuterRef("pk")))
    here = (Q(started_on=None) | Q(started_on__lte=day)) & (Q(left_on=None) | Q(left_on__gte=day))
    left = Q(left_on__lt=day) & _agreed(AFTER_LEAVING, moment, day)
    return ~Q(blocked) & (here | left) & _agreed(code, moment, day)


def _agreed(code: str, moment: dt.datetime, day: dt.date) -> Q:
    """Somebody who may decide said yes to the notice that is current, and nobody says no."""
    answers = Answer.objects.filter(child=OuterRef("child"), person=OuterRef("person"), purpose=code)
    contacts = (
        ChildContact.objects.holding(moment)
        .filter(child=OuterRef("pk"))
        .exclude(responsibility=Responsibility.NO)
        .annotate(last=Subquery(answers.counting(moment).latest_first(moment).values("pk")[:1]))
    )
    last = Answer.objects.filter(pk=OuterRef("last"))
    current = Notice.objects.current(day).filter(purpose=code).values("pk")[:1]
    no = last.filter(kind__in=Answer.NO)
    yes = last.filter(kind=Answer.Kind.GRANTED, valid_until__gte=day, notice=Subquery(current))
    says_yes = contacts.filter(_authority(moment), Exists(yes))
    return Q(Exists(says_yes)) & ~Q(Exists(contacts.filter(Exists(no))))


def _authority(moment: dt.datetime) -> Q:
    """Whose yes counts: under a care order the authority's or what it delegated; else a parent's or the plan's."""
    order = CareStatus.objects.holding(moment).filter(kind=CareStatus.Kind.CARE_ORDER)
    under_order = Exists(order.filter(child=OuterRef("child")))
    has = Q(responsibility=Responsibility.YES)
    by_authority = has & Q(capacity=Capacity.AUTHORITY) & Q(under_order)
    by_parent = has & ~Q(capacity=Capacity.AUTHORITY) & ~Q(under_order)
    return Q(responsibility=Responsibility.DELEGATED) | by_authority | by_parent
