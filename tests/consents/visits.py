"""Parents at their pages: signed in, or as a guest with a link and a code out of their mailbox."""

import re
from typing import Any

from django.core import mail
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.models import Child, Person
from consents.actions import inviting
from consents.models import Purpose
from notifications.sweeps import sweep_outbox

CODE_PAGE = "/pictures/link/"


def letters(person: Person) -> list[str]:
    """The texts of all mails to one person, the earliest first; what waits is delivered before."""
    sweep_outbox()
    return [str(message.body) for message in mail.outbox if person.email in message.to]


def link_of(person: Person) -> str:
    """The path of the last link in their mailbox."""
    found = [re.search(r"(/pictures/link/[\w-]+/)", text) for text in letters(person)]
    return [one[1] for one in found if one][-1]


def code_of(person: Person) -> str:
    found = [re.search(r"Your code is (\d{6})", text) for text in letters(person)]
    return [one[1] for one in found if one][-1]


def new_link(person: Person) -> str:
    """A link sent just now."""
    inviting.wish_for_link(person.email)
    inviting.sweep_wishes()
    return link_of(person)


def come_in(client: Client, person: Person, link: str = "") -> HttpResponse:
    """Through link and code, as people do; returns the answer to the code."""
    client.get(link or new_link(person))
    client.post(CODE_PAGE)
    return client.post(CODE_PAGE, {"code": code_of(person)})


def guest_of(person: Person) -> Client:
    client = Client()
    assert come_in(client, person).url == reverse("pictures")
    return client


def answer_url(child: Child) -> str:
    return reverse("pictures-answer", args=[child.pk])


def check_url(child: Child) -> str:
    return reverse("pictures-check", args=[child.pk])


def withdraw_url(child: Child) -> str:
    return reverse("pictures-withdraw", args=[child.pk])


def token_on(page: HttpResponse) -> str:
    """The token of the page of questions."""
    found = re.search(r'name="keep_for" value="([^"]+)"', page.content.decode())
    assert found, page.content.decode()
    return found[1]


def chosen(*yes: str) -> dict[str, str]:
    """Yes to the named uses, no to the others; "all" names all."""
    return {
        purpose.pk: "yes" if purpose.pk in yes or "all" in yes else "no"
        for purpose in Purpose.objects.asked()
    }


def choose(client: Client, child: Child, *yes: str, **changes: Any) -> HttpResponse:
    """Open the page, choose, and send it."""
    token = token_on(client.get(answer_url(child)))
    return client.post(answer_url(child), {"keep_for": token, **chosen(*yes), **changes})


def sign(client: Client, child: Child, *yes: str, name: str = "Petra Rossi") -> HttpResponse:
    """Choose, check and sign; returns the answer to the signature."""
    assert choose(client, child, *yes).url == check_url(child)
    # Whoever it is, they have said so; a name that is not theirs has a test of its own.
    return client.post(check_url(child), {"typed_name": name, "name_is_mine": "on", "declared": "on"})
