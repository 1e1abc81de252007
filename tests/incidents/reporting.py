"""Reporting through the pages, as a browser does it. Shared by the tests of the reporter's side."""

import html
import re
import uuid

from django.test import Client
from django.urls import reverse

from accounts.models import Person
from incidents import timeouts
from incidents.models import Draft, Report

WORDS = "At snack time Kit said: “I do not want to go home.”"
TOKEN = re.compile(rf'name="{timeouts.FIELD}" value="([^"]+)"')


def begin(client: Client, kind: str = "concern", **about: object) -> Draft:
    """Answer the first page; returns the draft."""
    answer = client.post(reverse("report-new", args=[kind]), about or {"about": "child"})
    assert answer.status_code == 302, answer.content.decode()
    return Draft.objects.get(pk=answer.url.split("/")[2])


def page(draft: Draft, name: str) -> str:
    return reverse("report-page", args=[draft.pk, name])


def fill(client: Client, draft: Draft, name: str, **fields: object):
    """Post one page with its Continue button; returns the answer."""
    return client.post(page(draft, name), {**fields, "more": "1"})


def send(client: Client, draft: Draft, body: str = WORDS):
    """The words and Send now; returns the answer."""
    return client.post(page(draft, "what"), {"body": body, "send": "1"})


def sent_by(client: Client, kind: str = "concern", **about: object) -> Report:
    """A report of two pages, sent."""
    draft = begin(client, kind, **about)
    assert send(client, draft).url == reverse("report-sent", args=[draft.pk])
    return Report.objects.get(pk=draft.pk)


def token_on(client: Client, path: str) -> str:
    """The token that a question page carries."""
    return html.unescape(TOKEN.search(client.get(path).content.decode())[1])


def forget_session(client: Client) -> Client:
    """The session ends on the server, as after an hour: the browser keeps its cookies."""
    client.session.flush()
    return client


def draft_of(person: Person, **answers: dict) -> Draft:
    """A draft as if typed page by page."""
    return Draft.objects.create(pk=uuid.uuid4(), author=person, report_type="concern", answers=answers)
