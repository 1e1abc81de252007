"""Which children may be marked in a post: yes or no for its account, one's own room first, and never why."""

import dataclasses
import uuid
from collections.abc import Iterable
from itertools import groupby

from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import Child, Person
from consents.selectors import showing
from consents.selectors.sheet import plain
from social.models import Post, PostChild
from workflow import clock

LOOKED_BACK = 50


@dataclasses.dataclass(frozen=True)
class Line:
    """One child of the register, as the page of the post shows it."""

    pk: uuid.UUID
    name: str
    room: str
    may: bool
    is_chosen: bool


@dataclasses.dataclass(frozen=True)
class Room:
    name: str
    lines: list[Line]


def rooms(
    post: Post, person: Person, *, wanted: str = "", chosen: Iterable[uuid.UUID] | None = None
) -> list[Room]:
    """Everybody here, and whoever is marked already, by room and name; `wanted` narrows it. Four queries.

    `chosen` are those that a form has; without, those that the post has.
    """
    marked = set(post.children.shown().values_list("child", flat=True)) if chosen is None else set(chosen)
    here = Child.objects.filter(Q(left_on=None) | Q(left_on__gte=clock.today()) | Q(pk__in=marked))
    rows = list(here.order_by("room", "given_name", "family_name", "pk"))
    purpose = post.account.platform.purpose_id
    may = showing([row.pk for row in rows], [purpose]) if purpose else {}
    lines = [
        Line(row.pk, row.name, row.room, bool(purpose and may[row.pk][purpose]), row.pk in marked)
        for row in rows
    ]
    looked_for = plain(wanted)
    lines = [line for line in lines if line.is_chosen or looked_for in plain(line.name)]
    found = [
        Room(name or _("Without a room"), list(group)) for name, group in groupby(lines, lambda one: one.room)
    ]
    own = own_room(person)
    return sorted(found, key=lambda room: room.name != own)


def own_room(person: Person) -> str:
    """The room whose children somebody marked most often lately: who works where is nowhere written down."""
    mine = PostChild.objects.filter(added_by=person).order_by("-added_at")
    lately = list(mine.values_list("child__room", flat=True)[:LOOKED_BACK])
    return max(set(lately), key=lately.count) if lately else ""


def shown_names(post: Post) -> list[tuple[str, bool]]:
    """Names of the children in a post, each with whether it may be shown there now. Two queries."""
    rows = [row.child for row in post.children.shown().select_related("child")]
    purpose = post.account.platform.purpose_id
    may = showing([child.pk for child in rows], [purpose]) if purpose and rows else {}
    found = [(child.name, bool(purpose and may[child.pk][purpose])) for child in rows]
    return sorted(found)
