"""A post leaves: on its day, at once where it cannot wait, or without leave; and is no longer shown (§6.5).

Publishing takes the locks of every child in it first, then of the post and of what covers its account, and asks
again: a withdrawal, or a risk assessment switched off, is either seen here or finds a post that is published.
"""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Person
from social.actions.agreeing_posts import version_of
from social.actions.holding_cover import hold_cover
from social.actions.picturing_posts import copy_pictures
from social.actions.post_steps import lock_post, lock_posts, refuse, require, written
from social.actions.writing_posts import require_signed, require_usable
from social.lifecycle.posts import EARLY, READ_AFTER
from social.models import Post, PostAuthor, PostEntry
from social.notices import posts as messages
from social.publishing import publisher_for
from social.selectors.post_problems import before_publishing, before_urgent
from workflow import clock, engine


def schedule(post: Post, *, actor: Person, seen: int, moment: dt.datetime) -> None:
    """Choose day and hour, while the agreement holds. Raises NotAllowed, WrongState, StaleState or ValidationError;
    so every action here.
    """
    with transaction.atomic(durable=True):
        locked = lock_post(post.pk)
        require(locked, "schedule", actor=actor, seen=seen)
        require_signed(actor)
        refuse(before_publishing(locked))
        if moment <= clock.now():
            raise ValidationError({"moment": _("Choose a day and time in the future.")})
        if locked.approved_until and moment > locked.approved_until:
            raise ValidationError(
                {"moment": _("The agreement does not last so long. Choose an earlier day.")}
            )
        changes = {"scheduled_for": moment, "ready_at": None, "moved_at": clock.now()}
        engine.advance(locked, "schedule", actor=actor, version=seen, changes=changes)


def publish(
    post: Post, *, actor: Person, seen: int, link: str, old_is_gone: bool = False, early: bool = False
) -> None:
    """Note that it is there, where, and by whom; everything is asked once more.

    Before the hour that was chosen only by whoever says so (`early`), and it stays on record. The post that it
    corrects stays live, and comes down like any other, unless whoever publishes says that it is no longer to be seen.
    """
    with transaction.atomic(durable=True):
        wanted = [post.pk, *([post.amends_id] if post.amends_id else [])]
        found = lock_posts(wanted)
        locked = found[post.pk]
        hold_cover(locked.account)
        require(locked, "publish", actor=actor, seen=seen)
        require_signed(actor)
        refuse(before_publishing(locked))
        if locked.is_early and not early:
            raise ValidationError(
                {"early": _("It is scheduled for later. Say that it is out already, or wait.")}
            )
        _out(locked, "publish", actor, seen, link, reason=EARLY if locked.is_early else "")
        old = found[locked.amends_id] if locked.amends_id else None
        if old_is_gone and old and old.state == Post.State.PUBLISHED:
            changes = {"moved_at": clock.now()}
            engine.advance(old, "amend", actor=actor, version=old.version, changes=changes)


def publish_at_once(post: Post, *, actor: Person, seen: int, link: str, reason: str) -> None:
    """What cannot wait for a reader: it shows nobody, says why, and is read within a working day (S5.5)."""
    require_signed(actor)
    with transaction.atomic(durable=True):
        locked = lock_post(post.pk)
        hold_cover(locked.account)
        require(locked, "publish at once", actor=actor, seen=seen)
        refuse(before_urgent(locked))
        said = reason.strip()
        if len(said) > Post.LONGEST_REASON:
            raise ValidationError({"reason": _("Say it in 300 letters at most.")})
        row = written(locked, PostEntry.Kind.URGENT, said, actor)
        version = version_of(locked, actor)
        urgent = {"is_urgent": True, "urgent_reason": said, "agreed_number": version.number}
        _out(locked, "publish at once", actor, seen, link, urgent, [row, version])
        row.save(force_insert=True)
        version.save(force_insert=True)
        messages.to_be_read(locked)


def own_up(post: Post, *, actor: Person, seen: int, link: str, body: str) -> None:
    """It is there, though not agreed to, or no longer to be shown: written down, so that it comes down."""
    with transaction.atomic(durable=True):
        locked = lock_post(post.pk)
        row = written(locked, PostEntry.Kind.BREACH, body, actor)
        _out(locked, "found live", actor, seen, link, {"is_breach": True}, [row])
        row.save(force_insert=True)
        messages.out_of_turn(locked)


def _out(
    post: Post,
    step: str,
    actor: Person,
    seen: int,
    link: str,
    more: dict[str, Any] | None = None,
    rows: Any = (),
    reason: str = "",
) -> None:
    published = publisher_for(post.account).publish(post, link=link)
    changes = {
        "published_by": actor,
        "published_at": published.at,
        "link": published.link,
        "moved_at": clock.now(),
        **(more or {}),
    }
    engine.advance(post, step, actor=actor, version=seen, changes=changes, contents=rows, reason=reason)


def read_after(post: Post, *, actor: Person, agrees: bool, body: str = "") -> None:
    """A colleague reads what could not wait. Who does not agree says why, and the publishers are told.

    Agreeing afterwards needs a signature as before; not agreeing needs none.
    """
    if not agrees and not body.strip():
        raise ValidationError({"body": _("Say what is wrong with it.")})
    with transaction.atomic(durable=True):
        locked = engine.lock(Post, post.pk)
        if not locked.is_urgent or locked.read_at is not None:
            raise engine.WrongState("read after")
        locked.read_by, locked.read_at, locked.read_agrees = actor, clock.now(), agrees
        row = written(locked, PostEntry.Kind.READ_AFTER, body or _("Read and agreed."), actor)
        engine.record(locked, "read after", actor=actor, contents=[locked, row], meets=[READ_AFTER])
        if agrees:
            # Only now: whoever may not read it afterwards at all is told that first.
            require_signed(actor)
        locked.save(update_fields=["read_by", "read_at", "read_agrees"])
        row.save(force_insert=True)
        if not agrees:
            messages.not_agreed_after(locked)


def archive(post: Post, *, actor: Person, seen: int, body: str) -> None:
    """It is no longer shown there; `body` says how one can see that."""
    with transaction.atomic(durable=True):
        locked = engine.lock(Post, post.pk)
        row = written(locked, PostEntry.Kind.ARCHIVED, body, actor)
        changes = {"moved_at": clock.now()}
        engine.advance(locked, "archive", actor=actor, version=seen, changes=changes, contents=[row])
        row.save(force_insert=True)


def amend(post: Post, *, actor: Person) -> Post:
    """A draft of a corrected post, which replaces this one when it is published. Children are asked for anew."""
    require_signed(actor)
    if post.state != Post.State.PUBLISHED:
        raise engine.WrongState("amend")
    require_usable(post.account)
    copied = {
        name: getattr(post, name)
        for name in ("account", "kind", "objective", "text", "alternative", "alternative_on")
    }
    draft = Post(author=actor, created_at=clock.now(), moved_at=clock.now(), amends=post, **copied)
    with transaction.atomic(durable=True):
        engine.create(draft, "begin", actor=actor)
        PostAuthor.objects.create(post=draft, person=actor)
    copy_pictures(post, draft, actor=actor)
    return draft
