"""How far a campaign has come: per room and in all, and who is missing. Counted when asked, never stored.

Whoever looks is told nothing of the children of their own family, not even in a number (R1).
"""

import dataclasses
import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    DateTimeField,
    Exists,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from accounts.models import ChildContact, Person, Tie
from consents.models import Campaign, Request, Signature
from consents.models.answers import OWN_MEANS
from consents.models.requests import LINK_KIND
from consents.selectors import checks
from documents.export import Cell
from notifications.models import Message
from workflow.models import AuditEvent

State = Request.State
ANSWERED, OPENED, WAITING, NO_MAIL, EXPIRED = "answered", "opened", "waiting", "no-mail", "expired"
# Not a standing of its own: all but those who have answered; and of these, who did so on paper.
MISSING, ON_PAPER = "missing", "on-paper"
STANDINGS: dict[str, Any] = {
    ANSWERED: lazy("Answered"),
    OPENED: lazy("Opened, not answered"),
    WAITING: lazy("Not opened"),
    NO_MAIL: lazy("Not reached by e-mail"),
    EXPIRED: lazy("No answer in time"),
}
CHOICES: dict[str, Any] = {MISSING: lazy("Still missing"), ON_PAPER: lazy("Answered on paper"), **STANDINGS}
TONES = {ANSWERED: "good", OPENED: "info", WAITING: "", NO_MAIL: "warn", EXPIRED: "danger"}


@dataclasses.dataclass
class Numbers:
    """What has come of so many requests."""

    by_standing: dict[str, int] = dataclasses.field(default_factory=lambda: dict.fromkeys(STANDINGS, 0))
    on_paper: int = 0
    reminded_at: dt.datetime | None = None

    @property
    def asked(self) -> int:
        return sum(self.by_standing.values())

    @property
    def answered(self) -> int:
        return self.by_standing[ANSWERED]

    @property
    def missing(self) -> int:
        return self.asked - self.answered

    @property
    def percent(self) -> int:
        """Whole, and never 100 while somebody is missing."""
        return self.answered * 100 // self.asked if self.asked else 0

    @property
    def cells(self) -> list[tuple[str, Any, int]]:
        """(code, words, number) of each column that leads to its list, in their order."""
        return [
            (ANSWERED, STANDINGS[ANSWERED], self.answered),
            (ON_PAPER, CHOICES[ON_PAPER], self.on_paper),
            *((code, words, self.by_standing[code]) for code, words in STANDINGS.items() if code != ANSWERED),
            (MISSING, CHOICES[MISSING], self.missing),
        ]

    def add(self, standing: str, on_paper: bool, number: int, reminded_at: dt.datetime | None) -> None:
        self.by_standing[standing] += number
        self.on_paper += number if on_paper else 0
        if reminded_at and (self.reminded_at is None or reminded_at > self.reminded_at):
            self.reminded_at = reminded_at


@dataclasses.dataclass(frozen=True)
class Room:
    """One room. Its name is empty for children without one."""

    name: str
    numbers: Numbers

    @property
    def title(self) -> str:
        return self.name or _("Without a room")


@dataclasses.dataclass(frozen=True)
class Progress:
    """One campaign as it stands at this moment."""

    campaign: Campaign
    rooms: list[Room]
    total: Numbers


def campaigns() -> QuerySet[Campaign]:
    """All of them, the newest first."""
    return Campaign.objects.select_related("opened_by").order_by("-number")


def progress(campaign: Campaign, viewer: Person) -> Progress:
    """Per room and in all. One query, whatever their number."""
    rooms: dict[str, Numbers] = {}
    total = Numbers()
    for room, *said in _counted(asked_in(viewer, [campaign]), "child__room"):
        rooms.setdefault(room, Numbers()).add(*said)
        total.add(*said)
    return Progress(campaign, [Room(name, rooms[name]) for name in sorted(rooms)], total)


def history(found: Sequence[Campaign], viewer: Person) -> list[Progress]:
    """Each of these campaigns with its numbers in all. One query for all of them."""
    numbers = {row.pk: Numbers() for row in found}
    for pk, *said in _counted(asked_in(viewer, found), "campaign"):
        numbers[pk].add(*said)
    return [Progress(row, [], numbers[row.pk]) for row in found]


def _counted(rows: QuerySet[Any], group: str) -> Iterable[Sequence[Any]]:
    said = rows.values(group, "standing", "on_paper").annotate(number=Count("pk"), last=Max("reminded_at"))
    return said.order_by().values_list(group, "standing", "on_paper", "number", "last")


def asked_in(viewer: Person, found: Iterable[Campaign]) -> QuerySet[Any]:
    """Their requests, each with `standing`, `on_paper` and `reminded_at`; none of the viewer's own family.

    Those that were overtaken are not counted: the child has left, or a later campaign asks.
    """
    own = ChildContact.objects.holding().filter(person=viewer).values("child")
    tied = Tie.objects.in_force().filter(person=viewer, child__isnull=False).values("child")
    rows = Request.objects.filter(campaign__in=list(found)).exclude(state=State.OVERTAKEN)
    rows = rows.exclude(child__in=own).exclude(child__in=tied)
    later = Signature.objects.filter(
        child=OuterRef("child"), person=OuterRef("person"), at__gte=OuterRef("asked_at")
    )
    return rows.annotate(
        has_signed=Exists(later),
        came_back=Exists(_came_back()),
        # Whoever has no address got none, though its days went by.
        reminded_at=Case(
            When(state=State.PAPER, then=Value(None)),
            default=Subquery(_reminders().values("at")[:1]),
            output_field=DateTimeField(null=True),
        ),
    ).annotate(
        standing=Case(
            When(Q(state=State.ANSWERED) | Q(has_signed=True), then=Value(ANSWERED)),
            When(state=State.LAPSED, then=Value(EXPIRED)),
            When(Q(state=State.PAPER) | Q(state=State.ASKED, came_back=True), then=Value(NO_MAIL)),
            When(state=State.OPENED, then=Value(OPENED)),
            default=Value(WAITING),
            output_field=CharField(),
        ),
        on_paper=Case(
            When(Exists(later.exclude(means__in=OWN_MEANS)), then=Value(True)), default=Value(False)
        ),
    )


def _came_back() -> QuerySet[Message]:
    """A letter with a link that could not be delivered since they were asked."""
    letters = Message.objects.filter(recipient_id=OuterRef("person"), kind=LINK_KIND)
    return letters.filter(failed_at__isnull=False, created_at__gte=OuterRef("asked_at"))


def _reminders() -> QuerySet[AuditEvent]:
    events = AuditEvent.objects.filter(object_type=Request._meta.label_lower, object_id=OuterRef("pk"))
    return events.filter(verb="remind").order_by("-sequence")


def who(viewer: Person, campaign: Campaign, *, standing: str, room: str | None) -> QuerySet[Any]:
    """The people behind one number: of a standing of CHOICES or all, in one room or (None) in all."""
    rows = asked_in(viewer, [campaign]).select_related("child", "person")
    rows = rows.annotate(is_unchecked=checks.waits_for_check())
    if standing == MISSING:
        rows = rows.exclude(standing=ANSWERED)
    elif standing == ON_PAPER:
        rows = rows.filter(standing=ANSWERED, on_paper=True)
    elif standing:
        rows = rows.filter(standing=standing)
    if room is not None:
        rows = rows.filter(child__room=room)
    return rows.order_by(
        "child__room", "child__given_name", "child__family_name", "person__family_name", "pk"
    )


def missing_now(viewer: Person) -> tuple[Campaign, int] | None:
    """The running campaign and how many are missing in it, for the home page; None without one."""
    campaign = Campaign.objects.running().first()
    if campaign is None:
        return None
    rows = asked_in(viewer, [campaign]).exclude(standing=ANSWERED)
    return campaign, rows.count()


UNCHECKED = lazy("Answered, form not checked yet")
ROOM_COLUMNS = (
    lazy("Room"), lazy("Asked"), STANDINGS[ANSWERED], CHOICES[ON_PAPER], STANDINGS[OPENED], STANDINGS[WAITING],
    STANDINGS[NO_MAIL], STANDINGS[EXPIRED], CHOICES[MISSING], lazy("Last reminder"),
)  # fmt: skip
PEOPLE_COLUMNS = (
    lazy("Room"), lazy("Child"), lazy("Who was asked"), lazy("How it stands"), lazy("On paper"),
    lazy("Asked on"), lazy("Last reminder"),
)  # fmt: skip


def room_lines(found: Progress) -> list[Sequence[Cell]]:
    """The table of rooms for a file, the sum at its end."""
    rows = [*((room.title, room.numbers) for room in found.rooms), (_("In all"), found.total)]
    return [
        [title, numbers.asked, *(number for _code, _words, number in numbers.cells), numbers.reminded_at]
        for title, numbers in rows
    ]


def people_lines(rows: Iterable[Any]) -> list[Sequence[Cell]]:
    """The list of people for a file."""
    return [
        [
            row.child.room,
            row.child.name,
            row.person.name,
            UNCHECKED if row.is_unchecked else STANDINGS[row.standing],
            row.on_paper,
            row.asked_at,
            row.reminded_at,
        ]
        for row in rows
    ]
