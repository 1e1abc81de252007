"""The page on which one signs: what changed, the words, and one field; for one's own request only."""

import datetime as dt
import uuid

import pytest
from django.urls import reverse

from notifications.models import Message
from notifications.selectors import bell
from policies.actions import registering, reminding, signing
from policies.models import Acknowledgement, AcknowledgementRequest
from tests.policies.signatures import NOTICE, make_policy, next_version, request_of, shown, sign, standing
from workflow import clock
from workflow.verification import verify

DAY = dt.timedelta(days=1)


@pytest.fixture
def policy(cast):
    return make_policy(cast, "practitioner", "support", "manager", notice_for=("visitor",))


@pytest.fixture
def staff(cast, sign_in):
    return sign_in(cast.pia)


def url(request: AcknowledgementRequest) -> str:
    return reverse("policy-sign", args=[request.pk])


def sent(request: AcknowledgementRequest, answer="sign", **typed) -> dict[str, str]:
    """What the page sends, as it was drawn now."""
    now = shown(request)
    return {"answer": answer, "version": str(now.version_id), "text_hash": now.text_hash, **typed}


def test_the_words_stand_there_clause_by_clause_and_nothing_is_preset(policy, cast, staff):
    page = staff.get(url(request_of(cast.pia, policy))).content.decode()
    assert "Be kind." in page
    assert "Ask first." in page
    assert "What changed since" not in page
    assert 'name="typed_name"' in page
    assert cast.pia.name not in page.split("<main")[1]


def test_signing_ends_on_a_confirmation(policy, cast, staff):
    request = request_of(cast.pia, policy)
    answer = staff.post(url(request), sent(request, typed_name="Pia Novak"))
    assert answer.url == reverse("policy-signed", args=[request.pk])
    page = staff.get(answer.url).content.decode()
    assert "Signed. Thank you" in page
    assert "Pia Novak" in page
    assert standing(cast.pia, policy) == "signed"


def test_a_signed_request_leads_to_its_confirmation(policy, cast, staff):
    request = request_of(cast.pia, policy)
    form = sent(request, typed_name="Pia Novak")
    sign(cast.pia, policy)
    assert staff.get(url(request)).url == reverse("policy-signed", args=[request.pk])
    assert staff.post(url(request), form).url == reverse("policy-signed", args=[request.pk])
    assert Acknowledgement.objects.count() == 1


def test_without_a_name_it_says_so_and_signs_nothing(policy, cast, staff):
    request = request_of(cast.pia, policy)
    for typed in ("", "   "):
        page = staff.post(url(request), sent(request, typed_name=typed))
        assert page.status_code == 200
        assert "Type your name to sign." in page.content.decode()
    assert standing(cast.pia, policy) == "pending"


def test_another_name_is_asked_about_once_before_it_counts(policy, cast, staff):
    request = request_of(cast.pia, policy)
    for typed in ("Pia", "Sam Hall", "<b>Pia</b>"):
        page = staff.post(url(request), sent(request, typed_name=typed)).content.decode()
        assert "your name here is “Pia Novak”. Is that you?" in page
        assert 'type="checkbox" name="name_is_mine"' in page
    assert standing(cast.pia, policy) == "pending"
    answer = staff.post(url(request), sent(request, typed_name="Pia Maria", name_is_mine="on"))
    assert answer.url == reverse("policy-signed", args=[request.pk])
    assert Acknowledgement.objects.get().typed_name == "Pia Maria"


@pytest.mark.parametrize("typed", ["pia  NOVAK", "Novak, Pia", "Pía Maria Nóvak"])
def test_ones_own_name_needs_no_question(policy, cast, staff, typed):
    request = request_of(cast.pia, policy)
    assert staff.post(url(request), sent(request, typed_name=typed)).status_code == 302


@pytest.mark.parametrize(("answer", "kind"), [("question", "question"), ("decline", "declined")])
def test_a_question_or_a_refusal_goes_to_the_manager(policy, cast, staff, answer, kind):
    request = request_of(cast.pia, policy)
    back = staff.post(url(request), sent(request, answer, note="What is kind?"))
    assert back.url == reverse("my-policies")
    assert standing(cast.pia, policy) == kind
    assert [message.kind for message in bell(cast.maya)] == ["policy-answer"]
    assert "What is kind?" in staff.get(url(request)).content.decode()


def test_an_empty_question_is_refused_where_it_was_typed(policy, cast, staff):
    request = request_of(cast.pia, policy)
    page = staff.post(url(request), sent(request, "question", note=" ")).content.decode()
    assert "Write your question." in page
    assert "Say why." not in page


def test_the_answer_to_a_question_stands_on_the_page(policy, cast, staff):
    request = request_of(cast.pia, policy)
    signing.ask_question(request, actor=cast.pia, shown=shown(request), note="What is kind?")
    registering.reply(request, actor=cast.maya, seen=1, note="As you would be treated.")
    assert [message.kind for message in bell(cast.pia)] == ["policy-reply"]
    assert "As you would be treated." in staff.get(url(request)).content.decode()
    assert bell(cast.pia) == []


def test_what_changed_since_one_last_signed_comes_first(policy, cast, staff):
    sign(cast.pia, policy)
    with clock.at(clock.now() + DAY):
        next_version(policy, cast, is_major=False, says="Mind the gate.")
    with clock.at(clock.now() + 2 * DAY):
        next_version(policy, cast, is_major=True, says="Close the gate.")
        page = staff.get(url(request_of(cast.pia, policy))).content.decode()
    assert "You signed version 1 on" in page
    positions = [page.index(words) for words in ("New: Mind the gate.", "New: Close the gate.", "Be kind.")]
    assert positions == sorted(positions)
    assert "<ins>Mind the gate.</ins>" in page
    assert "<ins>Be kind.</ins>" not in page


class TestOtherWords:
    def test_a_minor_version_meanwhile_is_shown_and_what_was_typed_is_kept(self, policy, cast, staff):
        request = request_of(cast.pia, policy)
        typed = sent(request, typed_name="Pia Novak")
        with clock.at(clock.now() + DAY):
            next_version(policy, cast, is_major=False, says="Mind the gate.")
            answer = staff.post(url(request), typed)
            page = answer.content.decode()
            assert answer.status_code == 409
            assert "The words have changed" in page
            assert "Mind the gate." in page
            assert 'value="Pia Novak"' in page
            assert not Acknowledgement.objects.exists()
            assert staff.post(url(request), sent(request, typed_name="Pia Novak")).status_code == 302

    def test_so_is_a_major_one_that_no_sweep_has_noted_yet(self, policy, cast, staff):
        request = request_of(cast.pia, policy)
        typed = sent(request, typed_name="Pia Novak")
        next_version(policy, cast, is_major=True, day=clock.today() + DAY, says="Close the gate.")
        with clock.at(clock.now() + DAY):
            answer = staff.post(url(request), typed)
            later = request_of(cast.pia, policy)
            assert answer.status_code == 409
            assert later != request
            page = answer.content.decode()
            assert "Close the gate." in page
            assert f'action="{url(later)}"' in page
            assert 'value="Pia Novak"' in page
            assert not Acknowledgement.objects.exists()
        assert verify() == []

    def test_an_old_link_leads_to_the_later_request(self, policy, cast, staff):
        request = request_of(cast.pia, policy)
        next_version(policy, cast, is_major=True, day=clock.today() + DAY)
        with clock.at(clock.now() + DAY):
            assert staff.get(url(request)).url == url(request_of(cast.pia, policy))

    @pytest.mark.parametrize(
        "typed",
        [
            {"version": "", "text_hash": ""},
            {"version": "x", "text_hash": "x"},
            {"version": str(uuid.uuid4()), "text_hash": "0" * 64},
            {"text_hash": "\x00"},
            {"text_hash": "9" * 5000},
        ],
    )
    def test_hidden_fields_that_were_changed_sign_nothing(self, policy, cast, staff, typed):
        request = request_of(cast.pia, policy)
        answer = staff.post(url(request), {**sent(request, typed_name="Pia Novak"), **typed})
        assert answer.status_code in (200, 409)
        assert 'value="Pia Novak"' in answer.content.decode()
        assert not Acknowledgement.objects.exists()


def test_a_visitor_sees_the_short_notice_only(cast, sign_in):
    viktor = cast.viktor
    policy = make_policy(cast, notice_for=("visitor",))
    page = sign_in(viktor).get(url(request_of(viktor, policy))).content.decode()
    assert NOTICE in page
    assert "Be kind." not in page


def test_nobody_reaches_the_request_of_another(policy, cast, sign_in):
    request = request_of(cast.pia, policy)
    typed = sent(request, typed_name="Pia Novak")
    for person in (cast.maya, cast.olive, cast.sam, cast.petra, cast.tariq):
        client = sign_in(person)
        assert client.get(url(request)).status_code == 404
        assert client.post(url(request), typed).status_code == 404
        assert client.get(reverse("policy-signed", args=[request.pk])).status_code == 404
    assert not Acknowledgement.objects.exists()


def test_what_is_settled_otherwise_says_so(policy, cast, staff):
    request = request_of(cast.pia, policy)
    registering.exempt(request, actor=cast.maya, seen=0, why="On leave.")
    assert staff.get(url(request)).url == reverse("my-policies")
    assert staff.post(url(request), sent(request, typed_name="Pia Novak")).url == reverse("my-policies")
    assert staff.get(reverse("policy-signed", args=[request.pk])).status_code == 404


def test_unknown_ids_and_other_methods(policy, cast, staff, client):
    assert staff.get(reverse("policy-sign", args=[uuid.uuid4()])).status_code == 404
    assert staff.put(url(request_of(cast.pia, policy))).status_code == 405
    assert client.get(url(request_of(cast.pia, policy))).status_code == 302


def test_a_nonsense_answer_signs_nothing(policy, cast, staff):
    request = request_of(cast.pia, policy)
    for answer in ("", "exempt", "\x00"):
        staff.post(url(request), sent(request, answer, note="x"))
    assert not Acknowledgement.objects.exists()


def test_looking_takes_the_reminder_from_the_bell(policy, cast, staff):
    request = request_of(cast.pia, policy)
    Message.objects.all().delete()
    with clock.at(clock.now() + 8 * DAY):
        reminding.sweep_reminders()
        assert [message.kind for message in bell(cast.pia)] == ["policy-sign"]
        staff.get(url(request))
        assert bell(cast.pia) == []
