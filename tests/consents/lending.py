"""The setting's tablet: handed over by Maya, and in a parent's hands."""

import datetime as dt
from typing import Any

from django.test import Client
from django.urls import reverse

from accounts.models import Child, Person
from consents.models import Handover
from tests.consents.visits import code_of
from workflow import clock

OF_SOMEBODY = ("Kit", "Petra", "Rossi", "Comets", "example.org")
CHECK, BACK = "/pictures/tablet/", "/pictures/tablet/back/"


def plain_page(response: Any) -> str:
    """A page that says nothing of anybody."""
    page: str = response.content.decode()
    assert not [word for word in OF_SOMEBODY if word in page]
    return page


def in_a(delta: dt.timedelta) -> Any:
    return clock.at(clock.now() + delta)


def lend(staff: Client, child: Child, person: Person, known_by: str = "person") -> Any:
    """A member of staff presses the button; returns the answer. From here the client is the tablet."""
    said = {"person": person.pk, "known_by": known_by}
    return staff.post(reverse("picture-tablet", args=[child.pk]), said)


def show_code(tablet: Client, person: Person) -> Any:
    """The parent has a code sent and types it."""
    tablet.post(CHECK)
    return tablet.post(CHECK, {"code": code_of(person)})


def tablet_of(staff: Client, child: Child, person: Person) -> Client:
    """In the parent's hands, who has shown that it is them."""
    assert lend(staff, child, person).url == CHECK
    assert show_code(staff, person).url == "/pictures/"
    assert Handover.objects.latest("at").checked_at is not None
    return staff
