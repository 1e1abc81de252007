"""`may_show` and its reasons against a slow plain reading of domain §3.3, for whatever may have happened."""

import dataclasses
import datetime as dt
from typing import Any

import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from accounts import actions as people
from accounts.models import CareStatus, Child, ChildContact, Person
from consents.actions import answering, blocking, checking, informing, withdrawing
from consents.models import Answer, Block, Notice, Purpose, Signature, SignatureCheck
from consents.selectors import notices, showing
from consents.selectors.reasons import Why, facts_of, reasons
from tests.cast import SET_UP, make_person

START = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
CODES = ("website", "instagram", "after-leaving")
Capacity, Responsibility = ChildContact.Capacity, ChildContact.Responsibility
PEOPLE = (Capacity.MOTHER, Capacity.FATHER, Capacity.AUTHORITY, Capacity.FOSTER)


@dataclasses.dataclass(frozen=True)
class Event:
    """Something that happens so many days after the one before, to one of four people where it is about one."""

    what: str
    who: int
    wait: int
    choice: int


OFTEN = ["sign", "sign", "sign", "enter", "enter", "check", "check"]
KINDS = [*OFTEN, "withdraw", "block", "unblock", "right", "care", "notice", "dates"]
EVENTS = st.lists(
    st.builds(
        Event,
        what=st.sampled_from(KINDS),
        who=st.integers(0, len(PEOPLE) - 1),
        wait=st.integers(0, 150),
        choice=st.integers(0, 7),
    ),
    min_size=1,
    max_size=14,
)


class Family:
    """One child, four people around it, and everything that happens to them."""

    def __init__(self) -> None:
        self.dsl = make_person("Dora", "Lead", "owner", "manager", "dsl")
        self.second = make_person("Dina", "Lead", "deputy_manager")
        self.child = people.add_child(actor=SET_UP, given_name="Kit", born_on=dt.date(2023, 1, 1))
        self.persons = [self._contact(capacity) for capacity in PEOPLE]
        for purpose in Purpose.objects.asked():
            self._tell(purpose.code)

    def _contact(self, capacity: str) -> Person:
        person = make_person(capacity.title(), "Kin", "parent")
        people.add_contact(self.child, person, actor=self.dsl, capacity=capacity)
        return person

    def _tell(self, code: str) -> None:
        words = informing.Words("Words.", "Families.", "A year.")
        informing.publish_notice(Purpose.objects.get(pk=code), actor=SET_UP, words=words)

    def happens(self, event: Event) -> None:
        getattr(self, f"_{event.what}")(self.persons[event.who], event.choice)

    def _sign(self, person: Person, choice: int, by: Person | None = None) -> None:
        contact = ChildContact.objects.get(person=person, ended_at=None)
        if contact.responsibility == Responsibility.NO:
            return
        if contact.responsibility not in ChildContact.DECIDING:
            choice = 0
        yes = {code for bit, code in enumerate(CODES) if choice & (1 << bit)}
        sitting = answering.Sitting(
            answers={purpose.code: purpose.code in yes for purpose in Purpose.objects.asked()},
            notices={code: notice.pk for code, notice in notices.current().items()},
            typed_name="Name",
            declared=True,
            seen=answering.last_answer(self.child.pk),
        )
        if by is None:
            answering.sign(self.child, actor=person, sitting=sitting)
            return
        paper = dataclasses.replace(sitting, means="paper")
        answering.enter_signature(self.child, actor=by, signer=person, sitting=paper, note="Note")

    def _enter(self, person: Person, choice: int) -> None:
        self._sign(person, choice, by=self.dsl)

    def _check(self, person: Person, choice: int) -> None:
        """The oldest entry that nobody has checked; it agrees, mostly."""
        entered = Signature.objects.filter(entered_by__isnull=False, checked=None).order_by("at").first()
        if entered is not None:
            checking.check_signature(entered, actor=self.second, agrees=choice > 1, note="Note")

    def _withdraw(self, person: Person, choice: int) -> None:
        withdrawable = ChildContact.objects.get(person=person, ended_at=None).responsibility != "no"
        if withdrawable:
            withdrawing.withdraw(self.child, actor=person, purposes=[CODES[choice % len(CODES)]])

    def _block(self, person: Person, choice: int) -> None:
        if not Block.objects.holding().exists():
            blocking.block(self.child, actor=self.dsl, reason="Reason")

    def _unblock(self, person: Person, choice: int) -> None:
        for row in Block.objects.holding():
            blocking.unblock(row, actor=self.dsl, because="Reason")

    def _right(self, person: Person, choice: int) -> None:
        row = ChildContact.objects.get(person=person, ended_at=None)
        responsibility = list(Responsibility)[choice % len(Responsibility)]
        people.change_right(row, actor=self.dsl, right=people.Right(responsibility, evidence="Seen"))

    def _care(self, person: Person, choice: int) -> None:
        people.set_care(self.child, actor=self.dsl, kind=["", *CareStatus.Kind][choice % 3])

    def _notice(self, person: Person, choice: int) -> None:
        self._tell(CODES[choice % len(CODES)])

    def _dates(self, person: Person, choice: int) -> None:
        child, today = self.child, dt.datetime.now(dt.UTC).date()
        child.started_on = [None, today, today + dt.timedelta(days=40)][choice % 3]
        child.left_on = [None, today - dt.timedelta(days=1), today][choice % 3] if choice > 3 else None
        Child.objects.filter(pk=child.pk).update(started_on=child.started_on, left_on=child.left_on)


def plain_reading(child: Child, code: str, at: dt.datetime) -> bool:
    """Domain §3.3, sentence by sentence, one row at a time."""
    child = Child.objects.get(pk=child.pk)
    day = at.astimezone(dt.timezone(dt.timedelta(hours=1 if _is_summer(at) else 0))).date()
    if any(_holds(block, at) for block in Block.objects.filter(child=child)):
        return False
    if child.started_on and day < child.started_on:
        return False
    if child.left_on and day > child.left_on and not _agreed(child, "after-leaving", at, day):
        return False
    return _agreed(child, code, at, day)


def _agreed(child: Child, code: str, at: dt.datetime, day: dt.date) -> bool:
    notice = None
    for row in Notice.objects.filter(purpose=code).order_by("begins_on", "number"):
        if row.begins_on <= day:
            notice = row
    under_order = any(_holds(row, at) and row.kind == "care_order" for row in CareStatus.objects.all())
    somebody_agrees = False
    for contact in ChildContact.objects.filter(child=child):
        if not _holds(contact, at) or contact.responsibility == "no":
            continue
        last = _last_answer(contact.person, code, at)
        if last is None:
            continue
        if last.kind in ("refused", "withdrawn"):
            return False
        is_authority = contact.capacity == "authority"
        counts = contact.responsibility == "delegated" or (
            contact.responsibility == "yes" and is_authority == under_order
        )
        if counts and last.notice == notice and last.valid_until >= day:
            somebody_agrees = True
    return somebody_agrees


def _last_answer(person: Person, code: str, at: dt.datetime) -> Answer | None:
    found = None
    for row in Answer.objects.filter(person=person, purpose=code).order_by("sequence"):
        if row.at <= at and not _waits(row, at):
            found = row
    return found


def _waits(row: Answer, at: dt.datetime) -> bool:
    """A yes that somebody entered for another, as long as no second person has agreed."""
    if row.kind != "granted" or row.entered_by is None:
        return False
    check = SignatureCheck.objects.filter(signature=row.signature).first()
    return check is None or check.at > at or not check.agrees


def _holds(row: Any, at: dt.datetime) -> bool:
    return row.begins_at <= at and (row.ended_at is None or at < row.ended_at)


def _is_summer(at: dt.datetime) -> bool:
    """British summer time of 2026 to 2030: from the last Sunday of March to that of October, one o'clock UTC."""

    def last_sunday(month: int) -> dt.datetime:
        day = dt.datetime(at.year, month, 31, 1, tzinfo=dt.UTC)
        return day - dt.timedelta(days=(day.weekday() + 1) % 7)

    return last_sunday(3) <= at < last_sunday(10)


class MayShow(TestCase):
    @settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
    @given(events=EVENTS)
    def test_it_says_what_the_rules_say_at_every_moment(self, events: list[Event]) -> None:
        moment, moments = START, [START]
        with time_machine.travel(START, tick=False):
            family = Family()
        for event in events:
            moment += dt.timedelta(days=event.wait, minutes=1)
            with time_machine.travel(moment, tick=False):
                family.happens(event)
            moments += [moment, moment + dt.timedelta(days=400)]
        for at in moments:
            found = showing([family.child.pk], CODES, at)[family.child.pk]
            assert found == {code: plain_reading(family.child, code, at) for code in CODES}, at
            self._reasons_agree(family.child, found, at)

    def _reasons_agree(self, child: Child, found: dict[str, bool], at: dt.datetime) -> None:
        facts = facts_of(Child.objects.get(pk=child.pk), at)
        for code in CODES:
            verdict = reasons(facts, code)
            assert verdict.is_yes == found[code], (at, code, verdict)
            assert verdict.reasons
            assert all((one.why is Why.AGREED) == verdict.is_yes for one in verdict.reasons)
