"""The pages of a case's steps: each does one thing, keeps what was typed, and refuses whom it must."""

import pytest
from django.urls import reverse

from incidents.models import Entry
from incidents.views.case_steps import STEPS
from tests.incidents.stages import ENDING, HARM, TRIAGE, in_state, state
from workflow.models import Deadline


def test_a_case_goes_all_the_way(lead, deputy, case, take, verbs):
    assert take(lead, case, "acknowledge").status_code == 302
    assert take(lead, case, "triage", **TRIAGE).status_code == 302
    assert take(lead, case, "start").status_code == 302
    assert take(lead, case, "propose-close", **ENDING).status_code == 302
    assert take(deputy, case, "close", rationale="I agree.").status_code == 302
    assert state(case) == "closed"
    assert take(deputy, case, "reopen", rationale="Something new.").status_code == 302
    assert state(case) == "reopened"
    assert verbs(case) == ["open", "acknowledge", "triage", "start", "propose close", "close", "reopen"]


def test_what_was_decided_stays_in_the_chronology(lead, case, take):
    take(lead, case, "triage", **HARM)
    take(lead, case, "triage", **TRIAGE)
    first, second = Entry.objects.filter(case=case).order_by("recorded_at")
    assert first.body.startswith("An adult.\n\nDecided: Conduct of an adult online; Conduct; Immediate;")
    assert "No, Unsure, No, No" in first.body
    assert "Level 1: Universal" in second.body


def test_an_unsure_answer_starts_the_clock_of_lado(lead, case, take):
    take(lead, case, "triage", **HARM)
    assert Deadline.objects.open().of(case).filter(rule="lado.refer").exists()
    take(lead, case, "contact", agency="lado", body="Spoke to Ruth, reference 12.")
    assert not Deadline.objects.open().of(case).filter(rule="lado.refer").exists()


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({}, "category"),
        (TRIAGE | {"category": "nonsense"}, "category"),
        (TRIAGE | {"urgency": "whenever"}, "urgency"),
        (TRIAGE | {"support_level": "5"}, "support_level"),
        (TRIAGE | {"support_level": ""}, "support_level"),
        (TRIAGE | {"rationale": "  "}, "rationale"),
        (TRIAGE | {"rationale": "x" * 50_001}, "rationale"),
        (TRIAGE | {"harmed": "no"}, "harmed"),
        (HARM | {"risk": ""}, "harmed"),
        (TRIAGE | {"rationale": "a\0b"}, "rationale"),
    ],
)
def test_what_is_missing_is_said_at_the_field_and_the_rest_is_kept(lead, case, take, typed, field):
    response = take(lead, case, "triage", **typed)
    assert response.status_code == 200
    assert field in response.context["form"].errors
    assert "There is a problem" in response.content.decode()
    assert response.context["form"].data.get("rationale") == typed.get("rationale")
    assert state(case) == "received"


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 40])
def test_a_form_without_a_sound_version_does_nothing(lead, case, step_url, version):
    response = lead.post(step_url(case, "acknowledge"), {"version": version})
    assert response.status_code in (200, 409)
    assert state(case) == "received"


def test_whoever_was_slower_is_told_who_did_what_and_keeps_what_they_typed(
    lead, deputy, case, take, step_url
):
    drawn = case.version
    take(deputy, case, "acknowledge")
    response = lead.post(step_url(case, "triage"), {"version": drawn, **TRIAGE})
    page = response.content.decode()
    assert response.status_code == 409
    assert "Somebody was quicker" in page
    assert "Acknowledged: Dan Brennan" in page
    assert "Small, and known." in page
    assert state(case) == "acknowledged"
    again = lead.post(
        step_url(case, "triage"), {**TRIAGE, "version": response.context["form"].data["version"]}
    )
    assert again.status_code == 302
    assert state(case) == "triaged"


def test_a_step_that_is_gone_meanwhile_shows_what_was_typed_and_no_button(
    lead, deputy, case, take, step_url, cast
):
    case = in_state(case, "triaged", cast)
    take(deputy, case, "propose-close", **ENDING)
    typed = {**ENDING, "version": case.version, "rationale": "Typed at length."}
    response = lead.post(step_url(case, "propose-close"), typed)
    page = response.content.decode()
    assert response.status_code == 409
    assert "cannot be taken any more" in page
    assert "Typed at length." in page
    assert '<button class="btn btn-primary"' not in page


def test_a_step_of_another_state_leads_back_to_the_case(lead, case, step_url, take):
    assert lead.get(step_url(case, "reopen")).url == reverse("case", args=[case.pk])
    assert take(lead, case, "reopen", rationale="Why not.").url == reverse("case", args=[case.pk])
    assert state(case) == "received"


@pytest.mark.parametrize("slug", sorted(STEPS))
def test_every_step_asks_who_it_is(case, step_url, slug, cast, sign_in, outsiders, client):
    url = step_url(case, slug)
    for method in ("get", "post"):
        assert getattr(client, method)(url).status_code == 302
        assert getattr(sign_in(cast.olive), method)(url).status_code == 404
        assert {getattr(one, method)(url).status_code for one in outsiders} == {403}
    assert sign_in(cast.maya).put(url).status_code == 405


def test_a_page_that_is_no_step_is_not_there(lead, case, step_url):
    assert lead.get(step_url(case, "delete")).status_code == 404


def test_buttons_are_those_that_work(lead, deputy, case, cast, step_url):
    """Every button of every state opens its page; no page without a button does."""
    for moved in (case, in_state(case, "triaged", cast)):
        page = lead.get(reverse("case", args=[moved.pk])).content.decode()
        for slug in STEPS:
            drawn = f'"{step_url(moved, slug)}"' in page
            assert drawn == (lead.get(step_url(moved, slug)).status_code == 200), slug


@pytest.mark.parametrize("slug", STEPS)
def test_every_step_has_words_for_when_it_is_done(slug):
    assert str(STEPS[slug].done).endswith(".")


def test_the_case_page_says_once_that_a_step_was_taken(lead, case, take):
    said = str(STEPS["acknowledge"].done)
    taken = take(lead, case, "acknowledge")
    assert said in lead.get(taken.url).content.decode()
    assert said not in lead.get(taken.url).content.decode()
