"""Before words to families are published: who gets them, how many by e-mail, how many on paper."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import ChildContact, Person
from social.actions import informing
from social.models import FamilyWord
from social.selectors import word as selectors
from tests.cast import make_person
from tests.social.families_scene import belongs, leaves
from workflow import clock

WRITE = "/social/families/write/"
Capacity = ChildContact.Capacity


@pytest.fixture
def families(cast) -> None:
    """Kit's mother has an address and his father none; Ana's mother has one."""
    belongs(cast, cast.kit, cast.petra)
    father = make_person("Paolo", "Rossi", "parent")
    Person.objects.filter(pk=father.pk).update(email="")
    belongs(cast, cast.kit, Person.objects.get(pk=father.pk), Capacity.FATHER)
    belongs(cast, cast.ana, make_person("Luisa", "Silva", "parent"))


def said(**more: str) -> dict[str, str]:
    words = {"title": "How we post", "body": "Words.", "begins_on": clock.today().isoformat(), "seen": "0"}
    return words | more


def text(page) -> str:
    return " ".join(page.content.decode().split())


def test_nothing_is_published_before_one_has_seen_whom_it_reaches(cast, families, sign_in):
    client = sign_in(cast.maya)
    page = client.post(WRITE, said())
    assert page.status_code == 200
    assert "<dd>Every family, 3 people</dd>" in text(page)
    assert "<dt>By e-mail</dt><dd>2</dd>" in text(page)
    assert "<dt>On paper</dt><dd>1: they have no e-mail address." in text(page)
    assert not FamilyWord.objects.exists()
    again = client.post(WRITE, said(change="1"))
    assert "Words.</textarea>" in text(again)
    assert not FamilyWord.objects.exists()
    assert client.post(WRITE, said(publish="1")).url == "/social/families/"
    # What it said is what happens.
    assert informing.sweep_word() == 3
    rows = selectors.deliveries(FamilyWord.objects.get())
    assert sorted(row.state for row in rows) == ["mailed", "mailed", "paper"]


def test_of_one_room_only_its_families_count_and_nobody_who_left(cast, families, sign_in):
    page = sign_in(cast.maya).post(f"{WRITE}?room=Comets", said())
    assert "<dd>The families of Comets, 2 people</dd>" in text(page)
    leaves(cast.kit)
    assert selectors.reach("Comets") == selectors.Reach(0, 0, 0, 0)
    assert selectors.reach().people == 1


def test_children_with_nobody_are_counted_and_a_room_without_families_warned_of(cast, sign_in):
    assert selectors.reach() == selectors.Reach(0, 0, 0, 0)
    belongs(cast, cast.ana, make_person("Luisa", "Silva", "parent"))
    assert cast.kit
    page = text(sign_in(cast.maya).post(WRITE, said()))
    assert "Of 1 child here nobody would be told" in page
    page = text(sign_in(cast.maya).post(f"{WRITE}?room=Comets", said()))
    assert "Nobody would be told" in page


@pytest.mark.parametrize("wrong", [{"begins_on": "2020-01-01"}, {"title": ""}, {"body": " "}, {"seen": "7"}])
def test_what_cannot_be_published_is_said_before_the_check(cast, families, sign_in, wrong):
    client = sign_in(cast.maya)
    for more in ({}, {"publish": "1"}):
        page = client.post(WRITE, said(**wrong, **more))
        # A page that is not of this moment is found at the latest when it is published.
        assert page.context["form"].errors or (more == {} and wrong == {"seen": "7"})
    assert not FamilyWord.objects.exists()


def test_the_check_costs_the_same_for_many(cast, families):
    def cost() -> int:
        with CaptureQueriesContext(connection) as caught:
            selectors.reach()
        return len(caught)

    before = cost()
    for number in range(4):
        belongs(cast, cast.ana, make_person(f"Parent {number}", "Silva", "parent"), Capacity.FATHER)
    assert cost() == before <= 5
