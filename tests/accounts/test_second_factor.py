"""The second factor: leaders must, others may; kept encrypted; shown by this session, not an older one."""

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.models import Person, User
from tests.cast import PASSWORD, make_user

LOGIN = reverse("account_login")
ACTIVATE = reverse("mfa_activate_totp")
AUTHENTICATE = reverse("mfa_authenticate")
HISTORY = reverse("bell")
SECRET = "JBSWY3DPEHPK3PXP"


def code(secret: str = SECRET) -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


def enrolled(person: Person) -> User:
    """A sign-in with an app and recovery codes, set up elsewhere."""
    user = make_user(person)
    TOTP.activate(user, SECRET)
    RecoveryCodes.activate(user)
    return user


def password_step(client: Client, person: Person):
    return client.post(LOGIN, {"login": person.email, "password": PASSWORD})


def confirm(client: Client) -> None:
    """Enter the password again, as is asked before a change to the sign-in."""
    assert client.post(reverse("account_reauthenticate"), {"password": PASSWORD}).status_code == 302


def signed_in(person: Person) -> Client:
    """With the password and a code, as people do."""
    client = Client()
    password_step(client, person)
    client.post(AUTHENTICATE, {"code": code()})
    cache.clear()
    return client


@pytest.mark.parametrize("name", ["olive", "maya", "dan"])
def test_a_leader_without_one_is_sent_to_set_it_up(cast, client, name):
    make_user(getattr(cast, name))
    password_step(client, getattr(cast, name))
    assert client.get(HISTORY).url == ACTIVATE
    assert client.get(reverse("my-reports")).url == ACTIVATE


def test_reporting_asks_no_leader_for_one(cast, client):
    make_user(cast.maya)
    password_step(client, cast.maya)
    for name, args in (("home", []), ("report-start", []), ("report-new", ["concern"])):
        assert client.get(reverse(name, args=args)).status_code == 200, name


def test_others_need_none(cast, client):
    make_user(cast.pia)
    password_step(client, cast.pia)
    assert client.get(HISTORY).status_code == 200


def test_setting_it_up_opens_what_was_closed_and_is_remembered(real_commits, cast, client, events):
    make_user(cast.maya)
    password_step(client, cast.maya)
    assert reverse("account_reauthenticate") in client.get(ACTIVATE).url
    confirm(client)
    page = client.get(ACTIVATE)
    secret = page.context["form"].secret
    assert secret in page.content.decode()
    wrong = client.post(ACTIVATE, {"code": "000000"})
    assert wrong.status_code == 200
    assert "code" in wrong.context["form"].errors
    assert client.post(ACTIVATE, {"code": code(secret)}).status_code == 302
    assert client.get(HISTORY).status_code == 200
    assert events(cast.maya)[-2:] == [
        ("add second factor", "totp"),
        ("add second factor", "recovery_codes"),
    ]
    assert [message.subject for message in mail.outbox] == ["Your second step at sign-in is on"]


def test_signing_in_asks_for_the_code_before_anything_is_open(cast, client):
    enrolled(cast.maya)
    assert password_step(client, cast.maya).url == AUTHENTICATE
    assert LOGIN in client.get(HISTORY).url
    wrong = client.post(AUTHENTICATE, {"code": "000000"})
    assert "code" in wrong.context["form"].errors
    assert client.post(AUTHENTICATE, {"code": code()}).status_code == 302
    assert client.get(HISTORY).status_code == 200


def test_signing_in_with_a_recovery_code_works_once(cast):
    user = enrolled(cast.maya)
    recovery = RecoveryCodes(Authenticator.objects.get(user=user, type="recovery_codes"))
    spare = recovery.get_unused_codes()[0]
    first = Client()
    password_step(first, cast.maya)
    assert first.post(AUTHENTICATE, {"code": spare}).status_code == 302
    assert first.get(HISTORY).status_code == 200
    second = Client()
    password_step(second, cast.maya)
    assert "code" in second.post(AUTHENTICATE, {"code": spare}).context["form"].errors
    assert LOGIN in second.get(HISTORY).url


def test_a_code_is_not_used_twice(cast):
    enrolled(cast.maya)
    typed = code()
    first, second = Client(), Client()
    password_step(first, cast.maya)
    password_step(second, cast.maya)
    assert first.post(AUTHENTICATE, {"code": typed}).status_code == 302
    assert "code" in second.post(AUTHENTICATE, {"code": typed}).context["form"].errors


def test_guessing_codes_is_stopped(cast, client):
    enrolled(cast.maya)
    password_step(client, cast.maya)
    for _try in range(10):
        client.post(AUTHENTICATE, {"code": "000000"})
    client.post(AUTHENTICATE, {"code": code()})
    assert LOGIN in client.get(HISTORY).url


def test_a_session_from_before_it_was_set_up_does_not_count(cast):
    user = make_user(cast.maya)
    before = Client()
    password_step(before, cast.maya)
    TOTP.activate(user, SECRET)
    assert before.get(HISTORY).url == LOGIN
    assert "_auth_user_id" not in before.session


@pytest.mark.parametrize("name", ["maya", "pia"])
@pytest.mark.parametrize(
    "url_name",
    [
        "mfa_deactivate_totp",
        "mfa_generate_recovery_codes",
        "mfa_view_recovery_codes",
        "mfa_download_recovery_codes",
        "account_change_password",
        "mfa_index",
    ],
)
def test_an_older_session_cannot_take_it_away_with_the_password_alone(cast, name, url_name):
    person = getattr(cast, name)
    user = make_user(person)
    before = Client()
    password_step(before, person)
    TOTP.activate(user, SECRET)
    assert before.post(reverse(url_name)).url == LOGIN
    assert Authenticator.objects.filter(user=user, type="totp").exists()


def test_whoever_removes_it_sees_no_history_until_it_is_back(cast, events):
    user = enrolled(cast.maya)
    client = signed_in(cast.maya)
    assert client.get(HISTORY).status_code == 200
    confirm(client)
    assert client.post(reverse("mfa_deactivate_totp")).status_code == 302
    assert not Authenticator.objects.filter(user=user, type="totp").exists()
    assert client.get(HISTORY).url == ACTIVATE
    assert ("remove second factor", "totp") in events(cast.maya)


def test_new_recovery_codes_replace_the_old(cast):
    user = enrolled(cast.maya)
    client = signed_in(cast.maya)
    confirm(client)
    old = RecoveryCodes(Authenticator.objects.get(user=user, type="recovery_codes")).get_unused_codes()
    assert client.post(reverse("mfa_generate_recovery_codes")).status_code == 302
    page = client.get(reverse("mfa_view_recovery_codes")).content.decode()
    assert not [spare for spare in old if spare in page]
    new = RecoveryCodes(Authenticator.objects.get(user=user, type="recovery_codes")).get_unused_codes()
    assert all(spare in page for spare in new)
    download = client.get(reverse("mfa_download_recovery_codes"))
    assert all(spare in download.content.decode() for spare in new)


def test_nothing_of_it_can_be_read_in_the_database(cast):
    user = enrolled(cast.maya)
    totp = Authenticator.objects.get(user=user, type="totp")
    recovery = Authenticator.objects.get(user=user, type="recovery_codes")
    with connection.cursor() as cursor:
        cursor.execute("SELECT data FROM mfa_authenticator")
        stored = "\n".join(str(row[0]) for row in cursor.fetchall())
    assert SECRET not in stored
    seed = get_adapter().decrypt(recovery.data["seed"])
    assert seed not in stored
    assert not [spare for spare in RecoveryCodes(recovery).get_unused_codes() if spare in stored]
    assert get_adapter().decrypt(totp.data["secret"]) == SECRET
