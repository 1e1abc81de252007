"""What the tests about people share."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts.models import Person
from workflow.models import AuditEvent


@pytest.fixture
def owner(cast, sign_in) -> Client:
    return sign_in(cast.olive)


@pytest.fixture
def manager(cast, sign_in) -> Client:
    return sign_in(cast.maya)


@pytest.fixture
def outsiders(cast, sign_in) -> list[Client]:
    """Everybody who keeps no register: they see 403 whatever the id."""
    return [sign_in(person) for person in (cast.pia, cast.sam, cast.vera, cast.petra, cast.ines, cast.tariq)]


@pytest.fixture
def events() -> Callable[[Any], list[tuple[str, str]]]:
    """Verb and reason of each event in a row's chain, in order."""

    def of(row: Person) -> list[tuple[str, str]]:
        found = AuditEvent.objects.filter(object_type=row._meta.label_lower, object_id=row.pk)
        return list(found.order_by("sequence").values_list("verb", "reason"))

    return of
