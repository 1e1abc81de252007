"""Correcting a child's record, and the last day."""

import datetime as dt
import uuid

import pytest
from django.urls import reverse

from workflow.verification import verify

SAID = {
    "given_name": "Kit",
    "family_name": "Rossi",
    "born_on": "2023-03-14",
    "room": "Planets",
    "left_on": "",
}


def url(child) -> str:
    return reverse("child-change", args=[child.pk])


def test_changed_and_remembered(manager, cast, events):
    assert 'value="2023-03-14"' in manager.get(url(cast.kit)).content.decode()
    assert manager.post(url(cast.kit), SAID | {"left_on": "2026-07-17"}).url == reverse(
        "child-record", args=[cast.kit.pk]
    )
    cast.kit.refresh_from_db()
    assert (cast.kit.room, cast.kit.left_on) == ("Planets", dt.date(2026, 7, 17))
    assert events(cast.kit) == [("add", ""), ("change", "")]
    assert verify() == []


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"left_on": "2023-03-13"}, "left_on"),
        ({"born_on": "2999-01-01"}, "born_on"),
        ({"given_name": ""}, "given_name"),
    ],
)
def test_what_is_wrong_is_said_at_the_field(manager, cast, changes, field):
    response = manager.post(url(cast.kit), SAID | changes)
    assert field in response.context["form"].errors
    cast.kit.refresh_from_db()
    assert cast.kit.room == "Comets"


def test_others_may_not_and_unknown_is_not_found(outsiders, sign_in, owner, cast):
    for client in (*outsiders, sign_in(cast.dan)):
        assert client.post(url(cast.kit), SAID).status_code == 403
    assert owner.get(reverse("child-change", args=[uuid.uuid4()])).status_code == 404
