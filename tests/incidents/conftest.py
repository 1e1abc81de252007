"""A case, and the browsers of those who work on it."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from incidents.models import Case
from tests.cast import Cast
from tests.workflow.conftest import case, report  # noqa: F401 (fixtures)
from workflow.models import AuditEvent


@pytest.fixture
def lead(cast: Cast, sign_in) -> Client:
    """Maya, who manages and is the DSL."""
    return sign_in(cast.maya)


@pytest.fixture
def deputy(cast: Cast, sign_in) -> Client:
    """Dan, deputy in both."""
    return sign_in(cast.dan)


@pytest.fixture
def outsiders(cast: Cast, sign_in) -> list[Client]:
    """Everybody who leads nothing: they see 403 whatever the id."""
    return [sign_in(person) for person in (cast.pia, cast.sam, cast.vera, cast.petra, cast.ines, cast.tariq)]


@pytest.fixture
def step_url() -> Callable[[Case, str], str]:
    return lambda of, slug: reverse("case-step", args=[of.pk, slug])


@pytest.fixture
def verbs() -> Callable[[object], list[str]]:
    """The verbs of a row's chain, in order."""

    def of(row) -> list[str]:
        found = AuditEvent.objects.filter(object_type=row._meta.label_lower, object_id=row.pk)
        return list(found.order_by("sequence").values_list("verb", flat=True))

    return of


@pytest.fixture
def take(step_url):
    """Send a step's form as it was drawn."""

    def sent(client, of: Case, slug: str, **typed):
        fresh = Case.objects.get(pk=of.pk)
        return client.post(step_url(of, slug), {"version": fresh.version, **typed})

    return sent
