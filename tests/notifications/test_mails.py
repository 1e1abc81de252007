"""What each mail says: about a case nothing but that there is something, and a link."""

import re

import pytest
from django.core import mail

from notifications import delivery, sweeps
from tests.notifications.test_digest import TUESDAY
from workflow import clock


def html_of(message) -> str:
    [(content, kind)] = message.alternatives
    assert kind == "text/html"
    return str(content)


def words(html: str) -> str:
    """The visible text of a mail, as one line."""
    body = html.split("<body>")[1]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body)).strip()


@pytest.fixture(params=["test-case", "test-duty"])
def sent(request, tell):
    message = tell(request.param)
    delivery.deliver(message.pk)
    return mail.outbox[0]


def test_text_and_page_say_the_same(sent):
    assert re.sub(r"\s+", " ", sent.body).strip() == words(html_of(sent))


def test_nobody_is_named(sent):
    for name in ("Pia", "Novak", "Kit", "Rossi"):
        assert name not in sent.subject + sent.body + html_of(sent)


def test_the_page_is_whole_and_calls_nothing(sent):
    page = html_of(sent)
    assert page.count("<h1>") == 1
    assert '<html lang="en-gb">' in page
    assert "<img" not in page
    assert "<script" not in page
    assert " style=" not in page


def test_about_a_case_only_that_there_is_something(tell, settings):
    delivery.deliver(tell("test-case").pk)
    [message] = mail.outbox
    assert message.subject == "You have a new item in Super Stars"
    assert "Read the policy" not in message.body + html_of(message)
    assert f"{settings.SITE_URL}/somewhere/" in message.body


def test_about_a_duty_its_name(tell):
    delivery.deliver(tell("test-duty").pk)
    assert mail.outbox[0].subject == "Read the policy"


def test_the_digest_links_each_duty(tell, settings):
    with clock.at(TUESDAY):
        tell("test-digest")
        sweeps.send_digests()
    [message] = mail.outbox
    assert message.subject == "What is waiting for you in Super Stars"
    assert f"{settings.SITE_URL}/somewhere/" in message.body
    assert f'href="{settings.SITE_URL}/somewhere/"' in html_of(message)
    assert re.sub(r"[\s-]+", " ", message.body).startswith(
        "What is waiting for you in Super Stars Read the policy"
    )
