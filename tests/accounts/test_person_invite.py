"""Inviting somebody: a sign-in without a password, and the link that sets it."""

import datetime as dt
import re

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from accounts import actions
from accounts.models import User
from notifications import sweeps
from notifications.models import Message
from tests.cast import SET_UP, make_person, make_user
from workflow import clock

CHOSEN = "a-long-new-password"


def url(person) -> str:
    return reverse("person-invite", args=[person.pk])


def link_in(message) -> str:
    return re.search(r"http://testserver(/\S+)", message.body)[1]


def test_the_link_sets_the_first_password_once(manager, cast, events):
    assert manager.post(url(cast.pia)).url == reverse("person", args=[cast.pia.pk])
    assert events(cast.pia)[-1] == ("invite", "")
    assert not User.objects.get(person=cast.pia).has_usable_password()
    sweeps.sweep_outbox()
    [message] = mail.outbox
    assert message.to == ["pia@example.org"]
    client = Client()
    form = client.get(link_in(message), follow=True)
    assert "Choose a new password" in form.content.decode()
    done = client.post(form.request["PATH_INFO"], {"password1": CHOSEN, "password2": CHOSEN})
    assert done.url == reverse("account_reset_password_from_key_done")
    assert User.objects.get(person=cast.pia).check_password(CHOSEN)
    again = Client().get(link_in(message), follow=True)
    assert "This link no longer works" in again.content.decode()


def test_the_link_ends_after_three_days(manager, cast, time_machine):
    manager.post(url(cast.pia))
    sweeps.sweep_outbox()
    time_machine.move_to(clock.now() + dt.timedelta(days=3, minutes=1))
    assert "no longer works" in Client().get(link_in(mail.outbox[0]), follow=True).content.decode()


def test_inviting_again_sends_a_fresh_link_to_the_same_sign_in(manager, cast):
    manager.post(url(cast.pia))
    manager.post(url(cast.pia))
    assert User.objects.filter(person=cast.pia).count() == 1
    assert Message.objects.count() == 2


def test_without_an_address_the_page_says_so(owner):
    nameless = make_person("Nora", "Blank")
    actions.change_person(nameless, actor=SET_UP, given_name="Nora", family_name="", email="")
    response = owner.post(url(nameless))
    assert response.status_code == 200
    assert "Enter an e-mail address before you invite" in response.content.decode()
    assert not User.objects.filter(person=nameless).exists()


def test_an_address_that_another_signs_in_with_is_refused(owner, cast):
    make_user(cast.pia)
    twin = make_person("Pia", "Other")
    response = owner.post(url(twin))
    assert "Another sign-in has this e-mail address already" in response.content.decode()
    assert not Message.objects.exists()


def test_whoever_has_left_is_not_invited(cast):
    actions.leave(cast.pia, actor=cast.olive, left_on=clock.today() - dt.timedelta(days=1))
    with pytest.raises(ValidationError):
        actions.invite(cast.pia, actor=cast.olive)


def test_the_manager_invites_no_leader_and_others_nobody(manager, outsiders, cast):
    assert manager.post(url(cast.olive)).status_code == 403
    assert {client.post(url(cast.sam)).status_code for client in outsiders} == {403}
    assert not Message.objects.exists()


def test_opening_the_page_invites_nobody(manager, cast):
    assert manager.get(url(cast.pia)).status_code == 200
    assert not Message.objects.exists()
