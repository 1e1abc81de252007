"""May this child be shown here? Each line of domain §3.3, by hand."""

import datetime as dt

import pytest
import time_machine

from accounts import actions as people
from accounts.models import ChildContact, Person
from consents.actions import blocking, informing, withdrawing
from consents.models import Purpose
from consents.selectors import may_show, showing
from tests.cast import SET_UP, make_person
from tests.consents.conftest import SEEN, moment

Capacity, Responsibility = ChildContact.Capacity, ChildContact.Responsibility
PLAN = people.Right(Responsibility.DELEGATED, evidence="Placement plan, page 3")


def test_no_answer_is_no(cast, told, mother):
    assert not may_show(cast.kit, "website")


def test_a_yes_is_a_yes_for_its_purpose_only(cast, told, mother, answer):
    answer(mother, "website")
    assert may_show(cast.kit, "website")
    assert not may_show(cast.kit, "instagram")
    assert not may_show(cast.ana, "website")
    assert not may_show(cast.kit, "nonsense")


def test_one_no_beats_every_yes(cast, told, mother, father, answer):
    answer(mother, "website")
    answer(father)
    assert not may_show(cast.kit, "website")
    answer(father, "website")
    assert may_show(cast.kit, "website")


def test_the_silence_of_the_other_parent_is_no_no(cast, told, mother, father, answer):
    answer(mother, "website")
    assert may_show(cast.kit, "website")


def test_a_withdrawal_counts_at_once_and_only_for_what_it_names(cast, told, mother, answer):
    answer(mother, "website", "press")
    withdrawing.withdraw(cast.kit, actor=mother, purposes=["website"])
    assert showing([cast.kit.pk], ["website", "press"])[cast.kit.pk] == {"website": False, "press": True}


def test_the_block_of_the_dsl_wins_over_everything_and_ends(cast, told, mother, answer):
    answer(mother, "website")
    row = blocking.block(cast.kit, actor=cast.maya, reason="Told by the police")
    assert not may_show(cast.kit, "website")
    blocking.unblock(row, actor=cast.maya, because="No longer needed")
    assert may_show(cast.kit, "website")


def test_a_yes_lapses_from_the_first_second_after_its_last_day(cast, told, mother, answer):
    with time_machine.travel(moment("2026-11-24"), tick=False):
        answer(mother, "website")
    # 30 September 2027 ends in London an hour before it ends in UTC.
    assert may_show(cast.kit, "website", dt.datetime(2027, 9, 30, 22, 59, 59, tzinfo=dt.UTC))
    assert not may_show(cast.kit, "website", dt.datetime(2027, 9, 30, 23, 0, 0, tzinfo=dt.UTC))


def test_a_changed_notice_asks_again(cast, told, mother, answer):
    answer(mother, "website", "press")
    words = informing.Words("It is now in colour.", "Everybody.", "Two years.")
    informing.publish_notice(Purpose.objects.get(pk="website"), actor=SET_UP, words=words)
    assert not may_show(cast.kit, "website")
    assert may_show(cast.kit, "press")


def test_a_notice_of_tomorrow_changes_nothing_today(cast, told, mother, answer):
    answer(mother, "website")
    tomorrow = dt.datetime.now(dt.UTC) + dt.timedelta(days=1)
    words = informing.Words("New words.", "Everybody.", "Two years.")
    purpose = Purpose.objects.get(pk="website")
    informing.publish_notice(purpose, actor=SET_UP, words=words, begins_on=tomorrow.date())
    assert may_show(cast.kit, "website")
    assert not may_show(cast.kit, "website", tomorrow + dt.timedelta(days=1))


def test_before_the_first_day_nothing_and_after_leaving_only_what_was_granted_for_it(
    cast, told, mother, answer
):
    answer(mother, "website")
    _dates(cast, started_on="2099-01-01", left_on=None)
    assert not may_show(cast.kit, "website")
    _dates(cast, started_on="2024-09-01", left_on="2026-01-01")
    assert not may_show(cast.kit, "website")
    answer(mother, "website", "after-leaving")
    assert may_show(cast.kit, "website")
    assert not may_show(cast.kit, "press")


def _dates(cast, *, started_on: str | None, left_on: str | None) -> None:
    kit = cast.kit
    people.change_child(
        kit,
        actor=cast.maya,
        given_name=kit.given_name,
        family_name=kit.family_name,
        born_on=kit.born_on,
        room=kit.room,
        started_on=dt.date.fromisoformat(started_on) if started_on else None,
        left_on=dt.date.fromisoformat(left_on) if left_on else None,
    )


def _contact(cast, name: str, capacity: str, right: people.Right) -> Person:
    person = make_person(name, "Hart", "parent")
    people.add_contact(cast.kit, person, actor=cast.maya, capacity=capacity, right=right)
    return person


def test_a_yes_of_somebody_unverified_is_not_taken_and_their_no_counts(cast, told, mother, answer):
    stepfather = _contact(cast, "Stefan", Capacity.STEP_PARENT, people.Right())
    answer(mother, "website")
    withdrawing.withdraw(cast.kit, actor=stepfather, purposes=["website"])
    assert not may_show(cast.kit, "website")


def test_who_lost_parental_responsibility_says_neither_yes_nor_no(cast, told, mother, father, answer):
    answer(mother, "website")
    answer(father)
    contact = ChildContact.objects.get(person=father, ended_at=None)
    people.change_right(contact, actor=cast.maya, right=people.Right(Responsibility.NO))
    assert may_show(cast.kit, "website")
    contact = ChildContact.objects.get(person=mother, ended_at=None)
    people.end_contact(contact, actor=cast.maya)
    assert not may_show(cast.kit, "website")


@pytest.mark.parametrize(
    ("care", "capacity", "right", "expected"),
    [
        ("", Capacity.MOTHER, SEEN, True),
        ("accommodated", Capacity.MOTHER, SEEN, True),
        ("care_order", Capacity.MOTHER, SEEN, False),
        ("", Capacity.AUTHORITY, SEEN, False),
        ("accommodated", Capacity.AUTHORITY, SEEN, False),
        ("care_order", Capacity.AUTHORITY, SEEN, True),
        ("accommodated", Capacity.FOSTER, PLAN, True),
        ("care_order", Capacity.FOSTER, PLAN, True),
    ],
)
def test_whose_yes_counts_for_a_child_who_is_looked_after(
    cast, told, answer, care, capacity, right, expected
):
    person = _contact(cast, "Robin", capacity, right)
    people.set_care(cast.kit, actor=cast.maya, kind=care)
    answer(person, "website")
    assert may_show(cast.kit, "website") is expected


def test_what_held_in_the_past_can_still_be_told(cast, told, mother, father, answer):
    answer(mother, "website")
    with time_machine.travel(moment("2026-12-01"), tick=False):
        withdrawing.withdraw(cast.kit, actor=father, purposes=["website"])
    with time_machine.travel(moment("2026-12-08"), tick=False):
        row = ChildContact.objects.get(person=father, ended_at=None)
        people.change_right(row, actor=cast.maya, right=people.Right(Responsibility.NO))
    days = ("2026-11-30", "2026-12-02", "2026-12-09")
    assert [may_show(cast.kit, "website", moment(day)) for day in days] == [True, False, True]


@pytest.mark.parametrize("children", [1, 40])
def test_one_query_whatever_their_number(cast, told, mother, answer, django_assert_num_queries, children):
    answer(mother, "website")
    more = [
        people.add_child(actor=SET_UP, given_name=f"Child {n}", born_on=dt.date(2023, 1, 1))
        for n in range(children)
    ]
    asked = [purpose.code for purpose in Purpose.objects.all()]
    with django_assert_num_queries(1):
        found = showing([cast.kit.pk, *(child.pk for child in more)], asked)
    assert sum(sum(answers.values()) for answers in found.values()) == 1
