"""A session that ends while somebody types: their words are kept, for them and for nobody else."""

import datetime as dt

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from incidents import timeouts
from incidents.models import Draft, Report
from tests.cast import PASSWORD, make_user
from tests.incidents.reporting import WORDS, begin, draft_of, forget_session, page, send, token_on
from workflow import clock

LOGIN = reverse("account_login")
NEW = reverse("report-new", args=["concern"])


def sign_in_again(client: Client, person, path: str):
    """Through the real sign-in page, as the redirect asked."""
    return client.post(LOGIN, {"login": person.email, "password": PASSWORD, "next": path})


@pytest.fixture
def pia(cast, sign_in) -> Client:
    make_user(cast.pia)
    return sign_in(cast.pia)


def test_the_words_wait_behind_the_sign_in(pia, cast):
    draft = begin(pia)
    path = page(draft, "what")
    token = token_on(pia, path)
    answer = forget_session(pia).post(path, {"body": WORDS, "keep_for": token, "send": "1"})
    assert answer.url == f"{LOGIN}?next={path}"
    assert not Report.objects.exists()
    back = sign_in_again(pia, cast.pia, path)
    assert back.url == path
    assert "I do not want to go home." in pia.get(back.url).content.decode()
    assert send(pia, draft).url == reverse("report-sent", args=[draft.pk])


def test_the_first_page_too_before_there_is_a_draft(pia, cast):
    token = token_on(pia, NEW)
    answer = forget_session(pia).post(NEW, {"about": ["manager", "me"], "keep_for": token})
    draft = Draft.objects.get()
    assert (draft.author, draft.typed("about")["about"]) == (cast.pia, ["manager", "me"])
    assert answer.url == page(draft, "what")
    assert pia.get(answer.url).url == f"{LOGIN}?next={answer.url}"


def test_the_first_page_left_unfinished_is_shown_again(pia, cast):
    token = token_on(pia, NEW)
    answer = forget_session(pia).post(NEW, {"name": "", "keep_for": token})
    assert answer.url == page(Draft.objects.get(), "about")


def test_somebody_else_who_signs_in_there_sees_none_of_it(pia, cast):
    make_user(cast.sam)
    draft = begin(pia)
    path = page(draft, "what")
    token = token_on(pia, path)
    forget_session(pia).post(path, {"body": WORDS, "keep_for": token})
    sign_in_again(pia, cast.sam, path)
    found = pia.get(path)
    assert found.status_code == 404
    assert "go home" not in found.content.decode()
    assert str(draft.pk) not in pia.get(reverse("report-start")).content.decode()
    # The page still open in the other tab: its words go to its author, and nothing comes back.
    answer = pia.post(path, {"body": "More.", "keep_for": token})
    assert (answer.status_code, answer.content) == (302, b"")
    assert pia.get(path).status_code == 404
    assert Draft.objects.get().typed("what") == {"body": ["More."]}


def test_without_a_session_nothing_can_be_sent_or_read(pia, cast, client):
    draft = begin(pia)
    path = page(draft, "what")
    token = token_on(pia, path)
    assert client.get(path, {"keep_for": token}).url.startswith(LOGIN)
    check = reverse("report-check", args=[draft.pk])
    assert client.post(check, {"keep_for": token}).url.startswith(LOGIN)
    client.post(path, {"body": WORDS, "send": "1", "keep_for": token})
    assert not Report.objects.exists()


def test_only_this_drafts_own_token_is_believed(pia, cast, client):
    draft, other = begin(pia), begin(pia)
    path = page(draft, "what")
    good = token_on(pia, path)
    wrong = {
        "other draft": token_on(pia, page(other, "what")),
        "first page": token_on(pia, NEW),
        "another person's": timeouts.token_for(cast.sam, draft),
        "forged": good[:-3] + ("abc" if good[-3:] != "abc" else "xyz"),
        "none": "",
    }
    for name, token in wrong.items():
        client.post(path, {"body": name, "keep_for": token})
        client.post(reverse("report-keep", args=[draft.pk, "what"]), {"body": name, "keep_for": token})
    draft.refresh_from_db()
    assert draft.typed("what") == {}


def test_without_a_session_a_token_ends_after_a_day(pia, cast, client):
    draft = begin(pia)
    path = page(draft, "what")
    token = token_on(pia, path)
    with time_machine.travel(clock.now() + dt.timedelta(hours=25)):
        client.post(path, {"body": WORDS, "keep_for": token})
        draft.refresh_from_db()
        assert draft.typed("what") == {}
    with time_machine.travel(clock.now() + dt.timedelta(hours=23)):
        client.post(path, {"body": WORDS, "keep_for": token})
        draft.refresh_from_db()
        assert draft.typed("what") == {"body": [WORDS]}


def test_signing_in_again_in_another_tab_does_not_refuse_what_was_typed_before(pia, cast):
    """Signing in changes the token against forged requests; the page's own token stands for it."""
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(cast.pia.user)
    path = page(draft_of(cast.pia, about={"about": ["child"]}), "what")
    token = token_on(browser, path)
    old = browser.cookies["csrftoken"].value
    forget_session(browser).get(LOGIN)
    typed = {"login": cast.pia.email, "password": PASSWORD, "csrfmiddlewaretoken": old}
    assert browser.post(LOGIN, typed).status_code == 302
    assert browser.cookies["csrftoken"].value != old
    assert send_with(browser, path, csrf=old, token="").status_code == 403
    assert send_with(browser, path, csrf=old, token=token).url.endswith("/sent/")


def test_a_forged_request_is_refused_all_the_same(pia, cast):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(cast.pia.user)
    draft = draft_of(cast.pia, about={"about": ["child"]})
    path = page(draft, "what")
    browser.get(path)
    for token in ("", timeouts.token_for(cast.pia), timeouts.token_for(cast.sam)):
        assert send_with(browser, path, csrf="x" * 32, token=token).status_code == 403
        assert browser.post(NEW, {"about": "child", "keep_for": "x"}).status_code == 403
    assert not Report.objects.exists()
    assert Draft.objects.get().typed("what") == {}


def send_with(browser: Client, path: str, *, csrf: str, token: str):
    typed = {"body": WORDS, "send": "1", "csrfmiddlewaretoken": csrf, timeouts.FIELD: token}
    return browser.post(path, typed)
