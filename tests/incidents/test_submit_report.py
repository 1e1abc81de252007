"""Sending a report: stored, routed, audited, told (R3, §1.9)."""

from incidents.actions import reporting
from incidents.actions.reporting import submit_report
from incidents.models import Case, Report
from workflow.verification import verify


def test_a_report_is_stored_and_reaches_the_lead_and_the_deputy(cast, django_capture_on_commit_callbacks):
    report = submit_report(actor=cast.pia, report_type="concern", about=["child"], body="What I saw.")
    report.refresh_from_db()
    assert report.state == Report.State.ROUTED
    case = report.cases.get()
    assert set(case.accesses.values_list("person_id", flat=True)) == {cast.maya.pk, cast.dan.pk}
    assert Case.objects.visible_to(cast.maya).get() == case
    assert verify() == []


def test_a_reference_that_is_taken_is_drawn_anew(cast):
    first = submit_report(actor=cast.pia, report_type="concern", about=["child"], body="One.")
    second = Report(
        author=cast.pia, report_type="concern", about=["child"], body="Two.", reference=first.reference
    )
    reporting._store(second, [], cast.pia, None)
    assert Report.objects.get(pk=second.pk).reference != first.reference
    assert verify() == []
