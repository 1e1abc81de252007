"""A guest's session, and what is kept of a link and a code: hashes, and nothing in any log."""

import datetime as dt
import logging

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from consents.actions import inviting, requesting
from consents.models import Invitation
from notifications.models import Message
from superstars.logs import without_personal_data
from tests.consents.visits import (
    CODE_PAGE,
    answer_url,
    code_of,
    come_in,
    guest_of,
    letters,
    link_of,
    new_link,
    sign,
    withdraw_url,
)
from workflow import clock

PICTURES, ENTER = "/pictures/", "/pictures/enter/"


@pytest.fixture(autouse=True)
def no_limits_yet(db):
    cache.clear()


def in_a(delta: dt.timedelta):
    return clock.at(clock.now() + delta)


class TestNothingReadableIsKept:
    def test_only_hashes_and_no_link_in_the_outbox_once_sent(self, cast, told, mother):
        requesting.sweep_requests()
        client = Client()
        link = link_of(mother)
        client.get(link)
        client.post(CODE_PAGE)
        token, code = link.split("/")[-2], code_of(mother)
        row = Invitation.objects.get()
        assert token not in str(vars(row))
        assert code not in str(vars(row))
        assert len(row.token_hash) == len(row.code_hash) == 64
        assert set(Message.objects.filter(kind__startswith="pictures-").values_list("secret", flat=True)) == {
            None
        }
        assert token not in str([session.get_decoded() for session in Session.objects.all()])

    def test_a_code_is_dropped_when_it_expired_unsent(self, cast, told, mother):
        inviting.invite(mother.pk)
        token_hash = Invitation.objects.get().token_hash
        inviting.send_code(token_hash)
        with in_a(dt.timedelta(minutes=11)):
            letters(mother)
        assert Message.objects.get(kind="pictures-code").dropped_at
        assert Message.objects.get(kind="pictures-code").secret is None

    def test_no_log_line_has_the_token(self, cast, told, mother, caplog):
        link = new_link(mother)
        with caplog.at_level(logging.DEBUG):
            Client().get(link)
        assert link.split("/")[-2] not in caplog.text
        line = without_personal_data(None, "info", {"event": "x", "request": f"GET {link}"})
        assert line["request"] == "GET /pictures/link/…/"


class TestGuestSessions:
    def test_a_new_key_and_nothing_of_the_session_before(self, cast, told, mother):
        client = Client()
        client.get(new_link(mother))
        before = client.session.session_key
        client.post(CODE_PAGE)
        client.post(CODE_PAGE, {"code": code_of(mother)})
        assert client.session.session_key != before
        assert not Session.objects.filter(session_key=before).exists()

    def test_whoever_was_signed_in_at_the_browser_is_signed_out(self, cast, told, mother, sign_in):
        client = sign_in(cast.pia)
        come_in(client, mother)
        assert "Kit" in client.get(PICTURES).content.decode()
        assert client.get("/report/").status_code == 302
        assert client.get(reverse("my-reports")).status_code == 302

    def test_a_guest_reaches_no_page_but_the_parents(self, cast, told, mother):
        guest = guest_of(mother)
        for name in (
            "home",
            "my-reports",
            "people",
            "children",
            "picture-notices",
            "picture-requests",
            "my-policies",
        ):
            assert guest.get(reverse(name)).status_code == 302, name

    def test_it_ends_half_an_hour_after_its_last_use(self, cast, told, mother):
        guest = guest_of(mother)
        with in_a(dt.timedelta(minutes=29)):
            assert guest.get(PICTURES).status_code == 200
        with in_a(dt.timedelta(minutes=58)):
            assert guest.get(PICTURES).status_code == 200
        with in_a(dt.timedelta(minutes=89)):
            assert guest.get(PICTURES).url == f"{ENTER}?ended=1"
            assert guest.get(PICTURES).url == ENTER

    def test_and_two_hours_after_it_began_however_much_it_is_used(self, cast, told, mother):
        guest = guest_of(mother)
        for minutes in range(20, 120, 20):
            with in_a(dt.timedelta(minutes=minutes)):
                assert guest.get(PICTURES).status_code == 200
        with in_a(dt.timedelta(minutes=121)):
            assert guest.get(PICTURES).status_code == 302

    def test_the_other_parents_page_is_theirs(self, cast, told, mother, father, answer):
        answer(mother, "website")
        page = guest_of(father).get(PICTURES).content.decode()
        assert "You are here as Paolo Rossi" in page
        assert "Petra" not in page

    def test_a_guest_who_is_done_is_out(self, cast, told, mother):
        guest = guest_of(mother)
        assert guest.post(reverse("pictures-leave")).url == ENTER
        assert guest.get(PICTURES).url == ENTER

    def test_whoever_is_signed_in_stays_so(self, cast, told, mother, sign_in):
        client = sign_in(mother)
        assert client.post(reverse("pictures-leave")).url == PICTURES
        assert client.get(PICTURES).status_code == 200

    def test_what_a_guest_signs_says_how_they_came_in(self, cast, told, mother):
        guest = guest_of(mother)
        sign(guest, cast.kit, "website")
        assert mother.signatures.get().means == "link"
        guest.post(withdraw_url(cast.kit), {"purposes": ["website"], "confirm": "1"})
        assert mother.image_answers.filter(kind="withdrawn").get().means == "link"

    def test_another_familys_child_is_not_there(self, cast, told, mother):
        guest = guest_of(mother)
        assert guest.get(answer_url(cast.ana)).status_code == 404
        assert guest.get(withdraw_url(cast.ana)).status_code == 404
