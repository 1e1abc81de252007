"""What is written in a case: notes with their time, messages to the author, actions."""

import datetime as dt

import pytest
from django.urls import reverse

from incidents.actions import reporting
from incidents.models import CaseAction, Entry
from tests.incidents.stages import in_state
from workflow import clock


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
