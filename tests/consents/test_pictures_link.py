"""Coming in by link and code: guessed, replayed, shared, expired, tried out. One page for all that does not work."""

import datetime as dt
import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client

from accounts import actions as people
from accounts.models import ChildContact
from consents.actions import requesting
from consents.models import Invitation
from tests.consents.visits import (
    CODE_PAGE,
    code_of,
    come_in,
    letters,
    link_of,
    new_link,
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
