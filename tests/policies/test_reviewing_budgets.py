"""What the pages of reviews, sources and the plan cost: the same with 5 and with 200 of everything."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from policies.actions import planning, reviewing
from policies.models import (
    Citation,
    PlanAction,
    PlanEntry,
    Policy,
    PolicyLink,
    Review,
    ReviewAnswer,
    Source,
    SourceEdition,
)
from tests.cast import Cast
from workflow import clock

# The most that a page may ask of the database, the session and what every page shows included.
BUDGETS = {
    "reviews": 10,
    "reviews, done": 10,
    "review": 40,
    "sources": 10,
    "source": 15,
    "plan": 10,
    "plan of one": 11,
    "action": 12,
    "add": 10,
}


def fill(start: int, end: int, cast: Cast, policy: Policy) -> None:
    """Rows in bulk; what a test says about behaviour is made through the actions instead."""
    today, numbers = clock.today(), range(start, end)
    review = policy.reviews.get(reason="annual")
    policies = Policy.objects.bulk_create(
        Policy(code=f"p{number}", title=f"Policy {number}", reviewed_on=today) for number in numbers
    )
    PolicyLink.objects.bulk_create(PolicyLink(policy=policy, to=other) for other in policies)
    Review.objects.bulk_create(
        Review(policy=other, reason="annual", due_on=today + dt.timedelta(days=number % 30))
        for number, other in zip(numbers, policies, strict=True)
    )
    sources = Source.objects.bulk_create(
        Source(title=f"Source {number}", standing="adopted", checked_on=today) for number in numbers
    )
    SourceEdition.objects.bulk_create(
        SourceEdition(source=source, edition="2026", in_force_on=today) for source in sources
    )
    Citation.objects.bulk_create(Citation(policy=policy, source=source) for source in sources)
    Citation.objects.bulk_create(Citation(policy=other, source=sources[0]) for other in policies)
    actions = PlanAction.objects.bulk_create(
        PlanAction(
            title=f"Action {number}", owner=cast.pia, due_on=today, origin="review", review=review,
            created_by=cast.maya,
        )
        for number in numbers
    )  # fmt: skip
    ReviewAnswer.objects.bulk_create(
        ReviewAnswer(review=review, question="links", body="Fine.", by=cast.dan) for _number in numbers
    )
    PlanEntry.objects.bulk_create(
        PlanEntry(action=one, kind="note", body="A", by=cast.pia) for one in actions
    )


def queries(client: Client, path: str) -> int:
    """How many a page takes, once everything is warm."""
    assert client.get(path).status_code == 200
    with CaptureQueriesContext(connection) as asked:
        client.get(path)
    return len(asked)


@pytest.mark.timeout(180)
def test_pages_cost_the_same_with_5_and_with_200_of_everything(manager, sign_in, cast, policy_in_force):
    pia = sign_in(cast.pia)
    action = planning.add_action(actor=cast.maya, title="X", owner=cast.pia, due_on=clock.today())
    planning.add_note(action, actor=cast.pia, body="The first.")
    fill(0, 5, cast, policy_in_force)
    source = Source.objects.first()
    pages = {
        "reviews": (manager, reverse("policy-reviews")),
        "reviews, done": (manager, f"{reverse('policy-reviews')}?show=done"),
        "review": (manager, reverse("policy-review", args=[policy_in_force.reviews.get().pk])),
        "sources": (manager, reverse("sources")),
        "source": (manager, reverse("source", args=[source.pk])),
        "plan": (manager, reverse("plan")),
        "plan of one": (pia, reverse("plan")),
        "action": (manager, reverse("plan-action", args=[action.pk])),
        "add": (manager, reverse("plan-add")),
    }
    few = {name: queries(client, path) for name, (client, path) in pages.items()}
    fill(5, 200, cast, policy_in_force)
    for number in range(20):
        planning.add_note(action, actor=cast.pia, body=f"Note {number}.")
    many = {name: queries(client, path) for name, (client, path) in pages.items()}
    assert many == few
    assert {name: count for name, count in few.items() if count > BUDGETS[name]} == {}


def test_the_sweep_costs_the_same_when_nothing_is_amiss(cast, policy_in_force):
    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert reviewing.sweep_reviews() == 0
        return len(asked)

    # The first run makes the row that says when it ended.
    cost()
    fill(0, 5, cast, policy_in_force)
    few = cost()
    fill(5, 200, cast, policy_in_force)
    assert cost() == few
