"""Lists of posts: what somebody may see, narrowed and sorted; and what waits for them."""

import dataclasses
import datetime as dt
from collections.abc import Callable
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils.translation import gettext_lazy as lazy

from accounts.models import Person
from social.models import Post, PostPicture
from social.models.posts import AGREED_STATES, OPEN_STATES, OUT_STATES
from social.permissions.posts import APPROVING
from social.selectors.covering import usable_accounts
from social.selectors.holding import publishable
from workflow import clock

State = Post.State


@dataclasses.dataclass(frozen=True)
class Shown:
    """One way to narrow the list: its words, and the rows that it leaves."""

    label: Any
    narrow: Callable[[Any], Any]


def _in(*states: str) -> Callable[[Any], Any]:
    return lambda rows: rows.filter(state__in=states)


SHOWN = {
    "": Shown(lazy("On their way"), _in(*OPEN_STATES, State.SUBMITTED, *AGREED_STATES)),
    "draft": Shown(lazy("Drafts"), _in(*OPEN_STATES)),
    "submitted": Shown(State.SUBMITTED.label, _in(State.SUBMITTED)),
    "agreed": Shown(lazy("Agreed"), _in(*AGREED_STATES)),
    "live": Shown(State.PUBLISHED.label, _in(State.PUBLISHED)),
    "unread": Shown(lazy("Published at once, not read yet"), lambda rows: rows.to_read_after()),
    "urgent": Shown(lazy("Published at once"), lambda rows: rows.filter(is_urgent=True)),
    "over": Shown(
        lazy("Over"),
        _in(*(state for state in OUT_STATES if state != "published"), State.REJECTED, State.GIVEN_UP),
    ),
    "all": Shown(lazy("All"), lambda rows: rows),
}
ORDERS = {
    "": ("-moved_at", "pk"),
    "oldest": ("moved_at", "pk"),
    "planned": ("planned_on", "pk"),
}


def listed(viewer: Person) -> Any:
    """What a viewer may see, with what a line shows. Two queries when it is cut."""
    first = PostPicture.objects.shown().select_related("picture").order_by("position")
    rows = Post.objects.visible_to(viewer).select_related("account__platform", "author")
    return rows.prefetch_related(Prefetch("pictures", queryset=first, to_attr="shown_pictures"))


def to_read(person: Person) -> QuerySet[Post]:
    """What waits for this reader: handed in, or published at once, and written by others. The oldest first."""
    if not person.holds(*APPROVING):
        return Post.objects.none()
    unread = Q(pk__in=Post.objects.to_read_after().values("pk")) & ~Q(published_by=person)
    rows = Post.objects.filter(Q(state=State.SUBMITTED) | unread)
    return rows.exclude(authors__person=person).order_by("moved_at", "pk")


def urgent_counts() -> tuple[int, int]:
    """How many posts were published at once within a year, and how many of all such are not read yet. One query."""
    since = clock.now() - dt.timedelta(days=365)
    rows = Post.objects.filter(is_urgent=True)
    found = rows.aggregate(
        number=Count("pk", filter=Q(published_at__gte=since)),
        unread=Count("pk", filter=Q(read_at=None, state__in=OUT_STATES)),
    )
    return found["number"], found["unread"]


def to_change(person: Person) -> QuerySet[Post]:
    """Posts of theirs that came back, the latest first."""
    return Post.objects.filter(state=State.CHANGES_REQUESTED, author=person).order_by("-moved_at", "pk")


def to_publish_by(person: Person) -> QuerySet[Post]:
    """Agreed to and not too long ago, without a day or their hour has come, on accounts to which they may publish.

    Nothing on an account that is off: however ready, it stays where it is.
    """
    due = Q(state=State.APPROVED) | Q(state=State.SCHEDULED, scheduled_for__lte=clock.now())
    rows = Post.objects.filter(due, approved_until__gte=clock.now())
    rows = rows.filter(account__in=usable_accounts().values("pk"))
    return rows.filter(account__in=publishable(person).values("pk")).order_by("moved_at", "pk")
