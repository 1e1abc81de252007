"""Answering for a child: yes or no to each use, checked, signed; nothing preset, nothing taken on trust."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts import actions as people
from accounts.models import ChildContact
from consents.actions import informing, requesting, withdrawing
from consents.models import AnswerDraft, Purpose, Request, Signature
from consents.selectors import may_show
from tests.cast import SET_UP, make_person
from tests.consents.conftest import SEEN
from tests.consents.visits import (
    answer_url,
    check_url,
    choose,
    chosen,
    sign,
    token_on,
    withdraw_url,
)
from workflow.verification import verify

Capacity = ChildContact.Capacity


@pytest.fixture
def parent(cast, told, mother, sign_in) -> Client:
    return sign_in(mother)


@pytest.fixture
def ana_too(cast, mother):
    people.add_contact(cast.ana, mother, actor=cast.maya, capacity=Capacity.MOTHER, right=SEEN)
    return cast.ana


def change_words(code: str = "website") -> None:
    words = informing.Words("Other words.", "Everybody.", "Two years.")
    informing.publish_notice(Purpose.objects.get(pk=code), actor=SET_UP, words=words)


class TestQuestions:
    def test_each_use_with_its_notice_and_nothing_preset(self, parent, cast, told):
        page = parent.get(answer_url(cast.kit)).content.decode()
        for purpose in Purpose.objects.asked():
            assert told[purpose.pk].what in page
            assert page.count(f'name="{purpose.pk}"') == 2
        assert " checked" not in page
        assert 'name="first-name"' not in page
        assert "Kit" not in page.split("<title>")[1].split("</title>")[0]

    def test_what_was_signed_before_is_not_preset_either(self, parent, cast, mother, answer):
        answer(mother, "all")
        assert " checked" not in parent.get(answer_url(cast.kit)).content.decode()

    def test_what_is_missing_is_said_and_what_was_chosen_stays(self, parent, cast):
        page = choose(parent, cast.kit, "website", press="").content.decode()
        assert "Choose yes or no." in page
        assert page.count(" checked") == len(chosen()) - 1
        assert "#id_press_0" in page
        again = parent.get(answer_url(cast.kit)).content.decode()
        assert again.count(" checked") == len(chosen()) - 1

    @pytest.mark.parametrize("value", ["maybe", "all", "\x00", "1", "True"])
    def test_nothing_but_yes_or_no_is_taken(self, parent, cast, value):
        assert choose(parent, cast.kit, press=value).status_code == 200
        assert "press" not in AnswerDraft.objects.get().answers

    @pytest.mark.parametrize("token", ["", "x", "a:b:c", "\x00"])
    def test_without_the_pages_own_token_nothing_is_kept_and_what_was_chosen_stays(self, parent, cast, token):
        page = parent.post(answer_url(cast.kit), {"keep_for": token, **chosen("website")})
        assert page.status_code == 200
        assert page.content.decode().count(" checked") == len(chosen())
        assert not AnswerDraft.objects.exists()

    def test_opening_it_is_noted_once(self, parent, cast, mother):
        requesting.sweep_requests()
        for _time in range(2):
            parent.get(answer_url(cast.kit))
        assert Request.objects.get().state == "opened"
        assert verify() == []

    def test_without_words_nobody_is_asked(self, cast, mother, sign_in):
        assert sign_in(mother).get(answer_url(cast.kit)).url == reverse("pictures")

    def test_whoever_is_not_verified_is_led_to_their_no(self, cast, told, sign_in):
        person = make_person("Una", "Verified", "parent")
        people.add_contact(cast.kit, person, actor=cast.maya, capacity=Capacity.PARENT)
        client = sign_in(person)
        assert client.get(answer_url(cast.kit)).url == withdraw_url(cast.kit)
        assert client.get(check_url(cast.kit)).url == withdraw_url(cast.kit)

    def test_it_costs_the_same_after_years_of_answers(self, parent, cast, mother, answer):
        def cost() -> int:
            with CaptureQueriesContext(connection) as asked:
                parent.get(answer_url(cast.kit))
            return len(asked)

        cost()
        few = cost()
        for _time in range(5):
            answer(mother, "website")
        assert cost() == few


class TestSigning:
    def test_checked_signed_confirmed(self, parent, cast, mother):
        requesting.sweep_requests()
        answered = sign(parent, cast.kit, "website")
        signature = Signature.objects.get()
        assert answered.url == reverse("pictures-signed", args=[signature.pk])
        assert (signature.person, signature.means, signature.typed_name) == (mother, "account", "Petra Rossi")
        assert may_show(cast.kit, "website")
        assert not may_show(cast.kit, "instagram")
        assert Request.objects.get().state == "answered"
        assert not AnswerDraft.objects.exists()
        page = parent.get(answered.url).content.decode()
        assert "Signed. Thank you" in page
        assert verify() == []

    def test_the_check_page_shows_each_answer_and_the_way_back(self, parent, cast):
        page = parent.get(choose(parent, cast.kit, "website").url).content.decode()
        assert page.count('class="ss-summary__change"') == len(chosen())
        assert page.count("ss-tag--good") == 1

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ({"declared": "on"}, "Type your name to sign."),
            ({"typed_name": "   ", "declared": "on"}, "Type your name to sign."),
            ({"typed_name": "Petra"}, "Say that you may decide for this child."),
            ({"typed_name": "x" * 201, "declared": "on"}, "at most 200"),
        ],
    )
    def test_name_and_declaration_are_needed(self, parent, cast, typed, said):
        choose(parent, cast.kit, "website")
        page = parent.post(check_url(cast.kit), typed)
        assert page.status_code == 200
        assert said in page.content.decode()
        assert not Signature.objects.exists()

    def test_another_name_is_asked_about_once_before_it_counts(self, parent, cast):
        choose(parent, cast.kit, "website")
        typed = {"typed_name": "Paolo Rossi", "declared": "on"}
        page = parent.post(check_url(cast.kit), typed).content.decode()
        assert "You typed “Paolo Rossi”, your name here is “Petra Rossi”. Is that you?" in page
        assert 'type="checkbox" name="name_is_mine"' in page
        assert not Signature.objects.exists()
        assert parent.post(check_url(cast.kit), typed | {"name_is_mine": "on"}).status_code == 302
        assert Signature.objects.get().typed_name == "Paolo Rossi"

    @pytest.mark.parametrize("name", ["Ægir Þórðarson", "王小明", "محمد علي", "Żółć", "नेहा", "O’Brien-Łuk"])
    def test_names_in_any_script(self, parent, cast, name):
        sign(parent, cast.kit, "website", name=name)
        assert Signature.objects.get().typed_name == name

    def test_without_a_choice_there_is_nothing_to_check(self, parent, cast):
        assert parent.get(check_url(cast.kit)).url == answer_url(cast.kit)
        assert parent.post(check_url(cast.kit), {"typed_name": "P", "declared": "on"}).url == answer_url(
            cast.kit
        )

    def test_half_a_choice_is_not_checked(self, parent, cast):
        choose(parent, cast.kit, "website", press="")
        assert parent.get(check_url(cast.kit)).url == answer_url(cast.kit)

    def test_words_that_changed_meanwhile_are_read_first(self, parent, cast):
        choose(parent, cast.kit, "all")
        change_words()
        assert parent.post(check_url(cast.kit), {"typed_name": "P", "declared": "on"}).url == answer_url(
            cast.kit
        )
        page = parent.get(answer_url(cast.kit)).content.decode()
        assert "Our words have changed" in page
        assert "Other words." in page
        # All but the changed one are still chosen.
        assert page.count(" checked") == len(chosen()) - 1
        assert not Signature.objects.exists()

    def test_a_no_said_since_the_page_was_drawn_is_not_overrun(self, parent, cast, mother):
        token = token_on(parent.get(answer_url(cast.kit)))
        withdrawing.withdraw(cast.kit, actor=mother, purposes=["website"])
        parent.post(answer_url(cast.kit), {"keep_for": token, **chosen("all")})
        # What was chosen before one's no is put aside: one is asked anew.
        assert parent.get(check_url(cast.kit)).url == answer_url(cast.kit)
        assert " checked" not in parent.get(answer_url(cast.kit)).content.decode()
        assert not may_show(cast.kit, "website")

    def test_siblings_come_one_after_the_other(self, parent, cast, ana_too):
        requesting.sweep_requests()
        page = parent.get(sign(parent, cast.ana, "website").url).content.decode()
        assert answer_url(cast.kit) in page
        page = parent.get(sign(parent, cast.kit).url).content.decode()
        assert "Next:" not in page
        assert may_show(cast.ana, "website")
        assert not may_show(cast.kit, "website")
        assert set(Request.objects.values_list("state", flat=True)) == {"answered"}
