"""Which pages are asked for, by whom. Knows nothing of Django: the timing reads it too."""

import dataclasses
from collections.abc import Iterator
from typing import Any

BARE, FLOOR, QUEUE, DETAIL = "bare view", "floor", "queue", "detail"
STAFF_FLOOR, SUBMIT = "floor, staff", "submit"


@dataclasses.dataclass(frozen=True)
class Page:
    """A page, the session that asks for it, and the requests it is asked by, in turn.

    A request is a path and, for a form, its fields.
    """

    name: str
    session: str
    requests: list[tuple[str, dict[str, str] | None]]

    def request(self, number: int) -> tuple[str, dict[str, str] | None]:
        return self.requests[number % len(self.requests)]


@dataclasses.dataclass(frozen=True)
class Plan:
    """What `seed_benchmark` wrote: session keys, paths of cases, forms to send."""

    lead: str
    staff: str
    cases: list[str]
    forms: list[dict[str, Any]]

    def pages(self) -> Iterator[Page]:
        """The pages, floors first. A form is sent once: timing begins at the first, counting at the last."""
        yield Page(BARE, "", [("/floors/bare/", None)])
        yield Page(FLOOR, self.lead, [("/floors/rows/", None)])
        yield Page(QUEUE, self.lead, [("/cases/", None)])
        yield Page(DETAIL, self.lead, [(path, None) for path in self.cases])
        yield Page(STAFF_FLOOR, self.staff, [("/floors/rows/", None)])
        yield Page(SUBMIT, self.staff, [(form["path"], form["fields"]) for form in self.forms])
