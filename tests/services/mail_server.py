"""A mail server that takes, refuses, drops or ignores what it is sent."""

import asyncio
import dataclasses
import email
import socket
import threading
from collections.abc import Callable
from typing import Any

from aiosmtpd.controller import Controller


@dataclasses.dataclass(frozen=True)
class Letter:
    """One e-mail as the server took it."""

    message_id: str
    to: str
    text: str


class MailServer:
    """A real SMTP server on a free port of 127.0.0.1.

    `refusal` answers every reader ("450 later"), `sender_refusal` every sender; `drops` hangs up,
    `hangs` says nothing any more. `when_asked` and `when_taken` are called when a letter is offered
    and when its words have arrived.
    """

    def __init__(self) -> None:
        self.letters: list[Letter] = []
        self.refusal = self.sender_refusal = ""
        self.drops = self.hangs = False
        self.delay = 0.0
        self.when_asked: Callable[[], Any] = lambda: None
        self.when_taken: Callable[[], Any] = lambda: None
        self._changed = threading.Condition()
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self._controller: Controller | None = None

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    def start(self) -> None:
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self._controller.start()

    def stop(self) -> None:
        if self._controller:
            self._controller.stop(no_assert=True)
            self._controller = None

    def wait_for(self, number: int, seconds: float = 15) -> list[Letter]:
        """The letters, as soon as there are `number` of them. Raises AssertionError after `seconds`."""
        with self._changed:
            came = self._changed.wait_for(lambda: len(self.letters) >= number, timeout=seconds)
        assert came, f"{len(self.letters)} letters of {number} after {seconds} s"
        return list(self.letters)

    async def handle_MAIL(  # noqa: N802 aiosmtpd's name
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        if self.sender_refusal:
            return self.sender_refusal
        self.when_asked()
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        if self.hangs:
            await asyncio.sleep(3600)
        if self.drops:
            server.transport.abort()
        if self.refusal:
            return self.refusal
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        await asyncio.sleep(self.delay)
        letter = email.message_from_bytes(envelope.content)
        body = next(part for part in letter.walk() if part.get_content_type() == "text/plain")
        text = (body.get_payload(decode=True) or b"").decode()
        with self._changed:
            self.letters.append(Letter(letter["Message-ID"], envelope.rcpt_tos[0], text))
            self._changed.notify_all()
        self.when_taken()
        return "250 OK"
