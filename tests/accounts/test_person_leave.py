"""Recording that somebody leaves: no sign-in, role or message from the next day."""

import datetime as dt

import pytest
from django.urls import reverse

from accounts import actions
from accounts.models import Person, Role
from accounts.selectors import holders, recipients
from workflow import clock
from workflow.verification import verify


def url(person) -> str:
    return reverse("person-leave", args=[person.pk])


def days(number: int) -> dt.date:
    return clock.today() + dt.timedelta(days=number)


def test_the_last_day_is_recorded(manager, cast, events):
    assert manager.post(url(cast.pia), {"left_on": "2026-01-30"}).url == reverse("person", args=[cast.pia.pk])
    assert Person.objects.get(pk=cast.pia.pk).left_on == dt.date(2026, 1, 30)
    assert events(cast.pia)[-1] == ("leave", "")
    assert verify() == []


def test_from_the_next_day_no_role_session_or_message(cast, sign_in):
    client = sign_in(cast.pia)
    actions.leave(cast.pia, actor=cast.olive, left_on=days(0))
    assert client.get(reverse("home")).status_code == 200
    assert Person.objects.get(pk=cast.pia.pk).roles == {Role.PRACTITIONER}
    actions.leave(cast.pia, actor=cast.olive, left_on=days(-1))
    assert reverse("account_login") in client.get(reverse("home")).url
    assert not Person.objects.get(pk=cast.pia.pk).roles
    assert cast.pia.pk not in holders()[Role.PRACTITIONER]
    assert recipients([cast.pia.pk]) == {}


def test_a_day_recorded_by_mistake_is_taken_back(manager, cast, events):
    manager.post(url(cast.pia), {"left_on": str(days(-1))})
    assert manager.post(url(cast.pia), {"left_on": ""}).status_code == 302
    assert Person.objects.get(pk=cast.pia.pk).left_on is None
    assert events(cast.pia)[-1] == ("leave", "still here")


@pytest.mark.parametrize("said", ["", "tomorrow", "2026-13-01", "1999-01-01", "\0", "9" * 1000])
def test_a_day_that_cannot_be_is_refused_at_the_field(manager, cast, said):
    response = manager.post(url(cast.pia), {"left_on": said})
    assert response.status_code == 200
    assert "left_on" in response.context["form"].errors
    assert Person.objects.get(pk=cast.pia.pk).left_on is None


def test_the_page_warns_when_nobody_else_holds_the_role(owner, cast):
    words = "Nobody else holds this role"
    assert words in owner.get(url(cast.dan)).content.decode()
    assert words not in owner.get(url(cast.pia)).content.decode()
    actions.give_role(cast.pia, Role.DEPUTY_DSL, actor=cast.olive)
    assert words not in owner.get(url(cast.dan)).content.decode()


def test_nobody_records_oneself_or_above(owner, manager, outsiders, cast):
    left = {"left_on": str(days(0))}
    assert owner.post(url(cast.olive), left).status_code == 403
    assert manager.post(url(cast.dan), left).status_code == 403
    assert {client.post(url(cast.sam), left).status_code for client in outsiders} == {403}
    assert not Person.objects.exclude(left_on=None).exists()
