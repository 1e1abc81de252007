"""What a review must look at: questions, and what happened since, gathered from whoever knows.

An app above registers what it knows at start-up; nothing here knows it. Each question is answered
in words before a review may say that nothing needs to change (§6.8).
"""

import dataclasses
import datetime as dt
from collections.abc import Callable
from typing import Any

from accounts.models import Person
from policies.models import Policy


@dataclasses.dataclass(frozen=True)
class Line:
    """One thing that happened: words, where to look, and a tag's tone ("warn", "danger", "good") or none."""

    text: Any
    url: str = ""
    tone: str = ""


def nothing(policy: Policy, since: dt.date, viewer: Person) -> list[Line]:
    """For a question to which the site knows nothing: people do."""
    return []


@dataclasses.dataclass(frozen=True)
class Evidence:
    """One question of every review. `gather(policy, since, viewer)` tells only what the viewer may know."""

    code: str
    title: Any
    question: Any
    gather: Callable[[Policy, dt.date, Person], list[Line]] = nothing

    @property
    def asks_people(self) -> bool:
        """The site knows nothing of it."""
        return self.gather is nothing


_registered: dict[str, Evidence] = {}


def register(evidence: Evidence) -> Evidence:
    """Make a question known. A second one of the same code is a mistake and raises ValueError."""
    if evidence.code in _registered:
        raise ValueError(f"The evidence {evidence.code!r} is registered twice.")
    _registered[evidence.code] = evidence
    return evidence


def questions() -> list[Evidence]:
    """Every question, in the order in which they were registered."""
    return list(_registered.values())
