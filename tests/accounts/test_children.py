"""The list of children: by room, paged, at a constant cost."""

import datetime as dt

import pytest
from django.urls import reverse

from accounts import actions
from accounts.models import Child
from tests.cast import SET_UP
from workflow import clock

URL = reverse("children")


def names(response) -> list[str]:
    return [child.given_name for child in response.context["page"]]


def test_children_by_room_and_by_who_has_left(owner, cast):
    assert cast.kit
    assert cast.ana
    assert names(owner.get(URL)) == ["Ana", "Kit"]
    assert names(owner.get(URL, {"room": "Comets"})) == ["Kit"]
    actions.change_child(
        cast.kit,
        actor=SET_UP,
        given_name="Kit",
        family_name="Rossi",
        born_on=cast.kit.born_on,
        room="Comets",
        left_on=clock.today() - dt.timedelta(days=1),
    )
    assert names(owner.get(URL)) == ["Ana"]
    assert names(owner.get(URL, {"left": "on"})) == ["Kit"]


@pytest.mark.parametrize("query", [{"room": "Attic"}, {"room": "\0"}, {"page": "x"}, {"page": "-1"}])
def test_an_address_that_makes_no_sense_still_shows_children(owner, cast, query):
    assert cast.kit
    assert names(owner.get(URL, query)) == ["Kit"]


def test_no_children_says_what_to_do_next(owner):
    assert "No children here" in owner.get(URL).content.decode()


def test_the_deputy_reads_and_others_see_none(cast, sign_in, outsiders):
    assert cast.kit
    page = sign_in(cast.dan).get(URL).content.decode()
    assert "Kit Rossi" in page
    assert reverse("child-change", args=[cast.kit.pk]) not in page
    assert {client.get(URL).status_code for client in outsiders} == {403}


def test_the_same_queries_for_one_and_for_three_hundred(owner, cast, django_assert_num_queries):
    assert cast.kit
    owner.get(URL)
    with django_assert_num_queries(8) as few:
        owner.get(URL)
    Child.objects.bulk_create(
        Child(given_name=f"Child {n}", born_on=dt.date(2023, 1, 1), room="Comets") for n in range(300)
    )
    with django_assert_num_queries(len(few)):
        response = owner.get(URL)
    assert len(names(response)) == 25
