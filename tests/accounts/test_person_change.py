"""Correcting name and address. The sign-in moves along, and the old address hears of it."""

import datetime as dt
import uuid

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts import actions
from accounts.models import User
from notifications import sweeps
from notifications.models import Message
from tests.cast import PASSWORD, make_user
from workflow.engine import NotAllowed
from workflow.models import ReadEvent
from workflow.verification import verify

NEW = {"given_name": "Pia", "family_name": "Novak-Reed", "email": "Pia.Reed@example.org"}


def url(person) -> str:
    return reverse("person-change", args=[person.pk])


def test_changed_and_remembered(manager, cast, events):
    response = manager.post(url(cast.pia), NEW)
    assert response.url == reverse("person", args=[cast.pia.pk])
    cast.pia.refresh_from_db()
    assert (cast.pia.name, cast.pia.email) == ("Pia Novak-Reed", "Pia.Reed@example.org")
    assert events(cast.pia)[-1] == ("change", "")
    assert verify() == []


def test_the_sign_in_moves_and_the_old_address_is_told(manager, cast):
    make_user(cast.pia)
    manager.post(url(cast.pia), NEW)
    assert User.objects.get(person=cast.pia).email == "pia.reed@example.org"
    login = reverse("account_login")
    old = Client().post(login, {"login": "pia@example.org", "password": PASSWORD})
    assert old.status_code == 200
    new = Client().post(login, {"login": "pia.reed@example.org", "password": PASSWORD})
    assert new.status_code == 302
    sweeps.sweep_outbox()
    [message] = mail.outbox
    assert message.to == ["pia@example.org"]
    assert "changed the e-mail address" in message.body
    assert Message.objects.get(sent_at__isnull=False).secret is None


def test_a_new_name_alone_moves_nothing(manager, cast):
    make_user(cast.pia)
    manager.post(url(cast.pia), NEW | {"email": "PIA@example.org"})
    assert not Message.objects.exists()


def test_the_form_shows_what_is_there(manager, cast):
    page = manager.get(url(cast.pia)).content.decode()
    assert 'value="pia@example.org"' in page


def test_a_sign_in_keeps_an_address(manager, cast):
    make_user(cast.pia)
    response = manager.post(url(cast.pia), NEW | {"email": ""})
    assert "email" in response.context["form"].errors
    cast.pia.refresh_from_db()
    assert cast.pia.family_name == "Novak"


def test_an_address_that_somebody_else_signs_in_with_is_refused_at_the_field(manager, cast):
    make_user(cast.pia)
    make_user(cast.sam)
    response = manager.post(url(cast.pia), NEW | {"email": "SAM@example.org"})
    assert "email" in response.context["form"].errors
    assert 'value="SAM@example.org"' in response.content.decode()
    cast.pia.refresh_from_db()
    assert cast.pia.email == "pia@example.org"
    assert User.objects.get(person=cast.pia).email == "pia@example.org"
    assert not Message.objects.exists()
    assert verify() == []


@pytest.mark.parametrize("name", ["olive", "maya", "dan"])
def test_the_manager_changes_no_leader_and_not_oneself(manager, cast, name):
    person = getattr(cast, name)
    assert manager.get(url(person)).status_code == 403
    assert manager.post(url(person), NEW).status_code == 403
    assert ReadEvent.objects.filter(
        object_id=person.pk, what="refused: change", actor_id=cast.maya.pk
    ).exists()
    person.refresh_from_db()
    assert person.given_name == name.capitalize()


def test_somebody_appointed_who_has_not_begun_counts_as_a_leader(cast, manager):
    actions.give_role(cast.sam, "deputy_dsl", actor=cast.olive, starts_on=dt.date(2099, 1, 1))
    assert manager.post(url(cast.sam), NEW).status_code == 403


def test_the_action_itself_refuses(cast):
    with pytest.raises(NotAllowed):
        actions.change_person(cast.sam, actor=cast.pia, given_name="X", family_name="", email="")
    cast.sam.refresh_from_db()
    assert cast.sam.given_name == "Sam"


def test_others_may_not_and_unknown_is_not_found(outsiders, owner, cast):
    assert {client.post(url(cast.pia), NEW).status_code for client in outsiders} == {403}
    assert owner.post(reverse("person-change", args=[uuid.uuid4()]), NEW).status_code == 404
