"""Recording a tie to a child or another person: it decides who may know (COI-4)."""

import uuid

import pytest
from django.urls import reverse

from accounts import actions
from accounts.models import Tie
from accounts.selectors import tied_pairs, tied_to
from workflow.engine import NotAllowed
from workflow.verification import verify


def url(person) -> str:
    return reverse("tie-add", args=[person.pk])


def said(**changes) -> dict[str, str]:
    return {"kind": "relative", "source": "Told the manager", "starts_on": "2026-03-01"} | {
        name: str(value) for name, value in changes.items()
    }


def test_a_tie_to_a_child(manager, cast, events):
    assert manager.post(url(cast.pia), said(child=cast.kit.pk)).url == reverse("person", args=[cast.pia.pk])
    assert tied_to(cast.pia) == ([], [cast.kit.pk])
    assert events(cast.pia)[-1] == ("tie", "relative")
    assert verify() == []


def test_a_tie_to_a_person_holds_in_both_directions(manager, cast):
    manager.post(url(cast.pia), said(kind="partner", other_person=cast.sam.pk))
    ids = [cast.pia.pk, cast.sam.pk]
    assert tied_pairs(ids) == {tuple(ids), tuple(reversed(ids))}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({}, "child"),
        ({"child": "nonsense"}, "child"),
        ({"child": uuid.uuid4()}, "child"),
        ({"other_person": uuid.uuid4()}, "other_person"),
        ({"kind": "enemy"}, "kind"),
        ({"source": ""}, "source"),
        ({"source": "x" * 121}, "source"),
        ({"starts_on": "once"}, "starts_on"),
    ],
)
def test_what_is_wrong_is_said_at_the_field(manager, cast, changes, field):
    response = manager.post(
        url(cast.pia), said(**({"child": cast.kit.pk} if "kind" in changes else {}), **changes)
    )
    assert response.status_code == 200
    assert field in response.context["form"].errors
    assert not Tie.objects.exists()


def test_one_other_end_only(manager, cast):
    response = manager.post(url(cast.pia), said(child=cast.kit.pk, other_person=cast.sam.pk))
    assert "Choose either a child or another person" in response.content.decode()


def test_not_to_oneself(manager, cast):
    assert (
        "other_person" in manager.post(url(cast.pia), said(other_person=cast.pia.pk)).context["form"].errors
    )


def test_the_same_tie_twice_is_refused_at_the_field(manager, cast):
    manager.post(url(cast.pia), said(child=cast.kit.pk))
    assert "kind" in manager.post(url(cast.pia), said(child=cast.kit.pk)).context["form"].errors
    assert Tie.objects.count() == 1


@pytest.mark.parametrize("name", ["maya", "dan", "olive"])
def test_the_manager_ties_nobody_to_a_leader_or_to_oneself(manager, cast, name):
    other = getattr(cast, name)
    assert manager.post(url(cast.pia), said(other_person=other.pk)).status_code == 403
    assert manager.post(url(other), said(child=cast.kit.pk)).status_code == 403
    with pytest.raises(NotAllowed):
        actions.tie(cast.pia, other, "relative", actor=cast.maya, source="x")
    assert not Tie.objects.exists()


def test_the_owner_ties_leaders_to_others_but_not_oneself(owner, cast):
    assert owner.post(url(cast.dan), said(other_person=cast.maya.pk)).status_code == 302
    assert owner.post(url(cast.pia), said(other_person=cast.olive.pk)).status_code == 403


def test_others_may_not_and_unknown_is_not_found(outsiders, owner, cast):
    assert {c.post(url(cast.sam), said(child=cast.kit.pk)).status_code for c in outsiders} == {403}
    assert owner.get(reverse("tie-add", args=[uuid.uuid4()])).status_code == 404
