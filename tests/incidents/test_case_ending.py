"""How a case ends: a second person, an error, alone where a rule says so, in another case."""

import pytest
from django.urls import reverse

from incidents.actions import reporting
from tests.incidents.stages import ENDING, in_state, state
from workflow import clock
from workflow.models import ReadEvent


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


def test_routine_cases_of_others_are_closed_by_one_person(lead, case, take, cast):
    case = in_state(case, "triaged", cast)
    take(lead, case, "close-alone", **ENDING)
    assert state(case) == "closed"


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
