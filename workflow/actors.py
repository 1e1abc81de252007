"""Who does something: a person, or the system under a name."""

import dataclasses
import uuid
from typing import Any, Protocol


class Actor(Protocol):
    """What the engine needs to know of whoever acts: an opaque id."""

    @property
    def pk(self) -> Any: ...


@dataclasses.dataclass(frozen=True)
class System:
    """The system itself, named by the sweep or rule that acts."""

    name: str
    pk: uuid.UUID | None = None

    def __str__(self) -> str:
        return self.name
