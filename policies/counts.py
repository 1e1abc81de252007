"""What the pages of a policy show from above: cases by clause, for those who may know.

An app above registers what it counts at start-up; nothing here knows it. Whoever may not know gets
no line, so that no heading and no nought tells of anything.
"""

import dataclasses
import uuid
from typing import Any, Protocol

from accounts.models import Person
from policies.models import Policy


@dataclasses.dataclass(frozen=True)
class Line:
    """One count: the clause that it is about (None: the whole policy), words, and where to look."""

    clause_id: uuid.UUID | None
    text: Any
    url: str = ""


class Counts(Protocol):
    """What an app above registers."""

    def for_policy(self, policy: Policy, viewer: Person) -> list[Line]:
        """Only what `viewer` may know of; a constant number of queries."""


_registered: list[Counts] = []


def register(counts: Counts) -> Counts:
    """Make an app's counts known."""
    _registered.append(counts)
    return counts


def for_policy(policy: Policy, viewer: Person) -> list[Line]:
    """Every line about a policy that `viewer` may see, in the order of registering."""
    return [line for counts in _registered for line in counts.for_policy(policy, viewer)]
