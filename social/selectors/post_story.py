"""What was done to a post, by whom, with the words that were written then; and how its versions differ."""

import dataclasses
import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from accounts.models import Child
from accounts.selectors.happenings import Happening, in_short, told
from social.lifecycle.posts import EARLY
from social.models import OfficialAccount, Post, PostEntry, PostVersion
from workflow.history import events_of, steps_after
from workflow.models import AuditEvent

EVENTS_SHOWN = 100
# `test_posts_page` asks for every verb of the lifecycle.
DONE: dict[str, Any] = {
    "begin": lazy("Begun"),
    "edit": lazy("Written on"),
    "revise": lazy("Written on"),
    "submit": lazy("Handed to a reader"),
    "approve": lazy("Read and agreed"),
    "send back": lazy("Sent back"),
    "reject": lazy("Not to be published"),
    "return": lazy("Sent back automatically"),
    "lapse": lazy("Agreed too long ago: to be read again"),
    "schedule": lazy("Scheduled"),
    "publish": lazy("Published"),
    "publish at once": lazy("Published at once, before anybody read it"),
    "found live": lazy("Was there already"),
    "amend": lazy("Replaced by a corrected post"),
    "archive": lazy("No longer shown"),
    "take down": lazy("Taken down"),
    "give up": lazy("Given up"),
    "note": lazy("Note"),
    "clear word": lazy("A word explained"),
    "read after": lazy("Read afterwards"),
    "find ready": lazy("Its time came: checked again, and ready"),
    "forget originals": lazy("Large copies of the pictures deleted"),
    "remind": lazy("Reminder sent"),
}
DONE_EARLY = lazy("Published before its scheduled time")
TONES = {
    "approve": "good", "publish": "good", "send back": "danger", "reject": "danger", "return": "danger",
    "found live": "danger", "publish at once": "danger", "take down": "danger",
}  # fmt: skip


def timeline(post: Post) -> list[Happening]:
    """Its last events, the newest first; what one person wrote on it in a row is one. Three queries."""
    found: list[Happening] = []
    for one in _told(post, events_of(post)[:EVENTS_SHOWN]):
        last = found[-1] if found else None
        if last and not one.body and (str(last.title), last.who) == (str(one.title), one.who):
            continue
        found.append(one)
    return found


def steps_since(post: Post, seen: int) -> list[tuple[Any, str, dt.datetime]]:
    """What was done to it after `seen`, by whom and when, the latest first: for whoever was slower."""
    return in_short(_told(post, steps_after(post, seen)))


def _told(post: Post, cut: Iterable[AuditEvent]) -> list[Happening]:
    bodies = {str(row.pk): _words(row) for row in PostEntry.objects.filter(post=post)}
    return told(list(cut), _done, bodies, TONES)


def _done(event: AuditEvent) -> Any:
    return DONE_EARLY if event.verb == "publish" and event.reason == EARLY else DONE[event.verb]


def _words(row: PostEntry) -> str:
    return f"“{row.word}”: {row.body}" if row.word else row.body


@dataclasses.dataclass(frozen=True)
class Change:
    """One thing that is other in a version than in the one before it."""

    label: Any
    before: str
    after: str


@dataclasses.dataclass(frozen=True)
class Told:
    """One version, and what changed since the one before. The first has no changes."""

    version: PostVersion
    changes: list[Change]


LABELS = {
    "account_id": lazy("Account"),
    "kind": lazy("Kind"),
    "objective": lazy("What it is for"),
    "text": lazy("Text"),
    "children_shown": lazy("Children who can be recognised"),
    "no_people": lazy("Nobody at all is shown"),
    "alternative": lazy("How else families hear of it"),
    "alternative_on": lazy("Told on"),
    "pictures": lazy("Pictures"),
    "children": lazy("Children"),
}


def versions(post: Post) -> list[Told]:
    """Everything that was handed to a reader, the newest first. Four queries."""
    rows = list(post.versions.select_related("by").order_by("number"))
    names = _Names(rows)
    told = [
        Told(row, _changes(rows[at - 1].content, row.content, names) if at else [])
        for at, row in enumerate(rows)
    ]
    return told[::-1]


def _changes(before: dict[str, Any], after: dict[str, Any], names: "_Names") -> list[Change]:
    return [
        Change(label, names.said(key, before.get(key)), names.said(key, after.get(key)))
        for key, label in LABELS.items()
        if before.get(key) != after.get(key)
    ]


class _Names:
    """Ids of a version's content in words, each looked up once."""

    def __init__(self, rows: list[PostVersion]) -> None:
        children = {pk for row in rows for pk in row.content["children"]}
        accounts = {row.content["account_id"] for row in rows}
        self.names = {str(child.pk): child.name for child in Child.objects.filter(pk__in=children)}
        self.names |= {
            str(pk): name
            for pk, name in OfficialAccount.objects.filter(pk__in=accounts).values_list("pk", "name")
        }
        self.names |= {
            str(value): str(label) for value, label in (*Post.Kind.choices, *Post.Alternative.choices)
        }

    def said(self, key: str, value: Any) -> str:
        if key == "pictures":
            return "\n".join(f"{at}. {one['alt']}" for at, one in enumerate(value, start=1)) or _("none")
        if key == "children":
            return ", ".join(sorted(self.names.get(pk, "") for pk in value)) or _("none")
        if isinstance(value, bool):
            return _("Yes") if value else _("No")
        return self.names.get(str(value), str(value)) if value not in (None, "") else _("nothing")
