"""The room sheet: which child may be shown where, by room, today or as it was on an earlier day.

It says yes or no and never why: a child whom the DSL blocks reads as one whose parents said no.
"""

import dataclasses
import datetime as dt
import unicodedata
import uuid
from collections.abc import Iterable
from itertools import groupby
from operator import attrgetter

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Child
from consents.models import Purpose
from consents.selectors.showing import AFTER_LEAVING, showing
from workflow import clock


@dataclasses.dataclass(frozen=True)
class Narrowed:
    """What the sheet is narrowed to. `left`: those who have gone and are still shown somewhere."""

    room: str = ""
    name: str = ""
    on: dt.date | None = None
    left: bool = False

    @property
    def day(self) -> dt.date:
        return self.on or clock.today()

    @property
    def moment(self) -> dt.datetime:
        """Now; of an earlier day its last moment, so that whatever was said on it counts."""
        if self.on is None or self.on >= clock.today():
            return clock.now()
        return timezone.make_aware(dt.datetime.combine(self.on, dt.time.max))


@dataclasses.dataclass(frozen=True)
class Line:
    """One child, with yes or no for each purpose in their order."""

    pk: uuid.UUID
    name: str
    room: str
    shown: tuple[bool, ...]

    @property
    def is_nowhere(self) -> bool:
        return not any(self.shown)

    @property
    def noes(self) -> int:
        return self.shown.count(False)

    @property
    def yeses(self) -> int:
        return self.shown.count(True)


@dataclasses.dataclass(frozen=True)
class Room:
    """The children of one room, by name."""

    name: str
    lines: list[Line]


def purposes() -> list[Purpose]:
    """The columns: what parents are asked about, in the order of the form. One query."""
    return list(Purpose.objects.asked())


def lines(columns: list[Purpose], narrowed: Narrowed) -> list[Line]:
    """Everybody of the sheet, by room and name. Two queries, whatever their number."""
    codes = [purpose.pk for purpose in columns]
    children = _children(narrowed).order_by("room", "given_name", "family_name", "pk")
    rows = list(children.values_list("pk", "given_name", "family_name", "room"))
    shown = showing([pk for pk, *_rest in rows], codes, narrowed.moment)
    found = [
        Line(pk, f"{given} {family}".strip(), room, tuple(shown[pk].values()))
        for pk, given, family, room in rows
    ]
    if narrowed.left:
        found = [line for line in found if not line.is_nowhere]
    wanted = plain(narrowed.name)
    return [line for line in found if wanted in plain(line.name)]


def _children(narrowed: Narrowed) -> QuerySet[Child]:
    day = narrowed.day
    here = Q(left_on=None) | Q(left_on__gte=day)
    begun = Q(started_on=None) | Q(started_on__lte=day)
    found = Child.objects.filter(Q(left_on__lt=day) if narrowed.left else begun & here)
    return found.filter(room=narrowed.room) if narrowed.room else found


# Letters that are no other letter with a mark, and that a keyboard may not have. As in narrow.js.
TYPED_AS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe"})


def plain(name: str) -> str:
    """For searching: "José" is found by "jose". Letters of any script stay as they are."""
    parts = unicodedata.normalize("NFD", name.strip().lower()).translate(TYPED_AS)
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def by_room(found: Iterable[Line]) -> list[Room]:
    """A sorted sheet under the names of its rooms."""
    return [
        Room(name or _("Without a room"), list(group)) for name, group in groupby(found, attrgetter("room"))
    ]


def split(found: Iterable[Line], place: int) -> tuple[list[Line], list[Line]]:
    """For one purpose: those who must not be shown, who come first, and those who may."""
    rows = list(found)
    return [row for row in rows if not row.shown[place]], [row for row in rows if row.shown[place]]


def for_those_here(columns: list[Purpose], narrowed: Narrowed) -> list[Purpose]:
    """Without the question of what happens after leaving, which nobody with a camera asks."""
    return [one for one in columns if narrowed.left or one.pk != AFTER_LEAVING]
