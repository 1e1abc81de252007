"""The weekly look at each account's comments: what is due, and what was found."""

import dataclasses
import datetime as dt
from typing import Any

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery

from accounts.models import Organisation
from social.models.accounts import OfficialAccount
from social.models.moderation import CannedWords, CommentCheck, CommentWatch
from workflow import clock
from workflow.models import Deadline

RULE = "social.comment-check"
LABEL = CommentWatch._meta.label_lower


def _running() -> QuerySet[Deadline]:
    return Deadline.objects.open().filter(object_type=LABEL, rule=RULE)


def due() -> QuerySet[CommentWatch]:
    """Accounts whose look is due today, or late."""
    rows = _running().filter(due_at__lte=clock.london(clock.today(), dt.time(23, 59, 59)))
    return CommentWatch.objects.filter(pk__in=rows.values("object_id"))


def live() -> Any:
    """The accounts that somebody looks at each week."""
    return OfficialAccount.objects.live()


def to_begin() -> Any:
    """Live accounts without a clock that runs."""
    return live().exclude(comment_watch__in=_running().values("object_id"))


def to_pause() -> QuerySet[CommentWatch]:
    """Accounts that are no longer live and whose clock still runs."""
    running = CommentWatch.objects.filter(pk__in=_running().values("object_id"))
    return running.exclude(account__in=live())


@dataclasses.dataclass(frozen=True)
class Line:
    """One account, when somebody looked last, and by when the next look is due."""

    watch: CommentWatch
    due_at: dt.datetime | None
    last: CommentCheck | None

    @property
    def is_late(self) -> bool:
        return self.due_at is not None and self.due_at < clock.now()


def lines() -> list[Line]:
    """Every account that is, or was, looked at; what is due soonest first. Three queries."""
    due_at = _running().filter(object_id=OuterRef("pk")).values("due_at")[:1]
    newest = CommentCheck.objects.filter(watch=OuterRef("pk")).order_by("-at", "-pk").values("pk")[:1]
    watches = list(
        CommentWatch.objects.annotate(due_at=Subquery(due_at), newest=Subquery(newest)).select_related(
            "account__platform"
        )
    )
    last = CommentCheck.objects.select_related("by").in_bulk([one.newest for one in watches if one.newest])
    found = [Line(one, one.due_at, last.get(one.newest)) for one in watches]
    return sorted(found, key=lambda line: (line.due_at is None, line.due_at or clock.now()))


def checks() -> Any:
    """Every look, the newest first, with what came of it on the action plan."""
    rows = CommentCheck.objects.select_related("by", "watch__account__platform")
    return rows.prefetch_related(Prefetch("actions")).order_by("-at", "-pk")


def canned(form: str) -> str:
    """The setting's words for a message of this form; empty where there are none."""
    found = CannedWords.objects.filter(pk=form).first()
    setting = Organisation.objects.first()
    if found is None:
        return ""
    words = found.words
    if setting is None or not setting.phone:
        words = words.replace(" on {phone}", "")
    name = setting.name if setting else ""
    return words.replace("{setting}", name).replace("{phone}", setting.phone if setting else "")
