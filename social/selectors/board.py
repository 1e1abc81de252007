"""The board of posts: planned, with a reader, agreed, live, due down; the month; and what is to be read today."""

import calendar
import dataclasses
import datetime as dt
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as lazy

from accounts.models import Person
from pages.lists import ListPage, window
from social.models import Post
from social.models.takedowns import TakeDown
from social.selectors import post_lists, takedowns
from workflow import clock

State = Post.State
SHOWN_EACH, FIRST_YEAR, LAST_YEAR, MOST_IN_MONTH = 10, 2000, 2100, 400


@dataclasses.dataclass(frozen=True)
class Group:
    """One part of the board: its words, what stands in it in which order, and what to say where nothing does."""

    label: Any
    narrow: Callable[[Any], Any]
    empty: Any
    tone: str = ""


def _planned(rows: Any) -> Any:
    rows = rows.filter(state__in=[State.DRAFT, State.CHANGES_REQUESTED])
    return rows.order_by(F("planned_on").asc(nulls_last=True), "-moved_at", "pk")


def _agreed(rows: Any) -> Any:
    return rows.agreed().order_by(F("scheduled_for").asc(nulls_first=True), "moved_at", "pk")


GROUPS = {
    "down": Group(
        lazy("To come down"), lambda rows: rows.filter(is_due_down=True).order_by("published_at", "pk"),
        lazy("Nothing must come down."), "danger",
    ),
    "reader": Group(
        lazy("Waiting for a reader"),
        lambda rows: rows.filter(state=State.SUBMITTED).order_by("moved_at", "pk"),
        lazy("Nothing waits for a reader."), "warn",
    ),
    "agreed": Group(lazy("Agreed, to be published"), _agreed, lazy("Nothing waits to be published."), "info"),
    "planned": Group(lazy("Planned"), _planned, lazy("Nothing is planned.")),
    "live": Group(
        # What must come down stands in its own group only, for whoever may know that.
        lazy("Live"), lambda rows: rows.live().filter(is_due_down=False).order_by("-published_at", "pk"),
        lazy("Nothing is live."), "good",
    ),
}  # fmt: skip


def posts(viewer: Person, account_id: Any = None) -> Any:
    """What a viewer may see, with whether it is due down, as far as they may know that."""
    due = TakeDown.objects.open().visible_to(viewer).filter(post=OuterRef("pk"))
    rows = Post.objects.visible_to(viewer).annotate(is_due_down=Exists(due))
    rows = rows.select_related("account__platform", "author")
    return rows.filter(account=account_id) if account_id else rows


def board(viewer: Person, account_id: Any = None) -> list[tuple[str, Group, ListPage]]:
    """Every group with its first posts. One query for each group, whatever the number of posts."""
    rows = posts(viewer, account_id)
    return [(code, group, window(group.narrow(rows), None, SHOWN_EACH)) for code, group in GROUPS.items()]


@dataclasses.dataclass(frozen=True)
class Day:
    """One day of the month, with what is planned, scheduled or was published on it."""

    date: dt.date
    posts: tuple[Any, ...]
    is_in_month: bool
    is_today: bool


@dataclasses.dataclass(frozen=True)
class Month:
    """The weeks of a month, from Monday, and its days that have something."""

    first: dt.date
    weeks: list[list[Day]]
    is_cut: bool

    @property
    def days(self) -> list[Day]:
        return [day for week in self.weeks for day in week if day.posts and day.is_in_month]

    @property
    def before(self) -> str:
        return _named(self.first - dt.timedelta(days=1))

    @property
    def after(self) -> str:
        return _named(self.first + dt.timedelta(days=31))


def _named(day: dt.date) -> str:
    return f"{day:%Y-%m}"


def asked_month(said: str | None) -> dt.date:
    """The first day of the month that the address names ("2026-11"); of this one where it names none."""
    try:
        first = dt.datetime.strptime(said or "", "%Y-%m").date()  # noqa: DTZ007 - a month has no zone
    except ValueError:
        first = clock.today().replace(day=1)
    return first if FIRST_YEAR <= first.year <= LAST_YEAR else clock.today().replace(day=1)


def month(viewer: Person, first: dt.date, account_id: Any = None) -> Month:
    """What falls on the days of one month. One query."""
    weeks = calendar.Calendar().monthdatescalendar(first.year, first.month)
    found: dict[dt.date, list[Any]] = defaultdict(list)
    rows = list(_within(posts(viewer, account_id), weeks[0][0], weeks[-1][-1])[: MOST_IN_MONTH + 1])
    for post in rows[:MOST_IN_MONTH]:
        day = day_of(post)
        if day:
            found[day].append(post)
    today = clock.today()
    drawn = [
        [Day(day, tuple(found.get(day, ())), day.month == first.month, day == today) for day in week]
        for week in weeks
    ]
    return Month(first, drawn, is_cut=len(rows) > MOST_IN_MONTH)


def _within(rows: Any, start: dt.date, end: dt.date) -> Any:
    moments = (clock.london(start, dt.time(0)), clock.london(end + dt.timedelta(days=1), dt.time(0)))
    out = Q(published_at__gte=moments[0], published_at__lt=moments[1])
    due = Q(published_at=None, scheduled_for__gte=moments[0], scheduled_for__lt=moments[1])
    planned = Q(published_at=None, scheduled_for=None, planned_on__range=(start, end))
    over = [State.REJECTED, State.GIVEN_UP]
    return rows.filter(out | due | planned).exclude(state__in=over).order_by("planned_on", "moved_at", "pk")


def day_of(post: Any) -> dt.date | None:
    """On which day it stands in the calendar: published, scheduled, or planned."""
    moment = post.published_at or post.scheduled_for
    return timezone.localdate(moment) if moment else post.planned_on


@dataclasses.dataclass(frozen=True)
class Today:
    """What one colleague has to do with posts now, as the home page counts it."""

    down: int
    late: int
    read_after: ListPage
    read: ListPage
    publish: ListPage
    change: ListPage

    @property
    def is_empty(self) -> bool:
        return not (self.down or any(map(len, (self.read_after, self.read, self.publish, self.change))))


def today(viewer: Person) -> Today:
    """Six queries, whatever the number of posts."""
    read = post_lists.to_read(viewer)
    down, late = takedowns.counts(viewer)
    return Today(
        down,
        late,
        _first(read.exclude(state=State.SUBMITTED)),
        _first(read.filter(state=State.SUBMITTED)),
        _first(post_lists.to_publish_by(viewer)),
        _first(post_lists.to_change(viewer)),
    )


def _first(rows: Any) -> ListPage:
    return window(rows.select_related("account__platform", "author"), None, SHOWN_EACH)
