"""Which live posts may no longer be shown, and why: asked of rows and dates, whatever was missed meanwhile."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Q

from accounts.models import Child
from consents.models import Answer, Block
from consents.selectors.showing import AFTER_LEAVING, showing
from social.models import Post, PostChild
from social.models.takedowns import TakeDown
from workflow import clock

Cause = TakeDown.Cause
Pair = tuple[uuid.UUID, str]
# Post → cause → because of which children; nobody for a cause that is not about children.
Lost = dict[uuid.UUID, dict[str, set[uuid.UUID]]]


def lost(child_ids: Iterable[uuid.UUID] | None = None, *, post_id: uuid.UUID | None = None) -> Lost:
    """Every live post that must come down. At most seven queries, whatever the number of posts.

    Narrowed to children, or to one post. The database names each child and purpose once, so that what is
    read into memory grows with the children, not with the posts.
    """
    posts = Post.objects.live()
    if post_id is not None:
        posts = posts.filter(pk=post_id)
    shown = PostChild.objects.shown().filter(post__in=posts)
    if child_ids is not None:
        shown = shown.filter(child__in=list(child_ids))
    found: Lost = defaultdict(lambda: defaultdict(set))
    causes = _causes(shown)
    if causes:
        _of_children(found, shown, causes)
    if child_ids is None:
        for pk in posts.filter(out_of_turn()).values_list("pk", flat=True):
            found[pk][Cause.BREACH] = set()
    return {pk: dict(said) for pk, said in found.items()}


def out_of_turn() -> Q:
    """Published without leave, or read afterwards by somebody who does not agree."""
    return Q(is_breach=True) | Q(read_agrees=False)


def _of_children(found: Lost, shown: Any, causes: dict[Pair, str]) -> None:
    children = {child for child, _purpose in causes}
    rows = shown.filter(child__in=children)
    for post, child, purpose in rows.values_list("post", "child", "post__account__platform__purpose"):
        cause = causes.get((child, purpose or ""))
        if cause:
            found[post][cause].add(child)


def _causes(shown: Any) -> dict[Pair, str]:
    """(child, purpose) that may not be shown → why. A block goes before everything else."""
    asked = {
        (child, purpose or "")
        for child, purpose in shown.values_list("child", "post__account__platform__purpose").distinct()
    }
    children = {child for child, _purpose in asked}
    purposes = {purpose for _child, purpose in asked if purpose}
    if not asked:
        return {}
    may = showing(children, [*purposes, AFTER_LEAVING])
    gone = {(child, purpose) for child, purpose in asked if not (purpose and may[child][purpose])}
    if not gone:
        return {}
    ids = {child for child, _purpose in gone}
    blocked = set(Block.objects.holding().filter(child__in=ids).values_list("child", flat=True))
    left = set(Child.objects.filter(pk__in=ids, left_on__lt=clock.today()).values_list("pk", flat=True))
    left = {pk for pk in left if not may[pk][AFTER_LEAVING]}
    refused = _refused(ids, purposes)
    return {pair: _cause(pair, blocked, left, refused) for pair in gone}


def _cause(pair: Pair, blocked: set[uuid.UUID], left: set[uuid.UUID], refused: set[Pair]) -> str:
    if pair[0] in blocked:
        return Cause.BLOCK
    if pair[0] in left and pair not in refused:
        return Cause.LEAVER
    return Cause.LOST if pair in refused else Cause.EXPIRY


def noes(child_ids: Iterable[uuid.UUID], purposes: Iterable[str]) -> Any:
    """The last answers of everybody that are a No, with those to whom nothing newer counts."""
    moment = clock.now()
    newer = Answer.objects.counting(moment).filter(
        child=OuterRef("child"), purpose=OuterRef("purpose"), person=OuterRef("person"),
        sequence__gt=OuterRef("sequence"), at__lte=moment,
    )  # fmt: skip
    rows = Answer.objects.filter(
        child__in=list(child_ids), purpose__in=list(purposes), kind__in=Answer.NO, at__lte=moment
    )
    return rows.filter(~Exists(newer))


def _refused(child_ids: set[uuid.UUID], purposes: set[str]) -> set[Pair]:
    return set(noes(child_ids, purposes).values_list("child", "purpose"))
