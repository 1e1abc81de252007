"""Saying who belongs to a child, whether they may decide, that they no longer do, and care: pages of the manager."""

import uuid

import pytest
from django.urls import reverse

from accounts import actions
from accounts.models import CareStatus, ChildContact
from workflow.verification import verify

Capacity, Responsibility = ChildContact.Capacity, ChildContact.Responsibility
SAID = {"capacity": "mother", "responsibility": "yes", "evidence": "Birth certificate seen"}


@pytest.fixture
def contact(cast) -> ChildContact:
    right = actions.Right(Responsibility.YES, evidence="Birth certificate seen")
    return actions.add_contact(cast.kit, cast.petra, actor=cast.maya, capacity=Capacity.MOTHER, right=right)


def add(child) -> str:
    return reverse("contact-add", args=[child.pk])


def record(child) -> str:
    return reverse("child-record", args=[child.pk])


def test_added_with_evidence_by_whoever_saw_it(manager, cast, events):
    assert manager.get(add(cast.kit)).status_code == 200
    assert manager.post(add(cast.kit), {**SAID, "person": cast.petra.pk}).url == record(cast.kit)
    row = ChildContact.objects.get()
    assert (row.person, row.verified_by, row.responsibility) == (cast.petra, cast.maya, "yes")
    assert events(cast.kit)[-1] == ("contact", "yes")
    assert verify() == []


def test_whoever_verified_it_is_never_taken_from_the_form(manager, cast):
    forged = {
        "verified_by": cast.olive.pk,
        "verified_on": "2020-01-01",
        "child": cast.ana.pk,
        "begins_at": "2020-01-01",
    }
    manager.post(add(cast.kit), {**SAID, "person": cast.petra.pk, **forged})
    row = ChildContact.objects.get()
    assert (row.child, row.verified_by) == (cast.kit, cast.maya)
    assert row.begins_at.year > 2020


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"evidence": ""}, "evidence"),
        ({"responsibility": ""}, "responsibility"),
        ({"responsibility": "all"}, "responsibility"),
        ({"capacity": ""}, "capacity"),
        ({"person": ""}, "person"),
        ({"person": str(uuid.uuid4())}, "person"),
        ({"person": "\x00"}, "person"),
    ],
)
def test_what_is_wrong_is_said_at_the_field(manager, cast, changes, field):
    response = manager.post(add(cast.kit), {**SAID, "person": cast.petra.pk, **changes})
    assert field in response.context["form"].errors
    assert not ChildContact.objects.exists()


def test_somebody_who_belongs_to_it_is_not_offered_again(manager, cast, contact):
    assert "Petra Rossi" not in manager.get(add(cast.kit)).content.decode()


def test_changed_from_that_second_and_the_old_row_stays(manager, cast, contact):
    url = reverse("contact-change", args=[contact.pk])
    assert "Birth certificate seen" in manager.get(url).content.decode()
    assert manager.post(url, {"responsibility": "no"}).url == record(cast.kit)
    assert ChildContact.objects.holding().get().responsibility == "no"
    assert ChildContact.objects.count() == 2
    assert manager.post(url, {"responsibility": "yes", "evidence": "x"}).status_code == 404
    assert verify() == []


def test_ended_once(manager, cast, contact):
    url = reverse("contact-end", args=[contact.pk])
    assert "neither their yes nor their no" in manager.get(url).content.decode()
    assert manager.post(url).url == record(cast.kit)
    assert not ChildContact.objects.holding().exists()
    assert manager.post(url).status_code == 404


def test_care_is_said_and_ended(manager, cast):
    url = reverse("child-care", args=[cast.kit.pk])
    assert manager.get(url).status_code == 200
    assert manager.post(url, {"kind": "care_order"}).url == record(cast.kit)
    assert CareStatus.objects.holding().get().kind == "care_order"
    assert 'value="care_order" ' in manager.get(url).content.decode()
    manager.post(url, {"kind": "none"})
    assert not CareStatus.objects.holding().exists()
    assert manager.post(url, {"kind": "nonsense"}).status_code == 200
    assert verify() == []


def test_nobody_else_writes_any_of_it(cast, contact, outsiders, sign_in):
    urls = [
        add(cast.kit),
        reverse("contact-change", args=[contact.pk]),
        reverse("contact-end", args=[contact.pk]),
        reverse("child-care", args=[cast.kit.pk]),
    ]
    for client in (*outsiders, sign_in(cast.dan)):
        for url in urls:
            assert (
                client.post(url, {**SAID, "kind": "care_order", "person": cast.petra.pk}).status_code == 403
            )
    assert ChildContact.objects.get().ended_at is None
    assert not CareStatus.objects.exists()


def test_a_first_day_is_written_with_the_child(manager, cast):
    said = {"given_name": "Noa", "born_on": "2023-01-01", "started_on": "2027-01-04"}
    assert manager.post(reverse("child-add"), said).status_code == 302
    said["born_on"] = "2030-01-01"
    assert manager.post(reverse("child-add"), said).status_code == 200
