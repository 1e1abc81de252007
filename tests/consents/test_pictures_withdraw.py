"""Changing one's mind in two presses: one's yes, or everything, then confirm. No reason, at once, for oneself only."""

import re
import uuid

import pytest
from django.urls import reverse

from accounts import actions as people
from accounts.models import ChildContact
from consents.models import Answer, AnswerDraft, Purpose, Withdrawal
from consents.selectors import may_show
from consents.signals import permission_lost
from tests.cast import make_person
from tests.consents.visits import choose, withdraw_url
from workflow.verification import verify


@pytest.fixture
def parent(cast, told, mother, answer, sign_in):
    answer(mother, "all")
    return sign_in(mother)


def purposes() -> list[str]:
    return [purpose.pk for purpose in Purpose.objects.asked()]


def test_everything_in_two_presses(parent, cast):
    confirm = parent.post(withdraw_url(cast.kit), {"everything": "1"})
    page = confirm.content.decode()
    assert "cannot be called back" in page
    assert page.count('name="purposes"') == len(purposes())
    assert may_show(cast.kit, "website")
    done = parent.post(withdraw_url(cast.kit), {"purposes": purposes(), "confirm": "1"})
    assert done.url == f"/pictures/withdrawn/{Withdrawal.objects.get().pk}/"
    assert not any(may_show(cast.kit, code) for code in purposes())
    assert "It counts from now on" in parent.get(done.url).content.decode()
    assert verify() == []


def test_each_yes_has_its_button_and_a_no_has_none(cast, told, mother, answer, sign_in):
    answer(mother, "website", "press")
    page = sign_in(mother).get(reverse("pictures")).content.decode()
    buttons = re.findall(r'<button[^>]*name="purposes" value="([\w-]+)"', page)
    assert sorted(buttons) == ["press", "website"]
    assert "Change to No" in page


def test_a_page_that_is_behind_takes_nothing_back_twice(cast, told, mother, answer, sign_in):
    """The button of a yes that was taken back meanwhile, on another device."""
    answer(mother, "website", "press")
    client = sign_in(mother)
    client.post(withdraw_url(cast.kit), {"purposes": ["website"], "confirm": "1"})
    assert client.post(withdraw_url(cast.kit), {"purposes": ["website"]}).status_code == 200
    client.post(withdraw_url(cast.kit), {"purposes": ["website"], "confirm": "1"})
    assert Withdrawal.objects.count() == 1


def test_one_use_only(parent, cast):
    page = parent.post(withdraw_url(cast.kit), {"purposes": ["website"]}).content.decode()
    assert page.count('name="purposes"') == 1
    parent.post(withdraw_url(cast.kit), {"purposes": ["website"], "confirm": "1"})
    assert not may_show(cast.kit, "website")
    assert may_show(cast.kit, "press")


def test_nothing_is_chosen_for_them(parent, cast):
    page = parent.get(withdraw_url(cast.kit)).content.decode()
    assert " checked" not in page
    assert "Choose what must no longer be shown." in parent.post(withdraw_url(cast.kit)).content.decode()


@pytest.mark.parametrize("said", [["nonsense"], ["first-name"], ["website", "nonsense"], ["\x00"], [""]])
def test_what_is_not_offered_is_not_taken(parent, cast, said):
    answer = parent.post(withdraw_url(cast.kit), {"purposes": said, "confirm": "1"})
    assert answer.status_code == 200
    assert not Answer.objects.filter(kind="withdrawn").exists()


def test_what_one_said_no_to_is_not_offered_again(cast, told, mother, answer, sign_in):
    answer(mother, "website")
    page = sign_in(mother).get(withdraw_url(cast.kit)).content.decode()
    assert page.count('type="checkbox"') == 1
    answer(mother)
    assert "No to everything already" in sign_in(mother).get(withdraw_url(cast.kit)).content.decode()
    assert (
        sign_in(mother).post(withdraw_url(cast.kit), {"everything": "1", "confirm": "1"}).status_code == 200
    )


def test_it_takes_the_choice_that_was_not_signed_with_it(parent, cast):
    choose(parent, cast.kit, "all")
    parent.post(withdraw_url(cast.kit), {"purposes": ["website"], "confirm": "1"})
    assert not AnswerDraft.objects.exists()


def test_those_above_are_told_on_commit(parent, cast, django_capture_on_commit_callbacks):
    lost = []

    def heard(sender, child_ids, **kwargs):
        lost.extend(child_ids)

    permission_lost.connect(heard)
    with django_capture_on_commit_callbacks(execute=True):
        parent.post(withdraw_url(cast.kit), {"purposes": ["website"], "confirm": "1"})
    permission_lost.disconnect(heard)
    assert lost == [cast.kit.pk]


def test_whoever_is_not_verified_says_no_all_the_same(cast, told, mother, answer, sign_in):
    answer(mother, "all")
    other = make_person("Una", "Verified", "parent")
    people.add_contact(cast.kit, other, actor=cast.maya, capacity=ChildContact.Capacity.PARENT)
    client = sign_in(other)
    client.post(withdraw_url(cast.kit), {"purposes": ["website"], "confirm": "1"})
    assert not may_show(cast.kit, "website")


def test_hidden_fields_of_another_are_not_read(parent, cast, mother, father):
    forged = {
        "person": father.pk,
        "person_id": father.pk,
        "child": cast.ana.pk,
        "means": "letter",
        "at": "2020-01-01",
    }
    parent.post(withdraw_url(cast.kit), {"purposes": ["website"], "confirm": "1", **forged})
    row = Answer.objects.get(kind="withdrawn")
    assert (row.person, row.child, row.means) == (mother, cast.kit, "account")
    assert row.at.year == 2026


def test_nobody_elses_child(parent, cast, client, sign_in):
    assert parent.post(withdraw_url(cast.ana), {"everything": "1"}).status_code == 404
    assert parent.get(withdraw_url(cast.kit).replace(str(cast.kit.pk), str(uuid.uuid4()))).status_code == 404
    for person in (cast.maya, cast.pia, cast.tariq):
        assert sign_in(person).post(withdraw_url(cast.kit), {"everything": "1"}).status_code == 404
    assert client.post(withdraw_url(cast.kit), {"everything": "1"}).status_code == 302
    assert not Answer.objects.filter(kind="withdrawn").exists()


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods(parent, cast, method):
    assert getattr(parent, method)(withdraw_url(cast.kit)).status_code == 405
