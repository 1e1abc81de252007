"""Ending a role: with a last day, past, today or future, never before it began."""

import datetime as dt
import uuid

import pytest
from django.urls import reverse

from accounts import actions
from accounts.models import Person, Role, RoleAssignment
from accounts.selectors import missing_leaders
from tests.cast import SET_UP
from workflow import clock
from workflow.engine import NotAllowed
from workflow.verification import verify


def url(row) -> str:
    return reverse("role-end", args=[row.pk])


def role_of(person, role=Role.PRACTITIONER) -> RoleAssignment:
    return person.role_assignments.get(role=role)


def yesterday() -> dt.date:
    return clock.today() - dt.timedelta(days=1)


def test_ended_at_once_by_the_day_that_is_offered(manager, cast, events):
    row = role_of(cast.pia)
    offered = manager.get(url(row)).context["form"]["ends_on"].value()
    assert offered == yesterday()
    assert manager.post(url(row), {"ends_on": str(offered)}).url == reverse("person", args=[cast.pia.pk])
    assert not Person.objects.get(pk=cast.pia.pk).roles
    assert events(cast.pia)[-1] == ("end role", "practitioner")
    assert verify() == []


def test_a_last_day_in_the_future_still_counts_until_then(manager, cast):
    manager.post(url(role_of(cast.pia)), {"ends_on": "2099-01-01"})
    assert Person.objects.get(pk=cast.pia.pk).roles == {Role.PRACTITIONER}


@pytest.mark.parametrize("said", ["", "never", "\0", "2019-12-31", "2026-02-30"])
def test_a_day_that_cannot_be_is_refused_at_the_field(manager, cast, said):
    response = manager.post(url(role_of(cast.pia)), {"ends_on": said})
    assert response.status_code == 200
    assert "ends_on" in response.context["form"].errors
    assert role_of(cast.pia).ends_on is None


def test_what_has_ended_is_not_ended_again(manager, cast):
    row = role_of(cast.pia)
    actions.end_role(row, actor=SET_UP)
    response = manager.post(url(row), {"ends_on": "2099-01-01"})
    assert "ended already" in response.content.decode()
    assert role_of(cast.pia).ends_on == yesterday()


def test_the_last_deputy_may_go_after_a_warning(owner, cast):
    row = role_of(cast.dan, Role.DEPUTY_DSL)
    assert "Nobody else holds this role" in owner.get(url(row)).content.decode()
    assert owner.post(url(row), {"ends_on": str(yesterday())}).status_code == 302
    assert missing_leaders() == ["Deputy Designated Safeguarding Lead"]


def test_no_warning_about_a_role_that_somebody_else_holds(owner, cast):
    actions.give_role(cast.pia, Role.DEPUTY_DSL, actor=cast.olive)
    row = role_of(cast.dan, Role.DEPUTY_DSL)
    assert "Nobody else holds this role" not in owner.get(url(row)).content.decode()


@pytest.mark.parametrize(
    ("name", "role"), [("maya", Role.DSL), ("dan", Role.DEPUTY_DSL), ("olive", Role.OWNER)]
)
def test_the_manager_ends_no_leaders_role(manager, cast, name, role):
    row = role_of(getattr(cast, name), role)
    assert manager.get(url(row)).status_code == 403
    assert manager.post(url(row), {"ends_on": str(yesterday())}).status_code == 403
    with pytest.raises(NotAllowed):
        actions.end_role(row, actor=cast.maya)
    assert role_of(getattr(cast, name), role).ends_on is None


def test_nobody_ends_ones_own(owner, cast):
    assert owner.post(url(role_of(cast.olive, Role.OWNER)), {"ends_on": str(yesterday())}).status_code == 403


def test_others_may_not_and_unknown_is_not_found(outsiders, owner, cast):
    row = role_of(cast.sam, Role.SUPPORT)
    assert {client.post(url(row), {"ends_on": str(yesterday())}).status_code for client in outsiders} == {403}
    assert owner.get(reverse("role-end", args=[uuid.uuid4()])).status_code == 404
