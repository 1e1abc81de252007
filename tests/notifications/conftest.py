"""Kinds of message and a mail server for these tests only."""

import dataclasses
from collections.abc import Callable, Iterator
from typing import Any, ClassVar

import pytest
from django.core.mail.backends.locmem import EmailBackend

from accounts.models import Person
from notifications import kinds, outbox
from notifications.kinds import Audience, Kind
from notifications.models import Message


class ScriptedBackend(EmailBackend):
    """A mail server that answers as it is told: with an error, or None when it takes the mail."""

    answers: ClassVar[list[Exception | None]] = []

    def send_messages(self, messages: list[Any]) -> int:
        answer = self.answers.pop(0) if self.answers else None
        if answer is not None:
            raise answer
        return super().send_messages(messages)


@dataclasses.dataclass
class Wishes:
    """What is still wanted: everything, unless `wanted` says otherwise."""

    wanted: bool = True
    asked: int = 0

    def still_wanted(self, person: Any, messages: list[Message]) -> set[Any]:
        self.asked += 1
        return {message.pk for message in messages} if self.wanted else set()


@pytest.fixture
def server(settings) -> Iterator[list[Exception | None]]:
    """The answers that the mail server will give, in order."""
    settings.EMAIL_BACKEND = "tests.notifications.conftest.ScriptedBackend"
    ScriptedBackend.answers = []
    yield ScriptedBackend.answers
    ScriptedBackend.answers = []


@pytest.fixture
def wishes(monkeypatch) -> Wishes:
    """Three kinds, whose messages are wanted as the wishes say."""
    said = Wishes()
    for code, audience, in_digest in (
        ("test-case", Audience.CASE, False),
        ("test-duty", Audience.DUTY, False),
        ("test-digest", Audience.DUTY, True),
    ):
        kind = Kind(
            code=code,
            audience=audience,
            title=lambda message: "Read the policy",
            path=lambda message: "/somewhere/",
            still_wanted=said.still_wanted,
            in_digest=in_digest,
        )
        monkeypatch.setitem(kinds._kinds, code, kind)
    return said


@pytest.fixture
def tell(wishes, cast) -> Callable[..., Message]:
    """Queue one message for Pia, or whoever is named, and return its row."""

    def queue(
        kind: str = "test-case", person: Person | None = None, dedupe: str = "once", **more: Any
    ) -> Message:
        person = person or cast.pia
        outbox.queue(kind, [person.pk], dedupe=dedupe, **more)
        return Message.objects.get(kind=kind, recipient_id=person.pk, dedupe_key__contains=f":{dedupe}:")

    return queue
