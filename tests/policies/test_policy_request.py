"""One person's request, and what is noted about it: paper, a reply, an exemption and its end."""

import datetime as dt
import uuid

import pytest
from django.urls import reverse

from policies.actions import registering, signing
from policies.models import Acknowledgement
from tests.policies.signatures import make_policy, request_of, shown, sign, standing
from workflow import clock
from workflow.models import ReadEvent

PAPER = {"signed_on": clock.today().isoformat(), "how": "Signed at the desk; in the blue folder."}


@pytest.fixture
def asked(cast):
    return request_of(cast.pia, make_policy(cast, "practitioner", "manager", "owner", "deputy_manager"))


@pytest.fixture
def question(asked, cast):
    signing.ask_question(asked, actor=cast.pia, shown=shown(asked), note="What is kind?")
    return asked


def url(asked, slug="") -> str:
    return (
        reverse("policy-request-note", args=[asked.pk, slug])
        if slug
        else reverse("policy-request", args=[asked.pk])
    )


def test_it_shows_person_policy_state_and_answers(question, cast, sign_in):
    page = sign_in(cast.maya).get(url(question)).content.decode()
    for words in ("Pia Novak", "Social media", "Question asked", "What is kind?", "Answer a question"):
        assert words in page


def test_buttons_are_those_that_fit(asked, cast, sign_in):
    client = sign_in(cast.maya)

    def buttons() -> set[str]:
        return {page.slug for page in client.get(url(asked)).context["buttons"]}

    assert buttons() == {"paper", "exempt"}
    registering.exempt(asked, actor=cast.olive, seen=0, why="On leave.")
    assert buttons() == {"end-exemption"}
    registering.end_exemption(asked, actor=cast.olive, seen=1)
    sign(cast.pia, asked.version.policy)
    assert buttons() == set()


def test_a_deputy_manager_exempts_nobody(asked, cast, sign_in):
    client = sign_in(cast.dan)
    assert {page.slug for page in client.get(url(asked)).context["buttons"]} == {"paper"}
    assert client.get(url(asked, "exempt")).status_code == 403
    assert client.post(url(asked, "exempt"), {"seen": 0, "why": "Because."}).status_code == 403
    assert client.post(url(asked, "end-exemption"), {"seen": 0}).status_code == 403


@pytest.mark.parametrize(
    ("slug", "typed", "after"),
    [
        ("paper", PAPER, "signed"),
        ("exempt", {"why": "On leave until spring."}, "exempt"),
        ("reply", {"note": "As you would be treated."}, "pending"),
    ],
)
def test_each_is_noted(question, cast, sign_in, slug, typed, after):
    client = sign_in(cast.maya)
    assert client.get(url(question, slug)).status_code == 200
    assert client.post(url(question, slug), {"seen": 1, **typed}).url == url(question)
    assert standing(cast.pia, question.version.policy) == after
    page = client.get(url(question)).content.decode()
    assert list(typed.values())[-1] in page


def test_an_exemption_is_ended(asked, cast, sign_in):
    registering.exempt(asked, actor=cast.olive, seen=0, why="On leave.")
    assert sign_in(cast.maya).post(url(asked, "end-exemption"), {"seen": 1}).url == url(asked)
    assert standing(cast.pia, asked.version.policy) == "pending"


@pytest.mark.parametrize(
    ("slug", "typed"),
    [("paper", {"signed_on": "", "how": "x"}), ("paper", {**PAPER, "how": " "}), ("exempt", {"why": ""})],
)
def test_what_is_missing_is_said_and_what_was_typed_is_kept(asked, cast, sign_in, slug, typed):
    answer = sign_in(cast.maya).post(url(asked, slug), {"seen": 0, **typed})
    assert answer.status_code == 200
    assert "There is a problem" in answer.content.decode()
    assert not Acknowledgement.objects.exists()


@pytest.mark.parametrize("day", ["2999-01-01", "0001-01-01", "x", "2026-02-30"])
def test_a_day_that_cannot_be_is_refused(asked, cast, sign_in, day):
    answer = sign_in(cast.maya).post(url(asked, "paper"), {"seen": 0, "signed_on": day, "how": "Folder."})
    assert answer.status_code == 200
    assert "Folder." in answer.content.decode()
    assert not Acknowledgement.objects.exists()


def test_somebody_was_quicker(asked, cast, sign_in):
    client = sign_in(cast.maya)
    signing.ask_question(asked, actor=cast.pia, shown=shown(asked), note="Why?")
    answer = client.post(url(asked, "exempt"), {"seen": 0, "why": "On leave until spring."})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Somebody was quicker" in page
    assert "Question asked: Pia Novak" in page
    assert "On leave until spring." in page
    assert standing(cast.pia, asked.version.policy) == "question"
    assert client.post(url(asked, "exempt"), {"seen": 1, "why": "On leave until spring."}).status_code == 302


def test_whoever_signed_meanwhile_cannot_be_exempted_any_more(asked, cast, sign_in):
    sign(cast.pia, asked.version.policy)
    answer = sign_in(cast.maya).post(url(asked, "exempt"), {"seen": 0, "why": "On leave."})
    assert answer.status_code == 409
    assert "cannot be taken any more" in answer.content.decode()
    assert standing(cast.pia, asked.version.policy) == "signed"


@pytest.mark.parametrize("name", ["olive", "maya", "dan"])
def test_nobody_notes_anything_about_themselves(asked, cast, sign_in, name):
    person = getattr(cast, name)
    own, client = request_of(person, asked.version.policy), sign_in(person)
    assert client.get(url(own)).context["buttons"] == []
    for slug in ("paper", "exempt", "reply", "end-exemption"):
        assert client.get(url(own, slug)).status_code == 403
        assert client.post(url(own, slug), {"seen": 0, **PAPER, "why": "x", "note": "x"}).status_code == 403
    assert ReadEvent.objects.filter(actor_id=person.pk, what__startswith="refused").exists()
    assert not Acknowledgement.objects.exists()


def test_what_makes_no_sense_now_leads_back(asked, cast, sign_in):
    client = sign_in(cast.maya)
    assert client.get(url(asked, "reply")).url == url(asked)
    sign(cast.pia, asked.version.policy)
    assert client.get(url(asked, "paper")).url == url(asked)


def test_others_do_not_see_it(asked, cast, sign_in):
    for person in (cast.pia, cast.sam, cast.petra, cast.ines, cast.tariq):
        client = sign_in(person)
        assert client.get(url(asked)).status_code == 403
        assert client.post(url(asked, "paper"), {"seen": 0, **PAPER}).status_code == 403


def test_unknown_addresses(asked, cast, sign_in):
    client = sign_in(cast.maya)
    assert client.get(reverse("policy-request", args=[uuid.uuid4()])).status_code == 404
    assert client.get(url(asked, "nonsense")).status_code == 404
    assert client.post(url(asked)).status_code == 405
    for seen in ("", "x", "-1", "9" * 5000):
        assert client.post(url(asked, "exempt"), {"seen": seen, "why": "x"}).status_code in (200, 409)
    assert not Acknowledgement.objects.exists()


def test_the_day_that_is_offered_is_not_in_the_future(asked, cast, sign_in):
    with clock.at(clock.now() + dt.timedelta(days=1)):
        page = sign_in(cast.maya).get(url(asked, "paper")).content.decode()
        assert f'max="{clock.today().isoformat()}"' in page
