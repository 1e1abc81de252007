"""Coming in by link and code: guessed, replayed, shared, expired, tried out. One page for all that does not work."""

import datetime as dt
import logging
import re

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts import actions as people
from accounts.models import ChildContact
from consents.actions import inviting, requesting
from consents.models import Invitation, LinkWish
from notifications.models import Message
from superstars.logs import without_personal_data
from tests.cast import make_person
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


def ended(client: Client) -> bool:
    answer = client.get(CODE_PAGE)
    return answer.status_code == 404 and "This link does not work" in answer.content.decode()


def in_a(delta: dt.timedelta):
    return clock.at(clock.now() + delta)


def body(response) -> str:
    return re.sub(r'(csrfmiddlewaretoken" value|nonce)="[^"]+"', "", response.content.decode())


class TestComingIn:
    def test_a_request_is_mailed_and_lets_them_in(self, cast, told, mother):
        requesting.sweep_requests()
        client = Client()
        assert come_in(client, mother, link_of(mother)).url == PICTURES
        assert "Kit" in client.get(PICTURES).content.decode()

    def test_before_the_code_nothing_is_said_about_anybody(self, cast, told, mother):
        client = Client()
        link = new_link(mother)
        pages = [client.get(link, follow=True), client.get(CODE_PAGE), client.post(CODE_PAGE)]
        pages.append(client.post(CODE_PAGE, {"code": "000000"}))
        for page in pages:
            for word in ("Kit", "Petra", "Rossi", mother.email, str(cast.kit.pk), str(mother.pk)):
                assert word not in page.content.decode()
        assert client.get(PICTURES).url == ENTER

    def test_mails_name_nobody(self, cast, told, mother):
        requesting.sweep_requests()
        come_in(Client(), mother, link_of(mother))
        for message in mail.outbox:
            for word in ("Kit", "Petra", "Rossi"):
                assert word not in f"{message.subject} {message.body}"

    def test_the_address_of_the_link_is_left_at_once(self, cast, told, mother):
        client = Client()
        answer = client.get(new_link(mother))
        assert answer.url == CODE_PAGE
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["Cache-Control"] == "no-store"
        assert client.get(CODE_PAGE).headers["Cache-Control"].startswith("max-age=0")

    def test_opening_it_again_and_again_uses_nothing_up(self, cast, told, mother):
        """Programs that look at mails open every link."""
        link = new_link(mother)
        for _time in range(3):
            assert Client().get(link, follow=True).status_code == 200
        assert come_in(Client(), mother, link).url == PICTURES

    def test_a_code_may_be_typed_with_gaps(self, cast, told, mother):
        client = Client()
        client.get(new_link(mother))
        client.post(CODE_PAGE)
        code = code_of(mother)
        assert client.post(CODE_PAGE, {"code": f" {code[:3]} {code[3:]} "}).url == PICTURES


class TestWhatDoesNotWork:
    @pytest.mark.parametrize("token", ["nonsense", "x" * 43, "..", "%00", "é", "a" * 2000])
    def test_guessed(self, cast, told, mother, client, token):
        new_link(mother)
        client.get(f"/pictures/link/{token}/")
        assert ended(client)
        sent = len(mail.outbox)
        client.post(CODE_PAGE)
        client.post(CODE_PAGE, {"code": "123456"})
        letters(mother)
        assert len(mail.outbox) == sent

    def test_without_any_link(self, cast, client):
        assert ended(client)
        assert client.post(CODE_PAGE).status_code == 404

    def test_replayed_in_the_same_browser_and_in_another(self, cast, told, mother):
        link = new_link(mother)
        first = Client()
        come_in(first, mother, link)
        code = code_of(mother)
        for client in (first, Client()):
            client.get(link)
            assert ended(client)
            assert client.post(CODE_PAGE, {"code": code}).status_code == 404

    def test_shared_with_somebody_who_has_not_the_mailbox(self, cast, told, mother):
        link = new_link(mother)
        other = Client()
        other.get(link)
        other.post(CODE_PAGE)
        for digits in ("000000", "123456", ""):
            assert other.post(CODE_PAGE, {"code": digits}).status_code == 200
        assert other.get(PICTURES).url == ENTER

    def test_expired(self, cast, told, mother, client):
        client.get(new_link(mother))
        with in_a(dt.timedelta(days=13, hours=23)):
            assert not ended(client)
        with in_a(dt.timedelta(days=14, seconds=1)):
            assert ended(client)

    def test_every_such_link_gets_the_same_page(self, cast, told, mother):
        used, expired = new_link(mother), new_link(mother)
        come_in(Client(), mother, used)
        Invitation.objects.filter(used_at=None).update(expires_at=clock.now())
        seen = set()
        for link in (used, expired, "/pictures/link/guessed/"):
            client = Client()
            client.get(link)
            seen.add(body(client.get(CODE_PAGE)))
            seen.add(body(client.post(CODE_PAGE)))
            seen.add(body(client.post(CODE_PAGE, {"code": "123456"})))
        assert len(seen) == 1

    def test_of_somebody_who_no_longer_has_a_child_here(self, cast, told, mother, client):
        client.get(new_link(mother))
        people.end_contact(ChildContact.objects.get(person=mother), actor=cast.maya)
        assert ended(client)

    def test_of_somebody_who_has_left(self, cast, told, mother, client):
        client.get(new_link(mother))
        people.leave(mother, actor=cast.maya, left_on=clock.today() - dt.timedelta(days=1))
        assert ended(client)


class TestCodes:
    @pytest.fixture
    def waiting(self, cast, told, mother) -> Client:
        client = Client()
        client.get(new_link(mother))
        client.post(CODE_PAGE)
        return client

    def test_after_five_wrong_ones_the_right_one_is_refused_too(self, waiting, mother):
        right = code_of(mother)
        wrong = f"{(int(right) + 1) % 10**6:06}"
        for _time in range(5):
            assert waiting.post(CODE_PAGE, {"code": wrong}).status_code == 200
        assert waiting.post(CODE_PAGE, {"code": right}).status_code == 200
        assert waiting.get(PICTURES).url == ENTER

    def test_from_whichever_browser_they_are_tried(self, waiting, mother):
        right = code_of(mother)
        wrong = f"{(int(right) + 1) % 10**6:06}"
        for _time in range(5):
            other = Client()
            other.get(link_of(mother))
            other.post(CODE_PAGE, {"code": wrong})
        assert waiting.post(CODE_PAGE, {"code": right}).status_code == 200

    def test_an_old_one_is_refused(self, waiting, mother):
        code = code_of(mother)
        with in_a(dt.timedelta(minutes=10, seconds=1)):
            assert waiting.post(CODE_PAGE, {"code": code}).status_code == 200
            assert waiting.get(PICTURES).url == ENTER

    def test_a_new_one_ends_the_one_before(self, waiting, mother):
        first = code_of(mother)
        waiting.post(CODE_PAGE)
        second = code_of(mother)
        if first != second:
            assert waiting.post(CODE_PAGE, {"code": first}).status_code == 200
        assert waiting.post(CODE_PAGE, {"code": second}).url == PICTURES

    def test_no_more_than_five_are_sent_for_a_link(self, waiting, mother):
        for _time in range(6):
            answer = waiting.post(CODE_PAGE)
        assert "No more codes" in answer.content.decode()
        assert sum("Your code is" in text for text in letters(mother)) == 5

    def test_one_code_of_a_link_is_none_of_another(self, waiting, mother, father):
        other = Client()
        other.get(new_link(father))
        other.post(CODE_PAGE)
        assert other.post(CODE_PAGE, {"code": code_of(mother)}).status_code == 200
        assert other.get(PICTURES).url == ENTER

    def test_too_many_tries_from_one_address_are_stopped(self, waiting):
        answers = [waiting.post(CODE_PAGE, {"code": "000000"}).status_code for _time in range(32)]
        assert answers[-1] == 429

    @pytest.mark.parametrize("code", ["", "12345", "1234567", "abcdef", "\x00", "１２３４５６", "0" * 13])
    def test_nonsense_is_said_at_the_field(self, waiting, code):
        answer = waiting.post(CODE_PAGE, {"code": code})
        assert answer.status_code == 200
        assert "id_code_error" in answer.content.decode()


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


class TestAskingForALink:
    def test_the_answer_is_the_same_for_whoever_it_is(self, cast, told, mother):
        for address in (mother.email, "nobody@example.org", cast.pia.email, mother.email.upper()):
            answer = Client().post(ENTER, {"address": address})
            assert answer.status_code == 200
            assert "If we know you by this address" in answer.content.decode()
        inviting.sweep_wishes()
        assert not LinkWish.objects.exists()
        assert set(Invitation.objects.values_list("person", flat=True)) == {mother.pk}

    def test_so_is_what_is_done_before_it_is_answered(self, cast, told, mother):
        """Neither the page nor its time tells who is known here: a worker looks, afterwards."""
        costs = []
        for address in ("nobody@example.org", mother.email):
            with CaptureQueriesContext(connection) as asked:
                inviting.wish_for_link(address)
            costs.append(len(asked))
        assert costs == [1, 1]
        assert LinkWish.objects.count() == 2

    def test_two_who_share_an_address_get_a_link_each(self, cast, told, mother, father):
        people.change_person(
            father, actor=cast.maya, given_name="Paolo", family_name="Rossi", email=mother.email
        )
        inviting.wish_for_link(mother.email)
        inviting.sweep_wishes()
        assert set(Invitation.objects.values_list("person", flat=True)) == {mother.pk, father.pk}

    def test_no_more_than_three_an_hour(self, cast, told, mother):
        for _time in range(5):
            inviting.wish_for_link(mother.email)
        inviting.sweep_wishes()
        assert Invitation.objects.count() == 3
        with in_a(dt.timedelta(hours=1, seconds=1)):
            inviting.wish_for_link(mother.email)
            inviting.sweep_wishes()
        assert Invitation.objects.count() == 4

    def test_one_address_is_asked_for_five_times_an_hour(self, cast, told, mother):
        answers = [Client().post(ENTER, {"address": mother.email}).status_code for _time in range(6)]
        assert answers == [200] * 5 + [429]

    def test_it_is_sent_though_nothing_is_asked(self, cast, told, mother, answer):
        answer(mother, "all")
        assert new_link(mother)

    def test_somebody_without_a_child_here_gets_none(self, cast, told):
        other = make_person("Other", "Parent", "parent")
        inviting.wish_for_link(other.email)
        inviting.sweep_wishes()
        assert not Invitation.objects.exists()

    @pytest.mark.parametrize("address", ["", "x", "a@b", "\x00@example.org", "a" * 300 + "@example.org"])
    def test_nonsense_is_said_at_the_field(self, cast, client, address):
        answer = client.post(ENTER, {"address": address})
        assert answer.status_code == 200
        assert "id_address_error" in answer.content.decode()
        assert not LinkWish.objects.exists()

    def test_the_address_is_kept_encrypted_and_not_for_long(self, cast, mother):
        wish = inviting.wish_for_link(mother.email)
        with connection.cursor() as cursor:
            cursor.execute("SELECT address FROM consents_linkwish")
            assert mother.email not in str(cursor.fetchall())
        assert LinkWish.objects.get(pk=wish.pk).address == mother.email
