"""A forgotten password: a link by the outbox, encrypted while it waits, gone when sent or expired."""

import datetime as dt
import re

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.core import mail
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts import actions
from accounts.models import User
from notifications import sweeps
from notifications.models import Message
from tests.cast import make_user
from workflow import clock

ASK = reverse("account_reset_password")
CHOSEN = "a-long-new-password"


def stored_secret() -> str | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT secret FROM notifications_message")
        return cursor.fetchone()[0]


def ask(client: Client, email: str = "pia@example.org", **headers: str):
    return client.post(ASK, {"email": email}, **headers)


def test_from_asking_to_the_new_password(cast, client):
    make_user(cast.pia)
    assert ask(client, "PIA@example.org").url == reverse("account_reset_password_done")
    sweeps.sweep_outbox()
    [message] = mail.outbox
    assert message.to == ["pia@example.org"]
    link = re.search(rf"{settings.SITE_URL}(/\S+)", message.body)[1]
    assert link in message.alternatives[0][0]
    form = client.get(link, follow=True)
    mismatch = client.post(form.request["PATH_INFO"], {"password1": CHOSEN, "password2": "other"})
    assert "password2" in mismatch.context["form"].errors
    weak = client.post(form.request["PATH_INFO"], {"password1": "password12", "password2": "password12"})
    assert "password1" in weak.context["form"].errors
    client.post(form.request["PATH_INFO"], {"password1": CHOSEN, "password2": CHOSEN})
    assert User.objects.get(person=cast.pia).check_password(CHOSEN)
    assert "_auth_user_id" not in client.session
    sweeps.sweep_outbox()
    assert [m.subject for m in mail.outbox[1:]] == ["Your password was changed"]


def test_the_link_is_unreadable_while_it_waits_and_gone_when_sent(cast, client):
    make_user(cast.pia)
    ask(client)
    waiting = stored_secret()
    assert waiting.startswith("test:")
    assert "reset" not in waiting
    assert "/accounts/password/reset/key/" in Message.objects.get().secret
    sweeps.sweep_outbox()
    assert len(mail.outbox) == 1
    assert stored_secret() is None


def test_an_expired_link_is_never_sent_and_is_gone(cast, client, time_machine):
    make_user(cast.pia)
    ask(client)
    time_machine.move_to(clock.now() + dt.timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT + 1))
    sweeps.sweep_outbox()
    assert mail.outbox == []
    assert stored_secret() is None
    assert Message.objects.get().dropped_at


def test_nobody_learns_who_has_a_sign_in(cast, client):
    make_user(cast.pia)
    known, unknown = ask(client), ask(client, "nobody@example.org")
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert Message.objects.count() == 1


@pytest.mark.parametrize("email", ["", "nonsense", "a@b\0.org", "x" * 10_000 + "@example.org"])
def test_an_address_that_cannot_be_is_refused_at_the_field(db, client, email):
    response = ask(client, email)
    assert response.status_code == 200
    assert "email" in response.context["form"].errors


def test_the_link_is_on_our_own_address_whatever_the_request_says(cast, client):
    make_user(cast.pia)
    ask(client, headers={"host": "localhost"})
    sweeps.sweep_outbox()
    assert f"{settings.SITE_URL}/accounts/password/reset/key/" in mail.outbox[0].body
    assert "//localhost" not in mail.outbox[0].body


def test_whoever_has_left_is_sent_no_link(cast, client):
    make_user(cast.pia)
    actions.leave(cast.pia, actor=cast.olive, left_on=clock.today() - dt.timedelta(days=1))
    assert ask(client).url == reverse("account_reset_password_done")
    sweeps.sweep_outbox()
    assert mail.outbox == []


def test_a_new_address_makes_an_old_link_worthless(cast, client):
    make_user(cast.pia)
    ask(client)
    sweeps.sweep_outbox()
    link = re.search(rf"{settings.SITE_URL}(/\S+)", mail.outbox[0].body)[1]
    actions.change_person(
        cast.pia, actor=cast.maya, given_name="Pia", family_name="Novak", email="pia.new@example.org"
    )
    assert "no longer works" in client.get(link, follow=True).content.decode()


def test_a_moved_sign_in_forgets_the_address_that_a_link_was_sent_to(cast, client):
    make_user(cast.pia)
    ask(client)
    sweeps.sweep_outbox()
    link = re.search(rf"{settings.SITE_URL}(/\S+)", mail.outbox[0].body)[1]
    form = client.get(link, follow=True)
    client.post(form.request["PATH_INFO"], {"password1": CHOSEN, "password2": CHOSEN})
    # allauth has noted the address now.
    assert EmailAddress.objects.filter(email="pia@example.org").exists()
    actions.change_person(
        cast.pia, actor=cast.maya, given_name="Pia", family_name="Novak", email="pia.new@example.org"
    )
    for email, status in (("pia@example.org", 200), ("pia.new@example.org", 302)):
        response = Client().post(reverse("account_login"), {"login": email, "password": CHOSEN})
        assert response.status_code == status, email


def test_many_mails_to_one_address_are_stopped(cast, client):
    make_user(cast.pia)
    for _try in range(8):
        ask(client)
    assert 0 < Message.objects.count() < 8
