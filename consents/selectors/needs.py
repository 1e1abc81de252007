"""Who has to be asked, about which child, and why: computed from rows and dates, never stored."""

import dataclasses
import datetime as dt
import uuid
from collections.abc import Iterable

from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from accounts.models import ChildContact
from consents.models import Answer, Notice, Purpose, RenewalRule, Request, SignatureCheck
from consents.selectors import notices
from workflow import clock

# Families are asked so long before the first day, so that the answers are there on it.
ASKED_BEFORE = dt.timedelta(days=30)
Reason = Request.Reason


@dataclasses.dataclass(frozen=True)
class Need:
    """One person who has to be asked about one child."""

    child_id: uuid.UUID
    person_id: uuid.UUID
    reason: str


def deciding(child_ids: Iterable[uuid.UUID] | None = None) -> QuerySet[ChildContact]:
    """Everybody who decides for a child who is here, or starts soon."""
    today = clock.today()
    here = Q(child__started_on=None) | Q(child__started_on__lte=today + ASKED_BEFORE)
    stays = Q(child__left_on=None) | Q(child__left_on__gte=today)
    found = ChildContact.objects.holding().filter(here, stays, responsibility__in=ChildContact.DECIDING)
    found = found.filter(Q(person__left_on=None) | Q(person__left_on__gte=today))
    return found if child_ids is None else found.filter(child__in=list(child_ids))


def unanswered(child_ids: Iterable[uuid.UUID] | None = None) -> QuerySet[ChildContact]:
    """Those of `deciding` from whom an answer to some purpose is missing, lapsed, or to an earlier notice.

    Nobody, as long as some purpose has no notice: without its words there is nothing to ask. Two queries.
    """
    if notices.unknown_to(notices.current()):
        return ChildContact.objects.none()
    return deciding(child_ids).filter(Exists(_purposes_to_ask()))


def _purposes_to_ask() -> QuerySet[Purpose]:
    """Asked purposes whose last answer by the outer contact does not hold.

    A yes on paper that a second person found to differ from the form is none.
    """
    moment, today = clock.now(), clock.today()
    said = Answer.objects.filter(
        child=OuterRef(OuterRef("child")), person=OuterRef(OuterRef("person")), purpose=OuterRef("pk")
    ).latest_first(moment)
    current = Notice.objects.current(today).filter(purpose=OuterRef("pk"))
    asked = Purpose.objects.asked().annotate(
        last_kind=Subquery(said.values("kind")[:1]),
        last_notice=Subquery(said.values("notice")[:1]),
        last_until=Subquery(said.values("valid_until")[:1]),
        last_signature=Subquery(said.values("signature")[:1]),
        now_notice=Subquery(current.values("pk")[:1]),
    )
    differs = SignatureCheck.objects.filter(signature=OuterRef("last_signature"), agrees=False)
    yes = Q(last_until__gte=today) & ~Exists(differs)
    holds = Q(last_notice=F("now_notice")) & (Q(last_kind__in=Answer.NO) | yes)
    # Written positively: what is missing is NULL, which `exclude` would pass over.
    return asked.filter(Q(last_kind=None) | Q(last_notice=None) | ~holds)


def to_ask(child_ids: Iterable[uuid.UUID] | None = None) -> list[Need]:
    """Who must be asked now and has not been: neither by an open request nor by one that lapsed for the same need."""
    contacts = list(unanswered(child_ids).select_related("child").order_by("person", "child"))
    asked, answered = _last_requests(contacts), _last_answers(contacts)
    begun = max((notice.begins_on for notice in notices.current().values()), default=None)
    rule = RenewalRule.objects.filter(pk="yearly").first()
    found = []
    for row in contacts:
        key = (row.child_id, row.person_id)
        last = asked.get(key)
        if last is None or _anew(last, row, begun, rule):
            found.append(Need(*key, _reason(last, answered.get(key), rule)))
    return found


def _last_answers(contacts: list[ChildContact]) -> dict[tuple[uuid.UUID, uuid.UUID], dt.datetime]:
    """(child, person) → when they last answered anything."""
    rows = Answer.objects.filter(person__in={row.person_id for row in contacts})
    latest = rows.values_list("child", "person").annotate(last=Max("at")).order_by()
    return {(child, person): at for child, person, at in latest}


def _last_requests(contacts: list[ChildContact]) -> dict[tuple[uuid.UUID, uuid.UUID], Request]:
    rows = Request.objects.filter(person__in={row.person_id for row in contacts}).order_by("asked_at")
    return {(row.child_id, row.person_id): row for row in rows}


def _anew(last: Request, contact: ChildContact, begun: dt.date | None, rule: RenewalRule | None) -> bool:
    """Whether something happened since the last request that makes the question a new one."""
    if last.state in Request.OPEN:
        return False
    if last.state != Request.State.LAPSED:
        return True
    day = _day(last.asked_at)
    new_year = rule is not None and rule.valid_until(day) != rule.valid_until(clock.today())
    return new_year or contact.begins_at > last.asked_at or (begun is not None and begun > day)


def _reason(last: Request | None, answered: dt.datetime | None, rule: RenewalRule | None) -> str:
    if answered is None:
        return Reason.JOINING if last is None else Reason.RIGHT
    lapsed = rule is not None and rule.valid_until(_day(answered)) < clock.today()
    return Reason.RENEWAL if lapsed else Reason.NOTICE


def _day(moment: dt.datetime) -> dt.date:
    return timezone.localdate(moment)


def not_needed() -> QuerySet[Request]:
    """Open requests of people who no longer decide for the child, or of a child who has left."""
    still = deciding().filter(child=OuterRef("child"), person=OuterRef("person"))
    return Request.objects.open().filter(~Exists(still))
