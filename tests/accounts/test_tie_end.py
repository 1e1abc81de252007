"""Ending a tie: whoever it kept from a case may be asked again from the next day."""

import datetime as dt
import uuid

import pytest
from django.urls import reverse

from accounts import actions
from accounts.models import Tie
from accounts.selectors import tied_to
from tests.cast import SET_UP, SINCE
from workflow import clock
from workflow.engine import NotAllowed
from workflow.verification import verify


def url(row) -> str:
    return reverse("tie-end", args=[row.pk])


@pytest.fixture
def row(cast) -> Tie:
    return actions.tie(cast.pia, cast.kit, "relative", actor=SET_UP, source="Declared", starts_on=SINCE)


def yesterday() -> dt.date:
    return clock.today() - dt.timedelta(days=1)


def test_ended_at_once_by_the_day_that_is_offered(manager, cast, row, events):
    offered = manager.get(url(row)).context["form"]["ends_on"].value()
    assert manager.post(url(row), {"ends_on": str(offered)}).url == reverse("person", args=[cast.pia.pk])
    assert tied_to(cast.pia) == ([], [])
    assert events(cast.pia)[-1] == ("end tie", "relative")
    assert verify() == []


@pytest.mark.parametrize("said", ["", "never", "\0", "2019-12-31"])
def test_a_day_that_cannot_be_is_refused_at_the_field(manager, row, said):
    response = manager.post(url(row), {"ends_on": said})
    assert "ends_on" in response.context["form"].errors
    row.refresh_from_db()
    assert row.ends_on is None


def test_what_has_ended_is_not_ended_again(manager, row):
    actions.end_tie(row, actor=SET_UP)
    assert "ended already" in manager.post(url(row), {"ends_on": "2099-01-01"}).content.decode()


@pytest.mark.parametrize("name", ["maya", "dan", "olive"])
def test_the_manager_frees_no_leader_and_not_oneself(manager, cast, name):
    to_leader = actions.tie(cast.pia, getattr(cast, name), "close_friend", actor=SET_UP, source="Declared")
    assert manager.get(url(to_leader)).status_code == 403
    assert manager.post(url(to_leader), {"ends_on": str(yesterday())}).status_code == 403
    with pytest.raises(NotAllowed):
        actions.end_tie(to_leader, actor=cast.maya)
    to_leader.refresh_from_db()
    assert to_leader.ends_on is None


def test_others_may_not_and_unknown_is_not_found(outsiders, owner, row):
    assert {c.post(url(row), {"ends_on": str(yesterday())}).status_code for c in outsiders} == {403}
    assert owner.get(reverse("tie-end", args=[uuid.uuid4()])).status_code == 404
