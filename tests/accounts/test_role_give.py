"""Giving a role: who may, from when, never twice, never to oneself (COI-5)."""

import datetime as dt
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts import actions
from accounts.models import LEADER_ROLES, Person, Role, RoleAssignment
from accounts.signals import standing_changed
from workflow import clock
from workflow.engine import NotAllowed
from workflow.models import ReadEvent
from workflow.verification import verify


def url(person) -> str:
    return reverse("role-give", args=[person.pk])


def said(role: str, starts_on: str = "2026-03-01") -> dict[str, str]:
    return {"role": role, "starts_on": starts_on}


def test_given_and_remembered(manager, cast, events):
    assert manager.post(url(cast.pia), said(Role.VOLUNTEER)).url == reverse("person", args=[cast.pia.pk])
    row = RoleAssignment.objects.get(person=cast.pia, role=Role.VOLUNTEER)
    assert (row.starts_on, row.ends_on) == (dt.date(2026, 3, 1), None)
    assert events(cast.pia)[-1] == ("give role", "volunteer")
    assert verify() == []


def test_the_page_names_the_person_but_not_in_its_title(manager, cast):
    page = manager.get(url(cast.pia)).content.decode()
    head, body = page.split("</title>")
    assert "Pia Novak" in body
    assert "Pia" not in head


def test_a_role_in_the_future_begins_on_its_day(manager, cast, time_machine):
    manager.post(url(cast.pia), said(Role.SUPPORT, "2099-09-01"))
    assert Role.SUPPORT not in Person.objects.get(pk=cast.pia.pk).roles
    time_machine.move_to(dt.datetime(2099, 9, 1, 12, tzinfo=dt.UTC))
    assert Role.SUPPORT in Person.objects.get(pk=cast.pia.pk).roles


def test_the_same_role_twice_is_refused_at_the_field(manager, cast):
    response = manager.post(url(cast.pia), said(Role.PRACTITIONER))
    assert response.status_code == 200
    assert "role" in response.context["form"].errors
    assert 'id="id_role_error"' in response.content.decode()
    assert RoleAssignment.objects.filter(person=cast.pia).count() == 1


def test_a_role_that_ended_is_given_again_after_its_last_day(cast):
    row = cast.pia.role_assignments.get()
    actions.end_role(row, actor=cast.olive, ends_on=dt.date(2026, 2, 28))
    with pytest.raises(ValidationError):
        actions.give_role(cast.pia, Role.PRACTITIONER, actor=cast.olive, starts_on=dt.date(2026, 2, 28))
    actions.give_role(cast.pia, Role.PRACTITIONER, actor=cast.olive, starts_on=dt.date(2026, 3, 1))
    assert verify() == []


@pytest.mark.parametrize(
    ("role", "starts_on", "field"),
    [
        ("", "2026-03-01", "role"),
        ("emperor", "2026-03-01", "role"),
        (Role.SUPPORT, "", "starts_on"),
        (Role.SUPPORT, "soon", "starts_on"),
        (Role.SUPPORT, "\0", "starts_on"),
        (Role.SUPPORT, "2026-02-30", "starts_on"),
    ],
)
def test_what_cannot_be_is_refused_at_the_field(manager, cast, role, starts_on, field):
    response = manager.post(url(cast.pia), said(role, starts_on))
    assert response.status_code == 200
    assert field in response.context["form"].errors
    assert cast.pia.role_assignments.count() == 1


@pytest.mark.parametrize("role", sorted(LEADER_ROLES))
def test_a_leaders_role_is_the_owners_to_give(manager, owner, cast, role):
    refused = manager.post(url(cast.pia), said(role))
    assert "role" in refused.context["form"].errors
    assert owner.post(url(cast.pia), said(role)).status_code == 302


@pytest.mark.parametrize("role", sorted(LEADER_ROLES))
def test_the_action_itself_refuses_a_manager(cast, role):
    with pytest.raises(NotAllowed):
        actions.give_role(cast.pia, role, actor=cast.maya)
    assert cast.pia.role_assignments.count() == 1


@pytest.mark.parametrize("name", ["olive", "maya", "dan", "pia", "petra"])
@pytest.mark.parametrize("role", Role.values)
def test_nobody_gives_oneself_a_role(cast, name, role):
    person = getattr(cast, name)
    with pytest.raises(NotAllowed):
        actions.give_role(person, role, actor=person)


def test_a_refusal_is_remembered(owner, cast):
    assert owner.post(url(cast.olive), said(Role.DSL)).status_code == 403
    assert ReadEvent.objects.filter(object_id=cast.olive.pk, what="refused: give role").exists()


def test_others_may_not_and_unknown_is_not_found(outsiders, sign_in, owner, cast):
    for client in (*outsiders, sign_in(cast.dan)):
        assert client.get(url(cast.sam)).status_code == 403
        assert client.post(url(cast.sam), said(Role.VOLUNTEER)).status_code == 403
    assert owner.get(reverse("role-give", args=[uuid.uuid4()])).status_code == 404


def test_whoever_computes_conflicts_is_told_after_the_commit(cast, django_capture_on_commit_callbacks):
    heard = []

    def listen(person_ids, **kwargs):
        heard.append(person_ids)

    standing_changed.connect(listen)
    try:
        assert cast.pia
        with django_capture_on_commit_callbacks(execute=True):
            actions.give_role(cast.pia, Role.VOLUNTEER, actor=cast.maya, starts_on=clock.today())
            assert heard == []
    finally:
        standing_changed.disconnect(listen)
    assert heard == [[cast.pia.pk]]
