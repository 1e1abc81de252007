"""The kinds of message. Each says what it may contain, and when it is no longer wanted.

Three audiences: about a case (nothing but "a new item" and a link), about a duty
(names the duty, never a child), and personal (sign-in and parents: a link or a code).
"""

import dataclasses
import enum
import uuid
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from notifications.models import Message

Wanted = Callable[[Any, list["Message"]], set[uuid.UUID]]


class Audience(enum.Enum):
    CASE = "case"
    DUTY = "duty"
    PERSONAL = "personal"


@dataclasses.dataclass(frozen=True)
class Kind:
    """One kind of message.

    `still_wanted(person, messages)` returns the ids that are still to be told; it is
    asked at delivery and whenever the bell is drawn, for all messages of a person at once.
    `title` and `path` take a message; the path is relative to the site. `note` says in the mail of
    a duty what it is for, in place of the usual line; mails about a case never show it. `names`
    finds what titles name: by the ids of their objects, for all messages of a list at once.
    """

    code: str
    audience: Audience
    title: Callable[["Message"], Any]
    path: Callable[["Message"], str]
    still_wanted: Wanted
    in_bell: bool = True
    in_digest: bool = False
    note: Any = ""
    names: Callable[[list[uuid.UUID]], dict[uuid.UUID, str]] | None = None


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> Kind:
    """Make `kind` known. A second kind of the same code is a mistake and raises ValueError."""
    if kind.code in _kinds:
        raise ValueError(f"The kind {kind.code!r} is registered twice.")
    _kinds[kind.code] = kind
    return kind


def get(code: str) -> Kind:
    return _kinds[code]


def bell_codes() -> list[str]:
    return [kind.code for kind in _kinds.values() if kind.in_bell]


def wanted(person: Any, messages: Iterable["Message"]) -> set[uuid.UUID]:
    """Of one person's `messages`, the ids that are still wanted: one question per kind."""
    groups = _by_kind(messages).items()
    return {pk for code, group in groups for pk in get(code).still_wanted(person, group)}


def name(messages: Iterable["Message"]) -> None:
    """Find what the titles of `messages` name: one question per kind, not one per message."""
    for code, group in _by_kind(messages).items():
        names = get(code).names
        found = names([message.object_id for message in group if message.object_id]) if names else {}
        for message in group:
            message.named = found.get(message.object_id, "") if message.object_id else ""


def titled(words: Any, **otherwise: Any) -> Callable[["Message"], Any]:
    """A title that names what the message is about: `titled(_("Review due: %(policy)s"), policy=_("a policy"))`,
    where the second is said of what has no name any more.
    """
    ((place, nothing),) = otherwise.items()
    return lambda message: words % {place: message.named or nothing}


def _by_kind(messages: Iterable["Message"]) -> dict[str, list["Message"]]:
    by_kind: dict[str, list[Message]] = {}
    for message in messages:
        by_kind.setdefault(message.kind, []).append(message)
    return by_kind


def always(person: Any, messages: list["Message"]) -> set[uuid.UUID]:
    """For kinds that nothing makes unwanted, such as a sign-in code that has not expired."""
    return {message.pk for message in messages}
