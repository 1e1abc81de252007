"""What every step of a post begins with: the children's locks first, then the post's own, always in this order."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import Person
from consents.actions.locking import lock_children
from social.models import Post, PostAuthor, PostChild, PostEntry
from social.selectors.post_problems import Problem
from workflow import clock, engine

# What an edit undoes: nobody has agreed to what it says now.
AGREED_TO_NOTHING: dict[str, Any] = {
    "approved_by": None,
    "approved_at": None,
    "approved_until": None,
    "agreed_number": None,
    "scheduled_for": None,
    "ready_at": None,
}
UNCHECKED: dict[str, Any] = dict.fromkeys(Post.CHECKS, False)


def lock_post(pk: uuid.UUID, *, and_children: Iterable[uuid.UUID] = ()) -> Post:
    """The post as it stands, kept with the answers of every child in it until the transaction ends.

    Raises StaleState when its children changed while their locks were waited for, and DoesNotExist.
    """
    return lock_posts([pk], and_children=and_children)[pk]


def lock_posts(pks: Iterable[uuid.UUID], *, and_children: Iterable[uuid.UUID] = ()) -> dict[uuid.UUID, Post]:
    """The same for several: all children in the order of their ids, then the posts in the order of theirs."""
    wanted = sorted(set(pks))
    before = _children_of(wanted)
    lock_children({*before, *and_children})
    found = {pk: engine.lock(Post, pk) for pk in wanted}
    if _children_of(wanted) - before:
        raise engine.StaleState("children")
    return found


def _children_of(pks: list[uuid.UUID]) -> set[uuid.UUID]:
    return set(PostChild.objects.shown().filter(post__in=pks).values_list("child", flat=True))


def require(post: Post, step: str, *, actor: Person, seen: int) -> None:
    """The engine's own questions, before those of the content: who may not do it learns nothing of it.

    Raises NotAllowed, StaleState or WrongState.
    """
    move = post.lifecycle.steps[step]
    if not move.allowed(actor, post):
        raise engine.NotAllowed(actor, post, step)
    if post.version != seen:
        raise engine.StaleState(step)
    if post.state not in move.sources:
        raise engine.WrongState(step)


def require_change(post: Post, *, actor: Person, seen: int) -> None:
    require(post, _edit(post), actor=actor, seen=seen)


def _edit(post: Post) -> str:
    return "revise" if post.state == Post.State.CHANGES_REQUESTED else "edit"


def change(
    post: Post, *, actor: Person, seen: int, changes: dict[str, Any], contents: Iterable[Any] = ()
) -> None:
    """One edit of a locked post: back to the draft if a reader had it, agreed to by nobody, written by `actor` too."""
    step = _edit(post)
    changes = {**AGREED_TO_NOTHING, **changes, "moved_at": clock.now()}
    engine.advance(post, step, actor=actor, version=seen, changes=changes, contents=contents)
    PostAuthor.objects.get_or_create(post=post, person=actor)


def written(post: Post, kind: str, body: str, actor: Person | None, word: str = "") -> PostEntry:
    """An entry to be stored with the step that it explains. Raises ValidationError when it says nothing."""
    if not body.strip():
        raise ValidationError({"body": _("Write something here.")})
    return PostEntry(post=post, kind=kind, body=body.strip(), word=word, by=actor, at=clock.now())


def refuse(problems: Iterable[Problem]) -> None:
    """Raises ValidationError with everything that is in the way."""
    texts = [str(problem.text) for problem in problems]
    if texts:
        raise ValidationError(texts)
