"""Every page of signing in is ours, and none breaks on what it is sent."""

from collections.abc import Callable

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from django.urls import NoReverseMatch, reverse

from accounts import urls
from tests.cast import make_user

NAMES = [pattern.name for pattern in urls.urlpatterns]
BAD = {
    "login": "\0" * 100,
    "email": "🦊" * 5000,
    "password": "x" * 50_000,
    "password1": "\ud7ff" * 10,
    "password2": "<script>alert(1)</script>",
    "oldpassword": "",
    "code": "９" * 1000,
    "next": "//evil.example/\r\nX: y",
}


def url(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return reverse(name, kwargs={"uidb36": "zzz", "key": "bad-key"})


VISITORS = ("nobody", "staff", "leader", "enrolled")


@pytest.fixture(params=VISITORS)
def visit(request, cast, sign_in) -> Callable[[], Client]:
    """A fresh session of somebody not signed in; staff; a leader before and after enrolment."""
    if request.param == "nobody":
        return Client
    person = cast.pia if request.param == "staff" else cast.maya
    user = make_user(person)
    if request.param == "enrolled":
        TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    return lambda: sign_in(person, second_factor=request.param == "enrolled")


def test_each_opens_in_our_pages(visit):
    for name in NAMES:
        response = visit().get(url(name), follow=True)
        assert response.status_code in (200, 404), name
        if response["Content-Type"].startswith("text/html"):
            page = response.content.decode().strip()
            assert page.startswith("<!doctype html>"), name
            assert "ss-main" in page, name


@pytest.mark.parametrize("said", [{}, BAD], ids=["empty", "bad"])
def test_nothing_sent_to_one_breaks_it(visit, said):
    for name in NAMES:
        response = visit().post(url(name), said)
        assert response.status_code in (200, 302, 403, 404, 405, 429), name
        if response.status_code == 302:
            assert "evil.example" not in response.url.split("?")[0], name


def test_no_page_names_anybody_in_its_title(cast, sign_in):
    client = sign_in(cast.pia)
    for name in NAMES:
        page = client.get(url(name), follow=True).content.decode()
        if "<title>" in page:
            title = page.split("<title>")[1].split("</title>")[0]
            assert "Pia" not in title
            assert "example.org" not in title
