"""Who has to be asked, about which child, and why: computed from rows and dates, never stored."""

import dataclasses
import datetime as dt
import uuid
from collections.abc import Iterable, Iterator

from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from accounts.models import ChildContact
from consents.models import Answer, Notice, Purpose, RenewalRule, Request, SignatureCheck
from consents.selectors import notices, renewing
from consents.selectors.deciders import deciding
from workflow import clock

Reason = Request.Reason
MOST_VALUES = 10_000


@dataclasses.dataclass(frozen=True)
class Need:
    """One person who has to be asked about one child."""

    child_id: uuid.UUID
    person_id: uuid.UUID
    reason: str
    campaign_id: uuid.UUID | None = None


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
    """Who must be asked now and has not been: neither by an open request nor by one that lapsed for the same need.

    While a campaign runs, also whoever was not asked in it, whatever they answered before.
    """
    ids = None if child_ids is None else list(child_ids)
    campaign = renewing.running()
    anew = {(row.child_id, row.person_id): row for row in renewing.to_renew(campaign, ids)}
    contacts = {(row.child_id, row.person_id): row for row in unanswered(ids).select_related("child")}
    people = {person for _child, person in [*anew, *contacts]}
    asked, answered = _last_requests(people), _last_answers(people)
    begun = max((notice.begins_on for notice in notices.current().values()), default=None)
    rule = RenewalRule.objects.filter(pk="yearly").first()
    found = []
    for key, row in sorted({**contacts, **anew}.items(), key=lambda item: item[0][::-1]):
        last = asked.get(key)
        if campaign is not None and key in anew:
            found.append(Need(*key, _reason_anew(answered.get(key)), campaign.pk))
        elif last is None or _anew(last, row, begun, rule):
            found.append(Need(*key, _reason(last, answered.get(key), rule)))
    return found


def _reason_anew(answered: dt.datetime | None) -> str:
    return Reason.CAMPAIGN if answered else Reason.JOINING


def _last_answers(people: set[uuid.UUID]) -> dict[tuple[uuid.UUID, uuid.UUID], dt.datetime]:
    """(child, person) → when they last answered anything."""
    found = {}
    for some in _in_parts(people):
        rows = Answer.objects.filter(person__in=some)
        latest = rows.values_list("child", "person").annotate(last=Max("at")).order_by()
        found.update({(child, person): at for child, person, at in latest})
    return found


def _last_requests(people: set[uuid.UUID]) -> dict[tuple[uuid.UUID, uuid.UUID], Request]:
    found = {}
    for some in _in_parts(people):
        rows = Request.objects.filter(person__in=some).order_by("asked_at")
        found.update({(row.child_id, row.person_id): row for row in rows})
    return found


def _in_parts(people: set[uuid.UUID]) -> Iterator[list[uuid.UUID]]:
    """A statement takes only so many values, and a campaign asks everybody."""
    everybody = sorted(people)
    for first in range(0, len(everybody), MOST_VALUES):
        yield everybody[first : first + MOST_VALUES]


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


def says_no_to_everything(child_id: uuid.UUID, person_id: uuid.UUID) -> bool:
    """Whether one person's last answer to every asked purpose is no. Two queries."""
    rows = Answer.objects.filter(child=child_id, person=person_id).order_by("at", "sequence")
    last = {row.purpose_id: row.kind for row in rows}
    return all(last.get(purpose.pk) in Answer.NO for purpose in Purpose.objects.asked())


def not_needed() -> QuerySet[Request]:
    """Open requests of people who no longer decide for the child, or of a child who has left."""
    still = deciding().filter(child=OuterRef("child"), person=OuterRef("person"))
    return Request.objects.open().filter(~Exists(still))
