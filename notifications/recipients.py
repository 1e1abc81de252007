"""Who a message goes to. The app that knows people registers how to find them."""

import dataclasses
import uuid
from collections.abc import Callable, Iterable
from typing import Any


@dataclasses.dataclass(frozen=True)
class Recipient:
    """Somebody who may be written to. `person` is their row; `address` is empty when they have no e-mail."""

    person: Any
    address: str


Resolver = Callable[[Iterable[uuid.UUID]], dict[uuid.UUID, Recipient]]
_resolver: list[Resolver] = []


def register(resolver: Resolver) -> None:
    """Name the one function that finds recipients by person id."""
    _resolver[:] = [resolver]


def find(person_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Recipient]:
    """Recipients by person id; those who left or are unknown are absent."""
    return _resolver[0](person_ids)
