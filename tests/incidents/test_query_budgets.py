"""What each list and detail page costs: the same at 50 and at 5,000 cases, 2 % of them open."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from incidents.models import Case, CaseAction
from tests import factories
from tests.cast import Cast

# The most that a page may ask of the database, the session and what every page shows included.
BUDGETS = {
    "queue": 8,
    "queue, all": 8,
    "queue, ended": 8,
    "queue, overdue": 8,
    "queue, by reference": 8,
    "case": 20,
    "child": 23,
    "children": 7,
    "my actions": 8,
    "home": 13,
}


def pages(case: Case, cast: Cast) -> dict[str, str]:
    queue = reverse("queue")
    return {
        "queue": queue,
        "queue, all": f"{queue}?state=all",
        "queue, ended": f"{queue}?state=ended",
        "queue, overdue": f"{queue}?overdue=1",
        "queue, by reference": f"{queue}?reference=SM-0",
        "case": reverse("case", args=[case.pk]),
        "child": reverse("child", args=[cast.kit.pk]),
        "children": reverse("case-children"),
        "my actions": reverse("my-actions"),
        "home": reverse("home"),
    }


def queries(client: Client, path: str) -> int:
    """How many a page takes, once everything is warm."""
    assert client.get(path).status_code == 200
    with CaptureQueriesContext(connection) as asked:
        client.get(path)
    return len(asked)


def fill(count: int, cast: Cast) -> list[Case]:
    readers = [cast.maya, cast.dan, cast.olive]
    made = factories.cases(count, readers=readers, author=cast.pia, child=cast.kit)
    actions = factories.CaseActionFactory.build_batch(count // 10, case=made[0], owner=cast.maya)
    CaseAction.objects.bulk_create(actions)
    return made


@pytest.mark.timeout(180)
def test_pages_cost_the_same_at_50_and_at_5000_cases(lead, cast):
    case = fill(50, cast)[0]
    few = {name: queries(lead, path) for name, path in pages(case, cast).items()}
    fill(4950, cast)
    many = {name: queries(lead, path) for name, path in pages(case, cast).items()}
    assert many == few
    assert {name: count for name, count in few.items() if count > BUDGETS[name]} == {}


def test_a_case_costs_the_same_with_a_long_chronology(lead, cast):
    case = fill(50, cast)[0]
    few = queries(lead, reverse("case", args=[case.pk]))
    factories.notes(case, 300, author=cast.pia)
    assert queries(lead, reverse("case", args=[case.pk])) == few
