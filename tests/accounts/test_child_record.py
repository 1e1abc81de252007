"""One child's record: who belongs to it, and who of the team sees what."""

import uuid

import pytest
from django.urls import reverse

from accounts import actions
from accounts.models import ChildContact
from tests.cast import make_person

Capacity, Responsibility = ChildContact.Capacity, ChildContact.Responsibility
SEEN = actions.Right(Responsibility.YES, evidence="Birth certificate seen", has_order=True)


def url(child) -> str:
    return reverse("child-record", args=[child.pk])


@pytest.fixture
def looked_after(cast):
    actions.add_contact(cast.kit, cast.petra, actor=cast.maya, capacity=Capacity.MOTHER, right=SEEN)
    actions.set_care(cast.kit, actor=cast.maya, kind="care_order")
    return cast.kit


def test_who_belongs_to_it_with_what_was_seen_by_whom(looked_after, cast, manager):
    page = manager.get(url(cast.kit)).content.decode()
    for words in (
        "Petra Rossi",
        "Mother",
        "Has parental responsibility",
        "Birth certificate seen",
        "Maya Lindqvist",
    ):
        assert words in page
    title = page.split("<title>")[1].split("</title>")[0]
    assert "Kit" not in title


def test_care_and_orders_are_for_those_who_must_know(looked_after, cast, sign_in):
    deputy = make_person("Dee", "Puty", "deputy_manager")
    lead = make_person("Lena", "Lead", "dsl")
    for person, expected in (
        (cast.olive, True),
        (cast.maya, True),
        (lead, True),
        (cast.dan, True),
        (deputy, False),
    ):
        page = sign_in(person).get(url(cast.kit)).content.decode()
        assert "Petra Rossi" in page
        for words in ("Care order", "court order", "Looked after", "Birth certificate"):
            assert (words in page) is expected, (person, words)


def test_others_are_refused_and_unknown_is_not_found(cast, outsiders, owner):
    for client in outsiders:
        assert client.get(url(cast.kit)).status_code == 403
    assert owner.get(reverse("child-record", args=[uuid.uuid4()])).status_code == 404
    assert owner.post(url(cast.kit)).status_code == 405


def test_only_the_owner_and_the_manager_see_the_way_to_change_it(looked_after, cast, sign_in, manager):
    assert reverse("contact-add", args=[cast.kit.pk]) in manager.get(url(cast.kit)).content.decode()
    for person in (cast.dan, make_person("Lena", "Lead", "dsl")):
        page = sign_in(person).get(url(cast.kit)).content.decode()
        assert "contacts/" not in page
        assert reverse("child-care", args=[cast.kit.pk]) not in page


def test_an_empty_record_says_what_follows(cast, manager):
    assert "nobody is asked about pictures" in manager.get(url(cast.kit)).content.decode()


def test_what_held_before_can_be_read(looked_after, cast, manager):
    row = ChildContact.objects.holding().get(person=cast.petra)
    actions.change_right(row, actor=cast.maya, right=actions.Right(Responsibility.NO))
    page = manager.get(url(cast.kit)).content.decode()
    assert "What held before" in page
    assert "Does not have it" in page


def test_it_costs_the_same_whatever_the_number(cast, manager, django_assert_max_num_queries):
    for number in range(12):
        person = make_person(f"Aunt{number}", "Rossi", "parent")
        actions.add_contact(cast.kit, person, actor=cast.maya, capacity=Capacity.OTHER)
    manager.get(url(cast.kit))
    with django_assert_max_num_queries(16):
        manager.get(url(cast.kit))
