"""A case and a report as the actions make them, for tests of the ground floor."""

import pytest

from incidents.actions.reporting import submit_report
from incidents.models import Case, Report
from tests.cast import Cast


@pytest.fixture
def report(cast: Cast) -> Report:
    """Pia's words about a child, routed."""
    return Report.objects.get(
        pk=submit_report(actor=cast.pia, report_type="concern", about=["child"], body="What I saw.").pk
    )


@pytest.fixture
def case(report: Report) -> Case:
    """The case of that report: received, led by Maya and Dan."""
    return report.cases.get()
