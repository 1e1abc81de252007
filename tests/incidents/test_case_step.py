"""The pages of a case's steps: each does one thing, keeps what was typed, and refuses whom it must."""

import datetime as dt
import uuid

import pytest
from django.urls import reverse

from accounts import actions as people
from incidents.actions import closing, handling, reporting
from incidents.models import Case, CaseAction, Entry, Outcome
from incidents.views.case_steps import STEPS
from tests.cast import SET_UP, SINCE
from workflow import clock
from workflow.models import Deadline, ReadEvent

TRIAGE = {"category": "other", "urgency": "3-routine", "support_level": "1", "rationale": "Small, and known."}
HARM = {
    "category": "staff_conduct_online", "urgency": "1-immediate", "rationale": "An adult.",
    "harmed": "no", "offence": "unsure", "risk": "no", "unsuitable": "no",
}  # fmt: skip
ENDING = {"outcome": "no_further_action", "rationale": "All is well.", "parents_informed": "yes"}


@pytest.fixture
def take(step_url):
    """Send a step's form as it was drawn."""

    def sent(client, case: Case, slug: str, **typed):
        fresh = Case.objects.get(pk=case.pk)
        return client.post(step_url(case, slug), {"version": fresh.version, **typed})

    return sent


def state(case: Case) -> str:
    return Case.objects.get(pk=case.pk).state


def in_state(case: Case, wanted: str, cast) -> Case:
    """The same case, moved on by the actions as far as `wanted`."""
    fresh = Case.objects.get(pk=case.pk)
    decision = handling.Triage(
        category=handling.Category.objects.get(code="other"),
        four_c="content", urgency="3-routine", rationale="Because.", support_level=1,
    )  # fmt: skip
    handling.triage(fresh, actor=cast.maya, version=fresh.version, decision=decision)
    if wanted == "close_proposed":
        ended = closing.Closing(Outcome.objects.get(code="no_further_action"), "Done.", "yes")
        closing.propose_close(fresh, actor=cast.maya, version=fresh.version, closing=ended)
    return fresh


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


@pytest.mark.parametrize(
    ("slug", "typed", "field"),
    [
        ("propose-close", ENDING | {"outcome": ""}, "outcome"),
        ("propose-close", ENDING | {"rationale": ""}, "rationale"),
        ("propose-close", ENDING | {"parents_informed": ""}, "parents_informed"),
        ("propose-close", ENDING | {"parents_informed": "no"}, "parents_reason"),
        ("propose-error", {"rationale": " "}, "rationale"),
        ("merge", {"into": "", "rationale": "Same."}, "into"),
    ],
)
def test_what_an_ending_needs(lead, case, cast, take, slug, typed, field):
    case = in_state(case, "triaged", cast)
    response = take(lead, case, slug, **typed)
    assert field in response.context["form"].errors
    assert state(case) == "triaged"


def test_nothing_ends_over_an_open_action(lead, case, cast, take):
    case = in_state(case, "triaged", cast)
    take(
        lead, case, "add-action", title="Write a letter", owner=cast.pia.pk, due_on=clock.today().isoformat()
    )
    response = take(lead, case, "propose-close", **ENDING)
    assert "Finish or cancel every open action first." in response.content.decode()
    assert state(case) == "triaged"


def test_who_proposed_cannot_confirm_and_the_second_person_reads_the_reasons(
    lead, deputy, case, cast, take, step_url
):
    case = in_state(case, "close_proposed", cast)
    assert lead.get(step_url(case, "close")).status_code == 403
    assert take(lead, case, "close").status_code == 403
    refused = ReadEvent.objects.filter(object_id=case.pk, actor_id=cast.maya.pk, what="refused: close")
    assert refused.count() == 2
    page = deputy.get(step_url(case, "close")).content.decode()
    assert "What Maya Lindqvist proposes" in page
    assert "No further action" in page
    assert "Done." in page
    assert ReadEvent.objects.filter(object_id=case.pk, actor_id=cast.dan.pk, what="closing page").exists()
    assert take(deputy, case, "send-back", rationale="Not yet.").status_code == 302
    assert state(case) == "in_progress"


def test_a_case_said_to_be_an_error_is_not_closed_but_confirmed(lead, deputy, case, take, step_url):
    take(lead, case, "propose-error", rationale="Sent twice.")
    assert deputy.get(step_url(case, "close")).status_code == 302
    page = deputy.get(reverse("case", args=[case.pk])).content.decode()
    assert step_url(case, "confirm-error") in page
    assert step_url(case, "close") not in page
    take(deputy, case, "confirm-error")
    assert state(case) == "entered_in_error"


def test_a_note_has_its_own_time_and_its_writing(lead, case, take):
    with clock.at(dt.datetime(2026, 11, 24, 12, 0, tzinfo=dt.UTC)):
        take(lead, case, "note", body="Seen at the gate.", happened_on="2026-11-20", happened_time="15:30")
    note = Entry.objects.get(case=case)
    assert note.happened_at == dt.datetime(2026, 11, 20, 15, 30, tzinfo=dt.UTC)
    page = lead.get(reverse("case", args=[case.pk])).content.decode()
    assert "20 November 2026 at 3:30pm" in page
    assert "Written down 24 November 2026" in page
    assert "written down late" in page


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"body": ""}, "body"),
        ({"body": "A", "happened_on": "2999-01-01"}, "happened_on"),
        ({"body": "A", "happened_on": "yesterday"}, "happened_on"),
        ({"body": "A", "happened_time": "10:00"}, "happened_on"),
        ({"body": "A", "happened_time": "25:00"}, "happened_time"),
    ],
)
def test_a_note_needs_words_and_a_time_that_was(lead, case, take, typed, field):
    response = take(lead, case, "note", **typed)
    assert field in response.context["form"].errors
    assert not Entry.objects.exists()


def test_today_without_a_time_is_never_in_the_future(lead, case, take):
    with clock.at(dt.datetime(2026, 11, 24, 8, 0, tzinfo=dt.UTC)):
        assert take(lead, case, "note", body="A", happened_on="2026-11-24").status_code == 302


def test_notes_do_not_wait_for_one_another(lead, deputy, case, step_url, take):
    drawn = case.version
    take(deputy, case, "acknowledge")
    assert lead.post(step_url(case, "note"), {"version": drawn, "body": "Still stands."}).status_code == 302


def test_the_author_gets_a_message_and_no_more(lead, case, report, take, sign_in, cast):
    take(lead, case, "message", report=report.pk, body="When was it?")
    page = sign_in(cast.pia).get(reverse("report", args=[report.pk])).content.decode()
    assert "When was it?" in page
    other = reporting.submit_report(actor=cast.sam, report_type="concern", about=["child"], body="Another.")
    response = take(lead, case, "message", report=other.pk, body="To the wrong one.")
    assert "report" in response.context["form"].errors


def test_a_subject_named_later_loses_the_case_at_once(lead, deputy, case, take, cast):
    response = take(deputy, case, "add-subject", who=f"person:{cast.maya.pk}")
    assert response.url == reverse("case", args=[case.pk])
    assert lead.get(reverse("case", args=[case.pk])).status_code == 404
    assert "Maya Lindqvist can no longer see it" in deputy.get(response.url).content.decode()


def test_whoever_names_a_relative_of_their_own_is_sent_away_without_a_word_of_it(deputy, case, take, cast):
    people.tie(cast.dan, cast.sam, "relative", actor=SET_UP, source="Staff file", starts_on=SINCE)
    response = take(deputy, case, "add-subject", who=f"person:{cast.sam.pk}")
    assert response.url == reverse("queue")
    page = deputy.get(response.url).content.decode()
    assert "It is done." in page
    assert case.reference not in page


@pytest.mark.parametrize("typed", [{}, {"name": "  "}, {"who": f"person:{uuid.uuid4()}"}, {"who": "dog:1"}])
def test_a_subject_is_one_of_the_register_or_a_name(lead, case, take, typed):
    assert take(lead, case, "add-subject", **typed).status_code == 200
    assert not case.subjects.exists()


def test_a_name_in_any_script_is_a_subject(lead, case, take):
    take(lead, case, "add-subject", name="Nguyễn Thị Ánh <b>محمد</b>")
    page = lead.get(reverse("case", args=[case.pk])).content.decode()
    assert "Nguyễn Thị Ánh &lt;b&gt;محمد&lt;/b&gt;" in page
    again = take(lead, case, "add-subject", who=f"child:{uuid.uuid4()}")
    assert again.status_code == 200


def test_the_same_person_is_named_once(lead, case, take, cast):
    take(lead, case, "add-subject", who=f"child:{cast.kit.pk}")
    response = take(lead, case, "add-subject", who=f"child:{cast.kit.pk}")
    assert "This person is named already." in response.content.decode()


def test_access_is_given_and_ended_by_hand(lead, case, take, cast, sign_in):
    owner = sign_in(cast.olive)
    take(lead, case, "grant", person=cast.olive.pk, capacity="informed")
    assert owner.get(reverse("case", args=[case.pk])).status_code == 200
    row = case.accesses.get(person=cast.olive)
    end = reverse("access-end", args=[case.pk, row.pk])
    assert lead.get(end).status_code == 405
    assert owner.post(end).status_code == 403
    assert lead.post(end).status_code == 302
    assert owner.get(reverse("case", args=[case.pk])).status_code == 404
    assert lead.post(end).status_code == 409
    by_rule = case.accesses.get(person=cast.dan)
    assert lead.post(reverse("access-end", args=[case.pk, by_rule.pk])).status_code == 409


@pytest.mark.parametrize("name", ["pia", "dan"])
def test_access_is_for_leaders_who_have_none(lead, case, take, cast, name):
    response = take(lead, case, "grant", person=getattr(cast, name).pk, capacity="lead")
    assert "person" in response.context["form"].errors


def test_whoever_steps_back_finds_the_queue_and_nothing_of_the_case(lead, case, take, step_url):
    assert "cannot be undone" in lead.get(step_url(case, "recuse")).content.decode()
    assert take(lead, case, "recuse").url == reverse("queue")
    assert lead.get(step_url(case, "recuse")).status_code == 404
    assert case.reference not in lead.get(reverse("queue")).content.decode()


def test_a_case_goes_on_in_another(lead, case, take, cast):
    other = reporting.submit_report(
        actor=cast.sam, report_type="concern", about=["child"], body="More."
    ).cases.get()
    take(lead, case, "merge", into=other.pk, rationale="The same matter.")
    assert state(case) == "merged"
    page = lead.get(reverse("case", args=[case.pk])).content.decode()
    assert other.reference in page
    assert set(other.reports.values_list("author__given_name", flat=True)) == {"Pia", "Sam"}


def test_nobody_learns_into_what_they_may_not_see(lead, deputy, case, take, cast, sign_in):
    """Maya steps back from the case that goes on; the old one does not name it to her."""
    other = reporting.submit_report(
        actor=cast.sam, report_type="concern", about=["child"], body="More."
    ).cases.get()
    take(deputy, case, "merge", into=other.pk, rationale="The same matter.")
    take(lead, other, "recuse")
    page = lead.get(reverse("case", args=[case.pk])).content.decode()
    assert other.reference not in page


def test_a_case_about_oneself_is_no_choice(lead, case, take, cast):
    hidden = reporting.submit_report(
        actor=cast.sam, report_type="concern", about=["manager"], body="Her."
    ).cases.get()
    assert hidden.reference not in lead.get(reverse("case-step", args=[case.pk, "merge"])).content.decode()
    response = take(lead, case, "merge", into=hidden.pk, rationale="The same?")
    assert "into" in response.context["form"].errors


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"title": ""}, "title"),
        ({"owner": ""}, "owner"),
        ({"due_on": "2001-01-01"}, "due_on"),
        ({"due_on": "soon"}, "due_on"),
        ({"title": "x" * 201}, "title"),
    ],
)
def test_an_action_needs_words_somebody_and_a_day_to_come(lead, case, take, cast, typed, field):
    good = {"title": "Write", "owner": cast.pia.pk, "due_on": clock.today().isoformat()}
    response = take(lead, case, "add-action", **good | typed)
    assert field in response.context["form"].errors
    assert not CaseAction.objects.exists()


def test_nobody_in_conflict_is_given_an_action(lead, case, take, cast):
    take(lead, case, "add-subject", who=f"person:{cast.sam.pk}")
    page = lead.get(reverse("case-step", args=[case.pk, "add-action"])).content.decode()
    assert "Pia Novak" in page
    assert "Sam Achebe" not in page


def test_an_ended_case_takes_no_action_and_draws_no_button(lead, deputy, case, take, cast, step_url):
    case = in_state(case, "close_proposed", cast)
    assert step_url(case, "add-action") not in lead.get(reverse("case", args=[case.pk])).content.decode()
    assert lead.get(step_url(case, "add-action")).status_code == 302


def test_routine_cases_of_others_are_closed_by_one_person(lead, case, take, cast):
    case = in_state(case, "triaged", cast)
    take(lead, case, "close-alone", **ENDING)
    assert state(case) == "closed"


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
