"""Answers that are forged: other people's children, ids and tokens; and forms that outlive their session."""

import uuid

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from accounts import actions as people
from accounts.models import ChildContact
from consents.actions import requesting
from consents.models import Answer, AnswerDraft, Signature
from tests.cast import make_user
from tests.consents.conftest import SEEN, moment
from tests.consents.visits import (
    answer_url,
    check_url,
    choose,
    chosen,
    guest_of,
    sign,
    token_on,
    withdraw_url,
)

Capacity = ChildContact.Capacity


@pytest.fixture
def parent(cast, told, mother, sign_in) -> Client:
    return sign_in(mother)


@pytest.fixture
def ana_too(cast, mother):
    people.add_contact(cast.ana, mother, actor=cast.maya, capacity=Capacity.MOTHER, right=SEEN)
    return cast.ana


class TestForged:
    """Mass assignment, other people's ids, other people's tokens."""

    def test_ids_and_answers_in_the_form_of_the_signature_are_not_read(
        self, parent, cast, mother, father, ana_too
    ):
        choose(parent, cast.kit, "website")
        forged = {
            "typed_name": "Paolo Rossi",
            "name_is_mine": "on",
            "declared": "on",
            "person": father.pk,
            "person_id": father.pk,
            "signer": father.pk,
            "child": cast.ana.pk,
            "child_id": cast.ana.pk,
            "means": "paper",
            "capacity": "authority",
            "responsibility": "delegated",
            "seen": "-1",
            "at": "2020-01-01",
            "valid_until": "2099-01-01",
            "entered_by": cast.maya.pk,
            **chosen("all"),
            "first-name": "yes",
        }
        parent.post(check_url(cast.kit), forged)
        signature = Signature.objects.get()
        assert (signature.person, signature.child, signature.means) == (mother, cast.kit, "account")
        assert (signature.capacity, signature.entered_by) == ("mother", None)
        granted = Answer.objects.filter(kind="granted")
        assert list(granted.values_list("purpose_id", flat=True)) == ["website"]
        assert granted.get().valid_until.year == 2027

    def test_a_use_that_is_not_asked_is_never_kept(self, parent, cast):
        choose(parent, cast.kit, "all", **{"first-name": "yes"})
        assert "first-name" not in AnswerDraft.objects.get().answers

    def test_another_familys_child_is_not_there(self, parent, cast, sign_in):
        token = token_on(parent.get(answer_url(cast.kit)))
        for url in (answer_url(cast.ana), check_url(cast.ana), withdraw_url(cast.ana)):
            assert parent.get(url).status_code == 404
            assert (
                parent.post(url, {"keep_for": token, **chosen("all"), "everything": "1"}).status_code == 404
            )
        assert (
            parent.get(answer_url(cast.kit).replace(str(cast.kit.pk), str(uuid.uuid4()))).status_code == 404
        )
        for person in (cast.maya, cast.olive, cast.pia, cast.ines, cast.tariq):
            assert sign_in(person).get(answer_url(cast.kit)).status_code == 404
        assert not AnswerDraft.objects.exists()
        assert not Answer.objects.exists()

    def test_the_token_of_one_child_is_none_for_another(self, parent, cast, ana_too):
        token = token_on(parent.get(answer_url(cast.kit)))
        assert parent.post(answer_url(cast.ana), {"keep_for": token, **chosen("all")}).status_code == 200
        assert not AnswerDraft.objects.exists()

    def test_the_form_of_one_parent_sent_by_the_other_is_kept_for_the_first_only(
        self, parent, cast, mother, father, sign_in
    ):
        token = token_on(parent.get(answer_url(cast.kit)))
        other = sign_in(father)
        other.post(answer_url(cast.kit), {"keep_for": token, **chosen("all")})
        assert AnswerDraft.objects.get().person == mother
        assert other.get(check_url(cast.kit)).url == answer_url(cast.kit)
        assert " checked" not in other.get(answer_url(cast.kit)).content.decode()

    def test_the_signature_of_another_is_not_there(self, parent, cast, father, sign_in):
        url = sign(parent, cast.kit, "website").url
        for person in (father, cast.maya, cast.ines):
            assert sign_in(person).get(url).status_code == 404
        assert guest_of(father).get(url).status_code == 404

    def test_whoever_lost_the_right_meanwhile_signs_nothing(self, parent, cast, mother):
        choose(parent, cast.kit, "website")
        row = ChildContact.objects.get(person=mother)
        people.change_right(row, actor=cast.maya, right=people.Right("unverified"))
        assert parent.post(check_url(cast.kit), {"typed_name": "P", "declared": "on"}).url == withdraw_url(
            cast.kit
        )
        people.change_right(
            ChildContact.objects.holding().get(person=mother), actor=cast.maya, right=people.Right("no")
        )
        assert parent.post(check_url(cast.kit), {"typed_name": "P", "declared": "on"}).status_code == 404
        assert not Signature.objects.exists()

    def test_a_signature_needs_the_tokens_against_forged_requests(self, cast, told, mother):
        guest = Client(enforce_csrf_checks=True)
        guest.force_login(make_user(mother))
        assert guest.post(check_url(cast.kit), {"typed_name": "P", "declared": "on"}).status_code == 403
        assert guest.post(withdraw_url(cast.kit), {"everything": "1"}).status_code == 403
        assert guest.post(answer_url(cast.kit), chosen("all")).status_code == 403


class TestTimeOut:
    """What was chosen survives the end of a session, for whoever chose it and nobody else."""

    def test_an_account_whose_session_ended(self, parent, cast, mother, sign_in):
        token = token_on(parent.get(answer_url(cast.kit)))
        nobody = Client()
        answered = nobody.post(answer_url(cast.kit), {"keep_for": token, **chosen("website")})
        assert answered.url == reverse("pictures-enter") + "?ended=1"
        assert "is kept for you" in nobody.get(answered.url).content.decode()
        assert not Signature.objects.exists()
        page = sign_in(mother).get(answer_url(cast.kit)).content.decode()
        assert page.count(" checked") == len(chosen())

    def test_it_is_kept_though_the_browser_sends_no_token_against_forged_requests(self, parent, cast, mother):
        token = token_on(parent.get(answer_url(cast.kit)))
        strict = Client(enforce_csrf_checks=True)
        assert strict.post(answer_url(cast.kit), {"keep_for": token, **chosen("website")}).status_code == 302
        assert AnswerDraft.objects.get().person == mother

    def test_nothing_is_kept_for_a_child_that_is_no_longer_theirs(self, parent, cast, mother):
        token = token_on(parent.get(answer_url(cast.kit)))
        people.end_contact(ChildContact.objects.get(person=mother), actor=cast.maya)
        Client().post(answer_url(cast.kit), {"keep_for": token, **chosen("website")})
        assert not AnswerDraft.objects.exists()

    def test_it_is_deleted_on_its_day(self, parent, cast):
        choose(parent, cast.kit, "website", press="")
        with time_machine.travel(moment("2026-11-30"), tick=False):
            assert requesting.purge_drafts() == 0
        with time_machine.travel(moment("2026-12-01"), tick=False):
            assert requesting.purge_drafts() == 1
