"""Signing in with a password: by e-mail in any case, limited, closed to whoever has left. The demo is off."""

import datetime as dt

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.test import Client
from django.urls import reverse

from accounts import actions
from accounts.models import User
from tests.cast import PASSWORD, make_user
from workflow import clock

LOGIN = reverse("account_login")
HOME = reverse("home")


def sign_in_as(client: Client, email: str, password: str = PASSWORD):
    return client.post(LOGIN, {"login": email, "password": password})


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_the_demo_is_off():
    assert not settings.DEMO


@pytest.mark.parametrize("typed", ["pia@example.org", "PIA@Example.ORG", " pia@example.org "])
def test_by_e_mail_in_any_case(cast, client, typed):
    make_user(cast.pia)
    assert sign_in_as(client, typed).url == HOME
    assert is_signed_in(client)
    assert not EmailAddress.objects.exists()


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("pia@example.org", "wrong"),
        ("nobody@example.org", PASSWORD),
        ("pia@example.org", ""),
        ("", PASSWORD),
        ("pia@example.org\0", PASSWORD),
        ("x" * 10_000, "y" * 10_000),
    ],
)
def test_what_is_wrong_never_signs_in_and_never_tells_who_exists(cast, client, email, password):
    make_user(cast.pia)
    response = sign_in_as(client, email, password)
    assert response.status_code == 200
    assert response.context["form"].errors
    assert not is_signed_in(client)


def test_an_unknown_address_is_answered_as_a_wrong_password_is(cast, client):
    make_user(cast.pia)
    wrong = sign_in_as(client, "pia@example.org", "wrong").context["form"].errors
    unknown = sign_in_as(client, "nobody@example.org", "wrong").context["form"].errors
    assert wrong == unknown


def test_guessing_is_stopped_even_with_the_right_password(cast, client):
    make_user(cast.pia)
    for _try in range(6):
        sign_in_as(client, "pia@example.org", "wrong")
    response = sign_in_as(client, "pia@example.org")
    assert not is_signed_in(client)
    assert "Too many failed login attempts" in response.content.decode()


def test_a_safe_next_page_is_kept_and_a_foreign_one_is_not(cast):
    make_user(cast.pia)
    said = {"login": "pia@example.org", "password": PASSWORD}
    assert Client().post(LOGIN, said | {"next": "/reports/"}).url == "/reports/"
    assert Client().post(LOGIN, said | {"next": "https://evil.example/"}).url == HOME


def test_nobody_opens_an_account_for_oneself(db, client):
    url = reverse("account_signup")
    said = {
        "email": "new@example.org",
        "password1": "a-long-new-password",
        "password2": "a-long-new-password",
    }
    for response in (client.get(url), client.post(url, said)):
        assert "Accounts are opened by the setting" in response.content.decode()
    assert not User.objects.exists()


def test_whoever_has_left_cannot_sign_in_nor_go_on(cast, client):
    make_user(cast.pia)
    sign_in_as(client, "pia@example.org")
    actions.leave(cast.pia, actor=cast.olive, left_on=clock.today() - dt.timedelta(days=1))
    assert LOGIN in client.get(HOME).url
    again = Client()
    assert sign_in_as(again, "pia@example.org").url == reverse("account_inactive")
    assert not is_signed_in(again)


def test_a_closed_sign_in_cannot_sign_in_nor_go_on(cast, client):
    user = make_user(cast.pia)
    sign_in_as(client, "pia@example.org")
    user.is_active = False
    user.save(update_fields=["is_active"])
    assert LOGIN in client.get(HOME).url
    again = Client()
    response = again.post(LOGIN, {"login": "pia@example.org", "password": PASSWORD}, follow=True)
    assert "This account is closed" in response.content.decode()


def test_somebody_invited_who_chose_no_password_cannot_sign_in(cast, client):
    actions.invite(cast.pia, actor=cast.olive)
    for password in ("", "!", PASSWORD):
        assert sign_in_as(client, "pia@example.org", password).status_code == 200
    assert not is_signed_in(client)


def test_signing_out_ends_the_session_by_post_only(cast, client):
    make_user(cast.pia)
    sign_in_as(client, "pia@example.org")
    client.get(reverse("account_logout"))
    assert is_signed_in(client)
    client.post(reverse("account_logout"))
    assert not is_signed_in(client)


def test_a_changed_password_ends_the_other_sessions(cast, client):
    make_user(cast.pia)
    sign_in_as(client, "pia@example.org")
    other = Client()
    sign_in_as(other, "pia@example.org")
    new = {"oldpassword": PASSWORD, "password1": "a-long-new-password", "password2": "a-long-new-password"}
    assert client.post(reverse("account_change_password"), new).status_code == 302
    assert is_signed_in(client)
    assert client.get(HOME).status_code == 200
    assert LOGIN in other.get(HOME).url
