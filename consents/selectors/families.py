"""What one parent or carer may see of their children's pictures: their own answers, and what may be shown.

Never another's answer, nor why something is not shown: "not shown" reads the same whether another
parent said no, nobody asked yet, or the setting keeps the child out of pictures (domain §3.2).
"""

import dataclasses
import datetime as dt
import uuid
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import Child, ChildContact, Organisation, Person
from consents.models import Answer, FamiliesContact, Notice, Purpose, Request
from consents.selectors import checks, notices, proofs
from consents.selectors.showing import showing
from workflow import clock

Responsibility = ChildContact.Responsibility


def contacts_of(person: Person) -> QuerySet[ChildContact]:
    """Whom they answer for: not those for whom somebody noted that they have no parental responsibility."""
    held = ChildContact.objects.holding().filter(person=person).exclude(responsibility=Responsibility.NO)
    return held.select_related("child").order_by("child__given_name", "child__family_name", "child")


def children_of(person: Person) -> QuerySet[Child]:
    return Child.objects.filter(pk__in=contacts_of(person).values("child"))


@dataclasses.dataclass(frozen=True)
class Line:
    """One purpose as one person sees it: what they said, and whether pictures may be shown there now."""

    purpose: Purpose
    said: str
    tone: str
    is_yes: bool
    may_refuse: bool
    shown: bool | None


@dataclasses.dataclass(frozen=True)
class Family:
    """One child on the page of one person."""

    child: Child
    decides: bool
    lines: list[Line]
    to_answer: bool
    # Their own last signature, for its certificate; and their last withdrawal, for its receipt.
    signature_id: uuid.UUID | None = None
    withdrawal_id: uuid.UUID | None = None

    @property
    def has_yes(self) -> bool:
        return any(line.is_yes for line in self.lines)

    @property
    def may_refuse(self) -> bool:
        """Something is left to say no to."""
        return any(line.may_refuse for line in self.lines)


def page(person: Person) -> list[Family]:
    """Each child of one person, with their own answers only. A constant number of queries."""
    contacts = list(contacts_of(person))
    asked = list(Purpose.objects.asked())
    shown = showing([row.child_id for row in contacts], [purpose.pk for purpose in asked])
    current, last = notices.current(), last_answers(person)
    complete = not notices.unknown_to(current)
    waiting = set(Request.objects.open().filter(person=person).values_list("child", flat=True))
    signed, withdrew = proofs.last_of(person)
    unchecked = checks.not_agreed(person)
    found = []
    for row in contacts:
        decides = row.responsibility in ChildContact.DECIDING
        lines = [
            _line(
                purpose,
                last.get((row.child_id, purpose.pk)),
                current.get(purpose.pk),
                unchecked,
                shown[row.child_id][purpose.pk] if decides else None,
            )
            for purpose in asked
        ]
        to_answer = (
            decides and complete and (row.child_id in waiting or any(line.tone == "warn" for line in lines))
        )
        proved = signed.get(row.child_id), withdrew.get(row.child_id)
        found.append(Family(row.child, decides, lines, to_answer, *proved))
    return found


def last_answers(person: Person) -> dict[tuple[Any, str], Answer]:
    """(child, purpose) → this person's last answer. One query."""
    rows = Answer.objects.filter(person=person, at__lte=clock.now()).order_by("at", "sequence")
    return {(row.child_id, row.purpose_id): row for row in rows}


def _line(
    purpose: Purpose,
    last: Answer | None,
    notice: Notice | None,
    unchecked: set[uuid.UUID],
    shown: bool | None,
) -> Line:
    said, tone = _said(
        last, notice, clock.today(), is_unchecked=last is not None and last.signature_id in unchecked
    )
    is_no = last is not None and last.kind in Answer.NO
    is_yes = last is not None and last.kind == Answer.Kind.GRANTED and tone != "warn"
    return Line(purpose, said, tone, is_yes=is_yes, may_refuse=not is_no, shown=shown)


def _said(
    last: Answer | None, notice: Notice | None, today: dt.date, *, is_unchecked: bool
) -> tuple[str, str]:
    """One's own answer in words, with the tone of its tag."""
    if last is None:
        return _("Not answered"), "warn"
    if last.kind == Answer.Kind.WITHDRAWN:
        return _("No, taken back"), ""
    if last.kind == Answer.Kind.REFUSED:
        return _("No"), ""
    if last.valid_until and last.valid_until < today:
        return _("Yes, but it has run out"), "warn"
    if notice is not None and last.notice_id != notice.pk:
        return _("Yes, but our words have changed since"), "warn"
    if is_unchecked:
        return _("Yes, on a form that does not count yet"), "info"
    return _("Yes"), "good"


def next_to_answer(person: Person, after: Child) -> Child | None:
    """The next child of whom this person is still asked."""
    asked = Request.objects.open().filter(person=person).exclude(child=after).values("child")
    return children_of(person).filter(Q(pk__in=asked)).first()


def person(pk: Any) -> Person | None:
    """Whoever a page's own token names."""
    return Person.objects.filter(pk=pk).first()


def contact() -> FamiliesContact | None:
    """Whom parents ask; until somebody has said it, the setting's own number. None without either."""
    said = FamiliesContact.objects.first()
    if said is not None:
        return said
    setting = Organisation.objects.first()
    return FamiliesContact(who=setting.name, phone=setting.phone) if setting and setting.phone else None
