"""What the pages for reading cost: the same at 3 policies and at 60, of ten versions each."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from policies.models import Policy
from tests.policies import bulk

# The most that a page may ask of the database, the session and what every page shows included.
BUDGETS = {
    "library": 10,
    "library, overdue": 10,
    "links": 11,
    "policy": 26,
    "policy, as at a day": 26,
    "text": 10,
    "agreed": 9,
    "public": 4,
    "public, one": 2,
    "change": 10,
    "link": 8,
}


def pages(policy: Policy) -> dict[str, str]:
    library, one = reverse("policies"), reverse("policy", args=[policy.pk])
    version = policy.versions.get(number=5)
    return {
        "library": library,
        "library, overdue": f"{library}?show=overdue&sort=review",
        "links": reverse("policy-links"),
        "policy": one,
        "policy, as at a day": f"{one}?on={version.effective_from + dt.timedelta(days=3)}",
        "text": reverse("policy-text", args=[version.pk]),
        "agreed": reverse("policy-agreed", args=[policy.pk]),
        "change": reverse("policy-change", args=[policy.pk]),
        "link": reverse("policy-link", args=[policy.pk]),
    }


def public_pages(policy: Policy) -> dict[str, str]:
    return {
        "public": reverse("policies-public"),
        "public, one": reverse("policy-public", args=[policy.pk]),
    }


def queries(client: Client, path: str) -> int:
    """How many a page takes, once everything is warm."""
    assert client.get(path).status_code == 200
    with CaptureQueriesContext(connection) as asked:
        client.get(path)
    return len(asked)


def costs(manager: Client, policy: Policy) -> dict[str, int]:
    found = {name: queries(manager, path) for name, path in pages(policy).items()}
    return found | {name: queries(Client(), path) for name, path in public_pages(policy).items()}


@pytest.mark.timeout(300)
def test_pages_cost_the_same_at_3_and_at_60_policies(manager):
    policy = bulk.shelve(3)[1]
    bulk.signed(policy.versions.get(number=10), 3)
    few = costs(manager, policy)
    bulk.shelve(57)
    bulk.signed(policy.versions.get(number=10), 60)
    assert costs(manager, policy) == few
    assert {name: count for name, count in few.items() if count > BUDGETS[name]} == {}
