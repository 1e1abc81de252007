"""Whom anybody may turn to outside: told by an app above, shown on the public pages (S8.1, S8.5)."""

import dataclasses
from collections.abc import Callable, Iterable


@dataclasses.dataclass(frozen=True)
class Contact:
    """One service outside. `is_emergency`: for a child in danger, else for what cannot be raised inside."""

    name: str
    purpose: str
    phone: str = ""
    is_emergency: bool = False


Source = Callable[[], Iterable[Contact]]

_registered: list[Source] = []


def register(source: Source) -> Source:
    """Make a source of contacts known; it is asked whenever a page shows them."""
    _registered.append(source)
    return source


def contacts() -> list[Contact]:
    """Every contact, in the order of its source."""
    return [contact for source in _registered for contact in source()]
