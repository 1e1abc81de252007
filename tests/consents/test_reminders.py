"""Reminders after 7, 14 and 21 days, the end after 30, and those who cannot be mailed. No answer is No."""

import pytest
import time_machine
from django.core import mail

from accounts import actions as people
from accounts.models import Child, ChildContact, Person
from consents.actions import requesting, withdrawing
from consents.home import cards
from consents.models import Invitation, Purpose, Request
from consents.selectors import may_show
from tests.cast import SET_UP
from tests.consents.conftest import SEEN, moment
from tests.consents.visits import letters
from workflow.models import AuditEvent
from workflow.verification import verify

TO_ASK = "Parents to ask on paper"
Capacity, Responsibility = ChildContact.Capacity, ChildContact.Responsibility


def states() -> list[str]:
    return list(Request.objects.order_by("asked_at", "pk").values_list("state", flat=True))


def sibling(cast, parent: Person, **said) -> Child:
    child = people.add_child(actor=SET_UP, given_name="Noa", born_on=cast.kit.born_on, **said)
    people.add_contact(child, parent, actor=cast.maya, capacity=Capacity.MOTHER, right=SEEN)
    return child


class TestOnPaper:
    @pytest.fixture
    def without_mail(self, cast, told) -> Person:
        person = people.add_person(actor=SET_UP, given_name="Nora", family_name="Mail")
        people.add_contact(cast.kit, person, actor=cast.maya, capacity=Capacity.MOTHER, right=SEEN)
        return person

    def test_who_has_no_address_is_the_managers_to_ask(self, cast, without_mail):
        requesting.sweep_requests()
        assert states() == ["paper"]
        assert not Invitation.objects.exists()
        assert [card.value for card in cards(cast.maya) if card.title == TO_ASK] == [1]
        for person in (cast.pia, cast.ines, cast.tariq, cast.petra):
            assert TO_ASK not in [card.title for card in cards(person)]
        assert verify() == []

    def test_and_is_mailed_once_there_is_one(self, cast, without_mail):
        requesting.sweep_requests()
        people.change_person(
            without_mail, actor=cast.maya, given_name="Nora", family_name="Mail", email="nora@example.org"
        )
        requesting.sweep_requests()
        requesting.sweep_requests()
        assert states() == ["asked"]
        assert Invitation.objects.count() == 1

    def test_nobody_is_mailed_at_the_reminders_and_it_lapses_all_the_same(self, cast, without_mail):
        requesting.sweep_requests()
        for day in ("2026-12-01", "2026-12-08", "2026-12-15", "2026-12-25"):
            with time_machine.travel(moment(day), tick=False):
                requesting.sweep_reminders()
        assert states() == ["lapsed"]
        assert mail.outbox == []


class TestReminders:
    def remind_on(self, *days: str) -> list[int]:
        """How many letters each day brings."""
        told = []
        for day in days:
            with time_machine.travel(moment(day), tick=False):
                before = Invitation.objects.count()
                requesting.sweep_reminders()
                requesting.sweep_reminders()
                told.append(Invitation.objects.count() - before)
        return told

    def test_after_7_14_and_21_days_and_none_after(self, cast, told, mother):
        requesting.sweep_requests()
        days = [f"2026-11-{day}" for day in range(25, 31)] + [f"2026-12-{day:02}" for day in range(1, 29)]
        letters_on = [day for day, number in zip(days, self.remind_on(*days), strict=True) if number]
        assert letters_on == ["2026-12-01", "2026-12-08", "2026-12-15"]
        assert states() == ["lapsed"]

    def test_it_lapses_after_thirty_whole_days(self, cast, told, mother):
        requesting.sweep_requests()
        self.remind_on("2026-12-24")
        assert states() == ["asked"]
        self.remind_on("2026-12-25")
        assert states() == ["lapsed"]
        assert not may_show(cast.kit, "website")
        assert verify() == []

    def test_one_letter_for_all_children(self, cast, told, mother):
        sibling(cast, mother)
        requesting.sweep_requests()
        assert self.remind_on("2026-12-01") == [1]
        assert AuditEvent.objects.filter(verb="remind").count() == 2

    def test_a_worker_that_was_away_tells_once(self, cast, told, mother):
        requesting.sweep_requests()
        assert self.remind_on("2026-12-16") == [1]

    def test_none_once_it_is_answered(self, cast, told, mother, answer):
        requesting.sweep_requests()
        answer(mother)
        assert self.remind_on("2026-12-01", "2026-12-08", "2026-12-25") == [0, 0, 0]
        assert states() == ["answered"]

    def test_none_once_they_have_said_no_to_everything(self, cast, told, mother):
        requesting.sweep_requests()
        *most, last = [purpose.pk for purpose in Purpose.objects.asked()]
        withdrawing.withdraw(cast.kit, actor=mother, purposes=most)
        assert states() == ["asked"]
        withdrawing.withdraw(cast.kit, actor=mother, purposes=[last])
        assert states() == ["answered"]
        assert self.remind_on("2026-12-01") == [0]
        assert verify() == []

    def test_none_goes_out_that_was_answered_while_it_waited(self, cast, told, mother, answer):
        requesting.sweep_requests()
        answer(mother)
        [only] = letters(mother)
        assert "Your certificate is on the page behind the link" in only

    def test_an_earlier_link_goes_on_working(self, cast, told, mother):
        requesting.sweep_requests()
        self.remind_on("2026-12-01")
        assert Invitation.objects.filter(used_at=None).count() == 2

    def test_a_late_answer_is_taken_after_the_lapse(self, cast, told, mother, answer):
        requesting.sweep_requests()
        self.remind_on("2026-12-25")
        answer(mother, "website")
        assert may_show(cast.kit, "website")
        assert states() == ["lapsed"]
