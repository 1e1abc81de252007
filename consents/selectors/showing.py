"""May this child be shown here? Computed from rows and dates when asked, never stored (domain §3.3).

Unknown is no. One no of anybody who has, or says they have, parental responsibility beats every
yes; the DSL's block beats everything. The database finds, per contact and purpose, what their last
answer comes to: one step down an index, however long the history. Here it is put together.
"""

import datetime as dt
import uuid
from collections.abc import Iterable

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.utils import timezone

from accounts.models import CareStatus, Child, ChildContact
from consents.models import Answer, Block, Notice
from workflow import clock

Capacity, Responsibility = ChildContact.Capacity, ChildContact.Responsibility
# What must be granted as well once a child has left (domain §3.4).
AFTER_LEAVING = "after-leaving"
# What the last answer of one person comes to; nothing said is None.
SAYS_NO, HOLDS_NO_MORE, SAYS_YES = 0, 1, 2


def may_show(child: Child, purpose: str, on: dt.datetime | None = None) -> bool:
    """Yes or no, at the moment `on` (aware; default: now). A purpose that nobody knows is no."""
    return showing([child.pk], [purpose], on)[child.pk][purpose]


def showing(
    child_ids: Iterable[uuid.UUID], purposes: Iterable[str], on: dt.datetime | None = None
) -> dict[uuid.UUID, dict[str, bool]]:
    """Child id → purpose → yes or no. One query for all of them; an id that nobody knows is no everywhere."""
    codes = list(dict.fromkeys(purposes))
    asked = list(dict.fromkeys([*codes, AFTER_LEAVING]))
    found = {pk: dict.fromkeys(codes, False) for pk in child_ids}
    moment = on or clock.now()
    day = timezone.localdate(moment)
    names = [_name(number) for number in range(len(asked))]
    rows = _contacts(list(found), asked, moment, day).values_list(
        "child", "child__left_on", "decides", *names
    )
    heard: dict[uuid.UUID, tuple[bool, list[tuple[bool, tuple[int | None, ...]]]]] = {}
    for pk, left_on, decides, *said in rows.iterator(chunk_size=2000):
        has_left = left_on is not None and left_on < day
        heard.setdefault(pk, (has_left, []))[1].append((decides, tuple(said)))
    for pk, (has_left, answers) in heard.items():
        agreed = {code: _agreed(answers, place) for place, code in enumerate(asked)}
        stays = not has_left or agreed[AFTER_LEAVING]
        found[pk] = {code: stays and agreed[code] for code in codes}
    return found


def _name(number: int) -> str:
    return f"said_{number}"


def _agreed(answers: list[tuple[bool, tuple[int | None, ...]]], place: int) -> bool:
    """Somebody whose yes counts says yes, and nobody says no."""
    if any(said[place] == SAYS_NO for _decides, said in answers):
        return False
    return any(decides and said[place] == SAYS_YES for decides, said in answers)


def _contacts(
    child_ids: list[uuid.UUID], codes: list[str], moment: dt.datetime, day: dt.date
) -> QuerySet[ChildContact]:
    """Whoever has a say about these children, unless a child is blocked or has not begun: then nobody has."""
    blocked = Block.objects.holding(moment).filter(child=OuterRef("child"))
    begun = Q(child__started_on=None) | Q(child__started_on__lte=day)
    held = ChildContact.objects.holding(moment).exclude(responsibility=Responsibility.NO)
    return held.filter(begun, ~Exists(blocked), child__in=child_ids).annotate(
        decides=Case(When(_authority(moment), then=Value(True)), default=Value(False)),
        **{_name(number): _said(code, moment, day) for number, code in enumerate(codes)},
    )


def _said(code: str, moment: dt.datetime, day: dt.date) -> Subquery:
    """What the last answer of the outer contact about one purpose comes to."""
    current = Notice.objects.current(day).filter(purpose=code).values("pk")[:1]
    holds = Q(kind=Answer.Kind.GRANTED, valid_until__gte=day, notice=Subquery(current))
    comes_to = Case(
        When(kind__in=Answer.NO, then=Value(SAYS_NO)),
        When(holds, then=Value(SAYS_YES)),
        default=Value(HOLDS_NO_MORE),
        output_field=IntegerField(),
    )
    answers = Answer.objects.filter(child=OuterRef("child"), person=OuterRef("person"), purpose=code)
    return Subquery(answers.counting(moment).latest_first(moment).values(comes_to=comes_to)[:1])


def _authority(moment: dt.datetime) -> Q:
    """Whose yes counts: under a care order the authority's or what it delegated; else a parent's or the plan's."""
    order = CareStatus.objects.holding(moment).filter(kind=CareStatus.Kind.CARE_ORDER)
    under_order = Exists(order.filter(child=OuterRef("child")))
    has = Q(responsibility=Responsibility.YES)
    by_authority = has & Q(capacity=Capacity.AUTHORITY) & Q(under_order)
    by_parent = has & ~Q(capacity=Capacity.AUTHORITY) & ~Q(under_order)
    return Q(responsibility=Responsibility.DELEGATED) | by_authority | by_parent
