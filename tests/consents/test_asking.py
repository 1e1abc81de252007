"""Who is asked, when, and how often: by itself, once, and never somebody who does not decide. No answer is No."""

import dataclasses
import datetime as dt
from unittest.mock import patch

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts import actions as people
from accounts.models import Child, ChildContact, Person
from consents.actions import answering, checking, informing, requesting, withdrawing
from consents.home import cards
from consents.models import Purpose, Request
from consents.selectors import may_show
from notifications.models import Message
from tests.cast import SET_UP, make_person
from tests.consents.conftest import SEEN, moment
from tests.consents.test_sign import sitting
from tests.consents.visits import letters
from workflow.models import Deadline
from workflow.verification import verify

TO_ASK = "Parents to ask on paper"
Capacity, Responsibility = ChildContact.Capacity, ChildContact.Responsibility


def states() -> list[str]:
    return list(Request.objects.order_by("asked_at", "pk").values_list("state", flat=True))


def sibling(cast, parent: Person, **said) -> Child:
    child = people.add_child(actor=SET_UP, given_name="Noa", born_on=cast.kit.born_on, **said)
    people.add_contact(child, parent, actor=cast.maya, capacity=Capacity.MOTHER, right=SEEN)
    return child


def new_words() -> None:
    words = informing.Words("New words.", "Everybody.", "Two years.")
    informing.publish_notice(Purpose.objects.get(pk="website"), actor=SET_UP, words=words)


class TestWhoIsAsked:
    def test_each_who_decides_once_however_often_it_is_swept(self, cast, told, mother, father):
        assert requesting.sweep_requests() == 2
        assert requesting.sweep_requests() == 0
        assert set(Request.objects.values_list("person", "reason")) == {
            (mother.pk, "joining"),
            (father.pk, "joining"),
        }
        assert len(letters(mother)) == len(letters(father)) == 1
        assert not may_show(cast.kit, "website")
        assert verify() == []

    def test_siblings_come_in_one_mail(self, cast, told, mother):
        sibling(cast, mother)
        requesting.sweep_requests()
        assert Request.objects.count() == 2
        assert len(letters(mother)) == 1

    @pytest.mark.parametrize("responsibility", ["no", "unverified"])
    def test_nobody_who_does_not_decide(self, cast, told, responsibility):
        right = people.Right(responsibility)
        people.add_contact(cast.kit, cast.petra, actor=cast.maya, capacity=Capacity.OTHER, right=right)
        assert requesting.sweep_requests() == 0

    def test_nobody_while_a_use_has_no_words(self, cast, mother):
        usual = informing.usual_words()
        for purpose in Purpose.objects.asked().exclude(pk="press"):
            informing.publish_notice(purpose, actor=SET_UP, words=usual[purpose.pk])
        assert requesting.sweep_requests() == 0
        informing.publish_notice(Purpose.objects.get(pk="press"), actor=SET_UP, words=usual["press"])
        assert requesting.sweep_requests() == 1

    def test_thirty_days_before_the_first_day_and_not_earlier(self, cast, told, mother):
        people.end_contact(ChildContact.objects.get(), actor=cast.maya)
        sibling(cast, mother, started_on=dt.date(2027, 1, 4))
        assert requesting.sweep_requests() == 0
        with time_machine.travel(moment("2026-12-04"), tick=False):
            assert requesting.sweep_requests() == 0
        with time_machine.travel(moment("2026-12-05"), tick=False):
            assert requesting.sweep_requests() == 1

    def test_a_right_recorded_is_asked_about_at_once(self, cast, told, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            people.add_contact(cast.kit, cast.petra, actor=cast.maya, capacity=Capacity.MOTHER, right=SEEN)
        assert Request.objects.get().person == cast.petra

    def test_a_plan_that_delegates_is_asked(self, cast, told):
        right = people.Right(Responsibility.DELEGATED, evidence="Placement plan, page 3")
        people.add_contact(cast.kit, cast.petra, actor=cast.maya, capacity=Capacity.FOSTER, right=right)
        assert requesting.sweep_requests() == 1


class TestAskedAgain:
    def test_when_a_notice_changes(self, cast, told, mother, answer):
        answer(mother, "website")
        assert requesting.sweep_requests() == 0
        new_words()
        assert requesting.sweep_requests() == 1
        assert not may_show(cast.kit, "website")

    def test_whoever_said_no_too_because_the_words_are_others(self, cast, told, mother, answer):
        answer(mother)
        assert requesting.sweep_requests() == 0
        new_words()
        assert requesting.sweep_requests() == 1

    def test_when_a_school_year_begins_and_not_a_day_before(self, cast, told, mother, answer):
        requesting.sweep_requests()
        answer(mother, "website")
        with time_machine.travel(moment("2027-08-31"), tick=False):
            assert requesting.sweep_requests() == 0
        with time_machine.travel(moment("2027-09-01"), tick=False):
            assert requesting.sweep_requests() == 1
        assert Request.objects.latest("asked_at").reason == "campaign"

    def test_when_a_yes_has_lapsed_that_no_campaign_asked_about(self, cast, told, mother, answer):
        requesting.sweep_requests()
        answer(mother, "website")
        with (
            time_machine.travel(moment("2027-10-01"), tick=False),
            patch.object(requesting.campaigning, "open_yearly"),
        ):
            assert requesting.sweep_requests() == 1
        assert Request.objects.latest("asked_at").reason == "renewal"

    def test_a_no_of_years_ago_does_not_hide_a_yes_that_has_lapsed_since(self, cast, told, mother, answer):
        answer(mother)
        with time_machine.travel(moment("2026-12-01"), tick=False):
            answer(mother, "website")
        with time_machine.travel(moment("2027-10-01"), tick=False):
            assert requesting.sweep_requests() == 1

    def test_not_after_taking_back_a_yes(self, cast, told, mother, answer):
        answer(mother, "website")
        withdrawing.withdraw(cast.kit, actor=mother, purposes=["website"])
        assert requesting.sweep_requests() == 0

    def test_when_what_was_entered_differs_from_the_form(self, cast, told, mother):
        paper = dataclasses.replace(sitting(cast.kit, "website"), means="paper")
        requesting.sweep_requests()
        signature = answering.enter_signature(
            cast.kit, actor=cast.dan, signer=mother, sitting=paper, note="In the file"
        )
        assert states() == ["answered"]
        assert requesting.sweep_requests() == 0
        checking.check_signature(signature, actor=cast.maya, agrees=False, note="It says no.")
        assert requesting.sweep_requests() == 1

    def test_not_after_a_request_that_nobody_answered(self, cast, told, mother):
        requesting.sweep_requests()
        with time_machine.travel(moment("2026-12-26"), tick=False):
            requesting.sweep_reminders()
            assert states() == ["lapsed"]
            assert requesting.sweep_requests() == 0

    def test_but_again_once_the_words_change_or_a_school_year_has_begun(self, cast, told, mother):
        requesting.sweep_requests()
        with time_machine.travel(moment("2026-12-26"), tick=False):
            requesting.sweep_reminders()
        with time_machine.travel(moment("2027-09-01"), tick=False):
            assert requesting.sweep_requests() == 1
            requesting.sweep_requests()
        with time_machine.travel(moment("2027-10-03"), tick=False):
            requesting.sweep_reminders()
            assert states() == ["lapsed", "lapsed"]
            assert requesting.sweep_requests() == 0
            new_words()
            assert requesting.sweep_requests() == 1


class TestNoLongerNeeded:
    @pytest.mark.parametrize("change", ["right", "contact", "left", "person left"])
    def test_nobody_answers_for_what_is_not_theirs_any_more(self, cast, told, mother, change):
        requesting.sweep_requests()
        row = ChildContact.objects.get()
        if change == "right":
            people.change_right(row, actor=cast.maya, right=people.Right(Responsibility.NO))
        elif change == "contact":
            people.end_contact(row, actor=cast.maya)
        elif change == "person left":
            people.leave(mother, actor=cast.maya, left_on=dt.date(2026, 11, 1))
        else:
            _leave(cast.kit, cast, dt.date(2026, 11, 23))
        assert requesting.sweep_requests() == 0
        assert states() == ["overtaken"]
        assert not Deadline.objects.open().filter(object_type="consents.request").exists()
        assert verify() == []

    def test_their_link_is_not_even_mailed(self, cast, told, mother):
        requesting.sweep_requests()
        people.end_contact(ChildContact.objects.get(), actor=cast.maya)
        requesting.sweep_requests()
        assert letters(mother) == []
        assert Message.objects.get(kind="pictures-link").secret is None


def _leave(child: Child, cast, day: dt.date) -> None:
    said = {name: getattr(child, name) for name in ("given_name", "family_name", "born_on", "room")}
    people.change_child(child, actor=cast.maya, left_on=day, **said)


def test_a_parents_card_asks_until_they_have_answered_and_leads_to_their_page_ever_after(
    cast, told, mother, answer
):
    """A change of mind must be found as easily as the question. Nobody else has such a card."""
    requesting.sweep_requests()
    assert [(card.value, str(card.text)) for card in cards(mother)] == [(1, "Please say yes or no.")]
    answer(mother)
    [card] = cards(mother)
    assert (card.value, str(card.text)) == (None, "What you said, and how to change it.")
    assert [card.title for card in cards(cast.vera)] == []


def test_a_sweep_without_anything_to_do_costs_the_same_whatever_the_number(cast, told, mother, answer):
    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert requesting.sweep_requests() == 0
        return len(asked)

    answer(mother)
    cost()
    few = cost()
    for number in range(8):
        parent = make_person(f"Parent{number}", "Q", "parent")
        child = sibling(cast, parent)
        answer(parent, child=child)
    assert cost() == few


def test_a_person_that_fails_holds_up_no_other(cast, told, mother, father, monkeypatch):
    whole = requesting.invite

    def fails(person_id, **options):
        if person_id == mother.pk:
            raise RuntimeError("broken")
        return whole(person_id, **options)

    monkeypatch.setattr(requesting, "invite", fails)
    assert requesting.sweep_requests() == 1
    monkeypatch.undo()
    assert requesting.sweep_requests() == 1
    assert states() == ["asked", "asked"]
