"""What the pages of risk assessments cost: the same with few and with many of everything."""

import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from social.models import Hazard, LearningTool, RiskAssessment, RiskNote
from tests.cast import Cast
from tests.social.risk_rows import approved, draft, platform, tool
from workflow import clock

# The most that a page may ask of the database, the session and what every page shows included.
BUDGETS = {"list": 16, "tools": 10, "risk": 34, "step": 26, "compare": 24, "new": 14}


def fill(start: int, end: int, cast: Cast, row: RiskAssessment, open_row: RiskAssessment) -> None:
    """Rows in bulk; what a test says about behaviour is made through the actions instead."""
    numbers = range(start, end)
    tools = LearningTool.objects.bulk_create(
        LearningTool(name=f"Tool {number}", provider="A", purpose="B", added_by=cast.dan)
        for number in numbers
    )
    made = RiskAssessment.objects.bulk_create(
        RiskAssessment(tool=one, number=1, purpose="A", used_by="B", started_by=cast.dan, edition=1)
        for one in tools
    )
    hazards = [
        Hazard(
            assessment=one, edition=1, position=position, key=uuid.uuid4(), kind_id="other", title="A", controls="B",
            likelihood_before=5, impact_before=5, likelihood_after=1, impact_after=position, residual_owner=cast.maya,
            harmed=["children"],
        )
        for one in made
        for position in (1, 2)
    ]  # fmt: skip
    Hazard.objects.bulk_create(hazards)
    RiskNote.objects.bulk_create(
        RiskNote(assessment=row, kind="note", body="A", by=cast.pia, at=clock.now()) for _number in numbers
    )
    more = [one | {"key": str(uuid.uuid4())} for one in open_row.draft for _number in numbers]
    RiskAssessment.objects.filter(pk=open_row.pk).update(draft=[*open_row.draft, *more[:40]])


def queries(client: Client, path: str) -> int:
    """How many a page takes, once everything is warm."""
    assert client.get(path).status_code == 200
    with CaptureQueriesContext(connection) as asked:
        client.get(path)
    return len(asked)


def test_pages_cost_the_same_with_few_and_with_many(cast, sign_in):
    row, open_row = approved(platform(), cast), draft(tool(cast), cast)
    second = draft(platform(), cast)
    manager = sign_in(cast.maya)
    pages = {
        "list": reverse("risks"),
        "tools": reverse("risk-tools"),
        "risk": reverse("risk", args=[open_row.pk]),
        "step": reverse("risk-step", args=[open_row.pk, "hand-in"]),
        "compare": reverse("risk-compare", args=[row.pk, second.pk]),
        "new": reverse("risk-new"),
    }
    fill(0, 3, cast, row, open_row)
    few = {name: queries(manager, path) for name, path in pages.items()}
    fill(3, 60, cast, row, open_row)
    many = {name: queries(manager, path) for name, path in pages.items()}
    assert many == few
    assert {name: count for name, count in few.items() if count > BUDGETS[name]} == {}


@pytest.mark.parametrize("who", ["maya", "olive", "pia"])
def test_a_home_page_costs_the_same_with_many_assessments(cast, sign_in, who):
    row, open_row = approved(platform(), cast), draft(tool(cast), cast)
    client = sign_in(getattr(cast, who))
    few = queries(client, reverse("home"))
    fill(0, 30, cast, row, open_row)
    assert queries(client, reverse("home")) == few
