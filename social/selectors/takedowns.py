"""Take-downs as pages read them: one line for each post, whatever and however many its causes (R8)."""

import dataclasses
import uuid
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Min, OuterRef, Q, QuerySet, Subquery

from accounts.models import Child, Person
from accounts.selectors.happenings import Happening, told
from pages.cards import counted
from social.models import Post
from social.models.takedowns import OPEN_TAKEDOWNS, TakeDown, TakeDownWord
from social.permissions.takedowns import can_read_reasons
from workflow import clock
from workflow.models import AuditEvent, Deadline

LABEL = TakeDown._meta.label_lower
TEXT_SHOWN = 80


def with_clock(rows: Any) -> Any:
    """Take-downs with `due_at`, of the clock that runs."""
    running = Deadline.objects.open().filter(object_type=LABEL, object_id=OuterRef("pk")).order_by("due_at")
    return rows.annotate(due_at=Subquery(running.values("due_at")[:1]))


def late_ones(rows: Any) -> Any:
    """Those whose own clock has run out."""
    running = Deadline.objects.open().filter(object_type=LABEL, due_at__lt=clock.now())
    return rows.filter(pk__in=running.values("object_id"))


def posts(viewer: Person) -> Any:
    """Every post that is, or was, to come down, once each, with the first of its clocks."""
    seen = TakeDown.objects.visible_to(viewer)
    running = Deadline.objects.open().filter(object_type=LABEL)
    return (
        Post.objects.filter(pk__in=seen.values("post"))
        .select_related("account__platform")
        .annotate(
            since=Min("takedowns__opened_at"),
            due_at=Subquery(
                running.filter(
                    object_id__in=TakeDown.objects.filter(post=OuterRef(OuterRef("pk"))).values("pk")
                )
                .order_by("due_at")
                .values("due_at")[:1]
            ),
        )
    )


def open_posts(viewer: Person) -> Any:
    """Those that are still to come down; what is due first comes first."""
    still = TakeDown.objects.open().values("post")
    return posts(viewer).filter(pk__in=still).order_by("due_at", "pk")


def gone_posts(viewer: Person) -> Any:
    """Those that nobody waits for any more, the latest first."""
    return posts(viewer).exclude(pk__in=TakeDown.objects.open().values("post")).order_by("-since", "pk")


def late(rows: Any) -> Any:
    return rows.filter(due_at__lt=clock.now())


def of_post(post_id: uuid.UUID) -> list[TakeDown]:
    """All take-downs of one post, those that are open first."""
    rows = with_clock(TakeDown.objects.filter(post=post_id)).select_related(
        "account__platform", "done_by", "proof"
    )
    return sorted(rows, key=lambda row: (row.state not in OPEN_TAKEDOWNS, row.opened_at, row.pk))


def clock_of(found: list[Any]) -> dict[str, Any]:
    """The first clock that runs on any of a post's take-downs, and whether it has run out."""
    running = [one.due_at for one in found if one.due_at]
    due_at = min(running, default=None)
    return {"due_at": due_at, "is_late": due_at is not None and due_at < clock.now()}


@dataclasses.dataclass(frozen=True)
class Why:
    """A cause in words, and because of which children. For those only who may read reasons."""

    cause: Any
    said: str
    asked_by: str
    children: list[str]


def reasons(viewer: Person, takedowns: list[TakeDown]) -> list[Why] | None:
    """Why it comes down; None for everybody who may not read it, whatever the reason is."""
    rows = list(Child.objects.filter(pk__in=_children(takedowns)).order_by("given_name", "family_name", "pk"))
    if not can_read_reasons(viewer, [row.pk for row in rows]):
        return None
    names = {row.pk: row.name for row in rows}
    found = TakeDown.objects.filter(pk__in=[one.pk for one in takedowns]).select_related("asked_by")
    return [
        Why(
            one.get_cause_display(), one.why, one.asked_by.name if one.asked_by else "",
            [names[pk] for pk in one.children.values_list("child", flat=True) if pk in names],
        )
        for one in found.order_by("opened_at", "pk")
    ]  # fmt: skip


def _children(takedowns: list[TakeDown]) -> QuerySet[Any]:
    rows = TakeDown.objects.filter(pk__in=[one.pk for one in takedowns]).values("children__child")
    return rows.filter(children__child__isnull=False)


def asked_for(takedowns: list[TakeDown]) -> list[tuple[str, str]]:
    """What a colleague asked for by hand, with who did: no secret to whoever takes it down."""
    rows = [one for one in takedowns if one.cause == TakeDown.Cause.MANUAL and one.asked_by_id]
    names = Person.objects.in_bulk([one.asked_by_id for one in rows])
    return [(names[one.asked_by_id].name, one.why) for one in rows]


def story(takedowns: list[TakeDown], words: dict[str, Any]) -> list[Happening]:
    """What was done to whichever of a post's take-downs, the newest first, each thing once: several causes end
    with one step. Two queries.

    `words`: verb → what was done. Verbs without words, which would tell how many causes there are, are left out.
    """
    rows = AuditEvent.objects.filter(
        object_type=LABEL, object_id__in=[one.pk for one in takedowns], verb__in=words
    )
    found: dict[tuple[Any, ...], tuple[str, AuditEvent]] = {}
    for verb, event in _in_turn(rows.order_by("at", "id")):
        minute = event.at.replace(second=0, microsecond=0)
        found.setdefault((verb, event.actor_id, minute), (verb, event))
    verbs = {event.pk: verb for verb, event in found.values()}
    events = [event for _verb, event in found.values()]
    events.sort(key=lambda event: (event.at, event.pk), reverse=True)
    return told(events, lambda event: words[verbs[event.pk]], {}, {})


def _in_turn(events: Iterable[AuditEvent]) -> Iterator[tuple[str, AuditEvent]]:
    """Each event with its verb as it is told of the post: opened once, and again after it was found that it may stay,
    whether by the same cause or by another.
    """
    is_open = was_open = False
    for event in events:
        verb = event.verb
        if verb in ("open", "ask", "open again"):
            if is_open:
                continue
            verb = "open again" if was_open and verb == "open" else verb
            is_open = was_open = True
        elif verb in ("keep", "finish", "finish in part"):
            is_open = False
        yield verb, event


def by_hand(viewer: Person) -> QuerySet[TakeDownWord]:
    """Parents without an address: somebody tells them."""
    return TakeDownWord.objects.filter(by_mail=False, takedown__in=TakeDown.objects.visible_to(viewer))


def to_tell(viewer: Person) -> QuerySet[TakeDownWord]:
    """Those of them whom nobody has told yet."""
    rows = by_hand(viewer).filter(told_at=None)
    return rows.select_related("person", "takedown__account__platform").order_by("made_at", "pk")


def removed_for(person: Person) -> QuerySet[TakeDownWord]:
    """What a parent is told: their own words only."""
    rows = TakeDownWord.objects.filter(person=person)
    return rows.select_related("takedown__account__platform", "takedown__post")


def to_take_down(viewer: Person) -> tuple[QuerySet[Post], QuerySet[Post]]:
    """The posts of `open_posts` to be counted, and those of them that are late by any of their clocks."""
    seen = TakeDown.objects.visible_to(viewer).values("post")
    rows = Post.objects.filter(pk__in=TakeDown.objects.open().values("post")).filter(pk__in=seen)
    return rows, rows.filter(pk__in=late_ones(TakeDown.objects.all()).values("post"))


def counts(viewer: Person) -> tuple[int, int]:
    """How many posts are to come down, and how many of them are late. One query."""
    rows, late_rows = to_take_down(viewer)
    found = counted({"all": rows, "late": late_rows})
    return found["all"], found["late"]


def narrowed(rows: Any, account_id: Any) -> Any:
    return rows.filter(Q(account=account_id)) if account_id else rows


@dataclasses.dataclass(frozen=True)
class Line:
    """One post of the list, with the take-down whose page stands for it."""

    post: Any
    takedown: TakeDown
    is_late: bool


def lines(viewer: Person, found: Any) -> list[Line]:
    """A page of `posts` with what each leads to. One query."""
    rows = TakeDown.objects.visible_to(viewer).filter(post__in=[post.pk for post in found])
    first: dict[uuid.UUID, TakeDown] = {}
    for row in rows.order_by("opened_at", "pk"):
        known = first.setdefault(row.post_id, row)
        if row.is_open and not known.is_open:
            first[row.post_id] = row
    moment = clock.now()
    return [Line(post, first[post.pk], bool(post.due_at and post.due_at < moment)) for post in found]
