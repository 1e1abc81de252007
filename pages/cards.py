"""What an app puts on a person's home page."""

import dataclasses
from typing import Any


@dataclasses.dataclass(frozen=True)
class Card:
    """One thing that waits: a title that links, and a number or a line."""

    title: str
    url: str
    value: int | None = None
    text: Any = ""
