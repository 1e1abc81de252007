"""What time and families do to a post that is on its way: it comes back, is read again, or is ready (§6.5).

Everything here is asked of rows and dates, so that a missed signal or a dead worker delays and loses
nothing. Posts that are live already are not touched: they are taken down.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from consents.selectors import showing
from documents import pictures
from documents.models import Picture
from social.actions.post_steps import AGREED_TO_NOTHING, lock_post, written
from social.lifecycle.posts import READ_AFTER
from social.models import Post, PostChild, PostEntry, PostPicture
from social.notices import posts as messages
from social.selectors.post_problems import Problem, before_publishing, not_allowed
from workflow import clock, deadlines, engine
from workflow.actors import System
from workflow.models import Deadline, SweepRun
from workflow.sweeps import sweep

KEEPER = System("posts on their way")
CALENDAR = System("calendar")
BATCH = 500


def return_lost(child_ids: Iterable[uuid.UUID] | None = None, *, most: int | None = None) -> int:
    """Send back every post on its way that shows a child who may no longer be shown there; returns how many.

    `child_ids` narrows it to these, `most` to so many posts; without, everybody is asked about. Three queries where
    nothing was lost.
    """
    lost = lost_posts(None if child_ids is None else list(child_ids))
    return sum(sweep("posts that lost a permission", lost[:most], _return_if_lost))


def lost_posts(child_ids: list[uuid.UUID] | None = None) -> list[uuid.UUID]:
    """Posts on their way that show a child who may not be shown there now. Two queries, whatever their number."""
    rows = PostChild.objects.shown().filter(post__in=Post.objects.waiting().values("pk"))
    if child_ids is not None:
        rows = rows.filter(child__in=child_ids)
    found = list(rows.values_list("post", "child", "post__account__platform__purpose"))
    purposes = {purpose for _post, _child, purpose in found if purpose}
    may = showing({child for _post, child, _purpose in found}, purposes)
    lost = (post for post, child, purpose in found if not (purpose and may[child][purpose]))
    return sorted(set(lost))


def _return_if_lost(pk: uuid.UUID) -> int:
    """1 if it went back; asked again behind the locks, because the family may have changed its mind once more."""
    with transaction.atomic(durable=True):
        post = lock_post(pk)
        children = post.children.shown().values_list("child", flat=True)
        if post not in Post.objects.waiting().filter(pk=pk) or not not_allowed(post, children):
            return 0
        _return(post, "permission", _("A child in it may no longer be shown there."))
    return 1


def _return(post: Post, reason: str, body: str) -> None:
    row = written(post, PostEntry.Kind.RETURNED, body, None)
    changes = {**AGREED_TO_NOTHING, "moved_at": clock.now()}
    engine.advance(
        post, "return", actor=KEEPER, version=post.version, changes=changes, contents=[row], reason=reason
    )
    row.save(force_insert=True)
    messages.came_back(post)


def sweep_lapsed() -> int:
    """What was agreed to too long ago waits for a reader again; returns how many."""
    rows = Post.objects.agreed().filter(approved_until__lt=clock.now()).values_list("pk", flat=True)
    return sum(sweep("agreements to posts", list(rows[:BATCH]), _lapse))


def _lapse(pk: uuid.UUID) -> int:
    with transaction.atomic(durable=True):
        post = engine.lock(Post, pk)
        if not post.has_lapsed:
            return 0
        changes = {**AGREED_TO_NOTHING, "moved_at": clock.now()}
        engine.advance(post, "lapse", actor=CALENDAR, version=post.version, changes=changes)
        messages.waits_for_reader(post, occasion=f"lapsed {post.version}")
    return 1


def sweep_due() -> int:
    """Posts whose hour has come: ready to be published, or back with what is in the way; returns how many."""
    rows = Post.objects.filter(state=Post.State.SCHEDULED, scheduled_for__lte=clock.now(), ready_at=None)
    due = list(rows.values_list("pk", flat=True)[:BATCH])
    return sum(sweep("posts whose hour has come", due, _find_ready))


def _find_ready(pk: uuid.UUID) -> int:
    with transaction.atomic(durable=True):
        post = lock_post(pk)
        if not post.is_due or post.ready_at is not None:
            return 0
        found = before_publishing(post)
        if found:
            _return(post, "not ready", _said(found))
            return 1
        post.ready_at = clock.now()
        engine.record(post, "find ready", actor=KEEPER, contents=[post])
        post.save(update_fields=["ready_at"])
        messages.ready(post)
    return 1


def _said(problems: Iterable[Problem]) -> str:
    """For its page. Of children only that it is about one: whoever may know their names sees them there."""
    texts = (
        _("A child in it may no longer be shown there.") if one.code == "child" else str(one.text)
        for one in problems
    )
    return "\n".join(texts)


def sweep_reminders() -> int:
    """Tell of urgent posts that nobody has read; returns how many."""
    due = Deadline.objects.missed().filter(object_type=Post._meta.label_lower, rule=READ_AFTER)
    rows = due.select_related("rule__calendar").prefetch_related("rule__calendar__periods")
    return sum(sweep("urgent posts unread", list(rows.order_by("next_check_at")[:BATCH]), _remind))


def _remind(deadline: Deadline) -> int:
    with transaction.atomic(durable=True):
        post = engine.lock(Post, deadline.object_id)
        said = deadlines.claim_reminder(deadline)
        if said is None:
            return 0
        reason = f"{said.days_left} days left"
        engine.record(
            post, "remind", actor=CALENDAR, contents=[deadline], rule=deadline.rule_id, reason=reason
        )
        tell = messages.unread_still if "owner" in said.audiences else messages.to_be_read
        tell(post, occasion=f"{deadline.pk} {deadline.level}")
    return 1


def sweep_originals() -> int:
    """Delete the large copies whose day has passed; returns of how many posts."""
    due = Picture.objects.original_due()
    rows = PostPicture.objects.filter(picture__in=due).select_related("picture").order_by("post")[:BATCH]
    by_post: dict[uuid.UUID, list[Picture]] = defaultdict(list)
    for row in rows:
        by_post[row.post_id].append(row.picture)
    return sum(sweep("large copies of pictures", by_post.items(), lambda pair: _forget(*pair)))


def _forget(pk: uuid.UUID, due: list[Picture]) -> int:
    with transaction.atomic(durable=True):
        engine.record(engine.lock(Post, pk), "forget originals", actor=CALENDAR)
        for picture in due:
            pictures.delete_original(picture)
    return 1


def sweep_all() -> None:
    """What the minute's sweep does, in an order that asks about permissions first."""
    return_lost()
    sweep_lapsed()
    sweep_due()
    SweepRun.ended("posts on their way")
