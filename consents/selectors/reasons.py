"""Why a child may or may not be shown: the same verdict as `showing`, taken apart for those who may read it.

`reasons` is pure: it reads what `facts_of` has gathered, and nothing else.
"""

import dataclasses
import datetime as dt
import uuid
from collections.abc import Mapping
from enum import StrEnum

from django.utils import timezone

from accounts.models import CareStatus, Child, ChildContact
from consents.models import Answer, Block, SignatureCheck
from consents.selectors import notices
from consents.selectors.showing import AFTER_LEAVING
from workflow import clock

Capacity, Responsibility = ChildContact.Capacity, ChildContact.Responsibility


class Why(StrEnum):
    """What decides, or stands in the way."""

    AGREED = "agreed"
    BLOCKED = "blocked"
    NOT_HERE_YET = "not here yet"
    LEFT = "left"
    NOT_TOLD = "not told"
    NOBODY = "nobody"
    NO_ANSWER = "no answer"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    NOTICE_CHANGED = "notice changed"
    NOT_CHECKED = "not checked"
    DIFFERS = "differs from the form"
    NOT_VERIFIED = "not verified"
    CARE_ORDER = "care order"
    NO_CARE_ORDER = "no care order"


@dataclasses.dataclass(frozen=True)
class Reason:
    """`person_id`: whose answer it is about. `day`: when it was said, or until when it holds or held."""

    why: Why
    person_id: uuid.UUID | None = None
    day: dt.date | None = None


@dataclasses.dataclass(frozen=True)
class Verdict:
    """Yes or no, and what decided."""

    is_yes: bool
    reasons: tuple[Reason, ...]


Said = tuple[uuid.UUID, str]


@dataclasses.dataclass(frozen=True)
class Facts:
    """What held at one moment. `last`, `entered`: (person, purpose) → the last answer that counts, and the last at all.

    `differing`: signatures that a second person found to differ from the form.
    """

    day: dt.date
    started_on: dt.date | None
    left_on: dt.date | None
    is_blocked: bool
    under_order: bool
    contacts: tuple[ChildContact, ...]
    last: Mapping[Said, Answer]
    entered: Mapping[Said, Answer]
    notices: Mapping[str, uuid.UUID]
    differing: frozenset[uuid.UUID] = frozenset()


def facts_of(child: Child, on: dt.datetime | None = None) -> Facts:
    """Everything that decides about one child at the moment `on` (default: now). Seven queries."""
    moment = on or clock.now()
    day = timezone.localdate(moment)
    held = ChildContact.objects.holding(moment).filter(child=child).select_related("person")
    answers = Answer.objects.filter(child=child, at__lte=moment).order_by("at", "sequence")
    orders = CareStatus.objects.holding(moment).filter(child=child, kind=CareStatus.Kind.CARE_ORDER)
    differing = SignatureCheck.objects.filter(signature__child=child, agrees=False, at__lte=moment)
    return Facts(
        day=day,
        started_on=child.started_on,
        left_on=child.left_on,
        is_blocked=Block.objects.holding(moment).filter(child=child).exists(),
        under_order=orders.exists(),
        contacts=tuple(held.order_by("person__given_name", "person__family_name", "person")),
        last={(row.person_id, row.purpose_id): row for row in answers.counting(moment)},
        entered={(row.person_id, row.purpose_id): row for row in answers},
        notices={code: notice.pk for code, notice in notices.current(day).items()},
        differing=frozenset(differing.values_list("signature", flat=True)),
    )


def reasons(facts: Facts, purpose: str) -> Verdict:
    """May the child be shown here, and why: domain §3.3, sentence by sentence."""
    if facts.is_blocked:
        return _no(Reason(Why.BLOCKED))
    if facts.started_on and facts.day < facts.started_on:
        return _no(Reason(Why.NOT_HERE_YET, day=facts.started_on))
    if facts.left_on and facts.day > facts.left_on and not _agreed(facts, AFTER_LEAVING).is_yes:
        return _no(Reason(Why.LEFT, day=facts.left_on))
    return _agreed(facts, purpose)


def _no(*found: Reason) -> Verdict:
    return Verdict(False, found)


def _agreed(facts: Facts, purpose: str) -> Verdict:
    """One no ends it; else one yes that counts carries it; else what is missing with each."""
    noes = _noes(facts, purpose)
    if noes:
        return _no(*noes)
    if purpose not in facts.notices:
        # Without words that were shown there is no yes.
        return _no(Reason(Why.NOT_TOLD))
    heard = [_of(facts, contact, purpose) for contact in facts.contacts if _has_a_say(contact)]
    agreed = tuple(reason for reason in heard if reason.why is Why.AGREED)
    return Verdict(True, agreed) if agreed else _no(*(heard or [Reason(Why.NOBODY)]))


def _has_a_say(contact: ChildContact) -> bool:
    return contact.responsibility != Responsibility.NO


def _noes(facts: Facts, purpose: str) -> list[Reason]:
    found = []
    for contact in filter(_has_a_say, facts.contacts):
        last = facts.last.get((contact.person_id, purpose))
        if last is not None and last.kind in Answer.NO:
            why = Why.REFUSED if last.kind == Answer.Kind.REFUSED else Why.WITHDRAWN
            found.append(Reason(why, contact.person_id, timezone.localdate(last.at)))
    return found


def _of(facts: Facts, contact: ChildContact, purpose: str) -> Reason:
    """What one person's answer, which is no no, comes to."""
    standing = _standing(facts, contact)
    if standing is not Why.AGREED:
        return Reason(standing, contact.person_id)
    key = (contact.person_id, purpose)
    last, entered = facts.last.get(key), facts.entered.get(key)
    why, day = (Why.NO_ANSWER, None) if last is None else _still_holds(facts, last, purpose)
    stopped = not_counting(facts, contact.person_id, purpose)
    if why is not Why.AGREED and entered is not None and stopped is not None:
        why, day = stopped, timezone.localdate(entered.at)
    return Reason(why, contact.person_id, day)


def not_counting(facts: Facts, person_id: uuid.UUID, purpose: str) -> Why | None:
    """Why the last that was entered for somebody is a yes that does not count, or not yet; None where it counts."""
    entered = facts.entered.get((person_id, purpose))
    if entered is None or entered == facts.last.get((person_id, purpose)):
        return None
    return Why.DIFFERS if entered.signature_id in facts.differing else Why.NOT_CHECKED


def _standing(facts: Facts, contact: ChildContact) -> Why:
    """Whose yes counts: under a care order the authority's or what it delegated; else a parent's or the plan's."""
    if contact.responsibility == Responsibility.DELEGATED:
        return Why.AGREED
    if contact.responsibility != Responsibility.YES:
        return Why.NOT_VERIFIED
    is_authority = contact.capacity == Capacity.AUTHORITY
    if is_authority == facts.under_order:
        return Why.AGREED
    return Why.NO_CARE_ORDER if is_authority else Why.CARE_ORDER


def _still_holds(facts: Facts, last: Answer, purpose: str) -> tuple[Why, dt.date | None]:
    if last.valid_until is None or last.valid_until < facts.day:
        return Why.LAPSED, last.valid_until
    if last.notice_id != facts.notices[purpose]:
        return Why.NOTICE_CHANGED, timezone.localdate(last.at)
    return Why.AGREED, last.valid_until
