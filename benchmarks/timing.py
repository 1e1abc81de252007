"""One client on the loopback, one request at a time; every page in turn, so that drift meets all alike."""

import dataclasses
import http.client
import time
from collections.abc import Sequence
from statistics import quantiles
from urllib.parse import urlencode

from benchmarks.plan import SUBMIT, Page

# Each of two workers has four threads, and each thread its own connection to warm.
WARM_UP = 40
ROUNDS = 200
CSRF = "a" * 32


@dataclasses.dataclass(frozen=True)
class Target:
    """One page of one site; `took` fills with seconds, from connecting to the last byte."""

    cases: int
    port: int
    page: Page
    took: list[float] = dataclasses.field(default_factory=list)

    @property
    def p50(self) -> float:
        return quantiles(self.took, n=100)[49]

    @property
    def p95(self) -> float:
        return quantiles(self.took, n=100)[94]

    def ask(self, number: int) -> float:
        """Ask once and return the seconds it took. Raises RuntimeError for any other answer than expected."""
        path, fields = self.page.request(number)
        headers = {"Cookie": f"sessionid={self.page.session}; csrftoken={CSRF}" if self.page.session else ""}
        body = None
        if fields is not None:
            body = urlencode({**fields, "csrfmiddlewaretoken": CSRF})
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        began = time.perf_counter()
        connection.request("GET" if fields is None else "POST", path, body, headers)
        answer = connection.getresponse()
        answer.read()
        seconds = time.perf_counter() - began
        connection.close()
        self._check(answer, path)
        return seconds

    def _check(self, answer: http.client.HTTPResponse, path: str) -> None:
        expected = 302 if self.page.name == SUBMIT else 200
        where = answer.getheader("Location", "")
        if answer.status != expected or (expected == 302 and not where.endswith("/sent/")):
            raise RuntimeError(f"{path} was answered by {answer.status} {where}")


def measure(targets: Sequence[Target], rounds: int = ROUNDS) -> None:
    """Warm up, then ask every target once per round, in an order that changes with the round."""
    for target in targets:
        for number in range(WARM_UP):
            target.ask(number)
    for number in range(rounds):
        turn = number % len(targets)
        for target in [*targets[turn:], *targets[:turn]]:
            target.took.append(target.ask(WARM_UP + number))
