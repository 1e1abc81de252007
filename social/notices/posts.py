"""Who is told of a post: whoever is to read it, whoever wrote it, whoever publishes. Never a word of it."""

import uuid
from collections.abc import Callable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy

from accounts.models import Role
from accounts.notices import still
from accounts.selectors import holders
from notifications import kinds, outbox
from notifications.kinds import Audience, Kind
from social.models import Post

READERS = (Role.MANAGER, Role.DEPUTY_MANAGER, Role.DSL, Role.DEPUTY_DSL)
PUBLISHERS = (Role.MANAGER, Role.DEPUTY_MANAGER)
State = Post.State


def _while(rows: Callable[[], Any]) -> kinds.Wanted:
    """Wanted while its post is among `rows()`: read, changed or published meanwhile, and nobody is told."""
    return still(lambda person: rows().filter(pk__in=Post.objects.visible_to(person).values("pk")))


def _kind(code: str, title: Any, rows: Callable[[], Any], note: Any) -> Kind:
    return kinds.register(
        Kind(
            code=code,
            audience=Audience.DUTY,
            title=lambda message: title,
            path=lambda message: reverse("post", args=[message.object_id]),
            still_wanted=_while(rows),
            note=note,
        )
    )


TO_READ = _kind(
    "post-to-read",
    gettext_lazy("A post waits for a reader"),
    lambda: Post.objects.filter(state=State.SUBMITTED),
    gettext_lazy("A colleague who did not write it reads it before it is published. It takes a minute."),
)
AGREED = _kind(
    "post-agreed",
    gettext_lazy("A post is agreed and can be published"),
    Post.objects.agreed,
    gettext_lazy("The agreement holds for some days only."),
)
CAME_BACK = _kind(
    "post-came-back",
    gettext_lazy("A post of yours came back"),
    lambda: Post.objects.filter(state__in=[State.CHANGES_REQUESTED, State.REJECTED]),
    gettext_lazy("Its page says what is to be changed."),
)
READY = _kind(
    "post-ready",
    gettext_lazy("A post is to be published now"),
    lambda: Post.objects.filter(state=State.SCHEDULED, ready_at__isnull=False),
    gettext_lazy("Its hour has come, and everything was looked at again."),
)
UNREAD = _kind(
    "post-unread",
    gettext_lazy("A post was published before anybody read it"),
    Post.objects.to_read_after,
    gettext_lazy("Somebody who neither wrote nor published it reads it within a working day."),
)
LOOK_AT = _kind(
    "post-look-at",
    gettext_lazy("A post that is live has to be looked at"),
    Post.objects.live,
    gettext_lazy("A colleague does not agree to it, or it was not to be there."),
)


def waits_for_reader(post: Post, *, occasion: str) -> None:
    _tell(TO_READ, _readers(post), post, f"read {occasion}")


def agreed(post: Post) -> None:
    """Its author, and whoever can publish it."""
    _tell(
        AGREED,
        {post.author_id, *_holding(*PUBLISHERS)} - {post.approved_by_id},
        post,
        str(post.agreed_number),
    )


def came_back(post: Post) -> None:
    _tell(CAME_BACK, {post.author_id}, post, str(post.version))


def ready(post: Post) -> None:
    _tell(READY, _holding(*PUBLISHERS), post, str(post.version))


def to_be_read(post: Post, *, occasion: str = "") -> None:
    """Published at once: whoever may read it afterwards."""
    _tell(UNREAD, _readers(post) - {post.published_by_id}, post, f"unread {occasion}")


def unread_still(post: Post, *, occasion: str) -> None:
    """The working day is over: the owner too."""
    _tell(
        UNREAD, {*_readers(post), *_holding(Role.OWNER)} - {post.published_by_id}, post, f"unread {occasion}"
    )


def not_agreed_after(post: Post) -> None:
    _tell(LOOK_AT, {post.author_id, *_holding(*PUBLISHERS)}, post, "not agreed")


def out_of_turn(post: Post) -> None:
    """It is there and should not be: those who hold the account, the owner and the safeguarding leads."""
    _tell(LOOK_AT, _holding(*READERS, Role.OWNER), post, "breach")


def _readers(post: Post) -> set[uuid.UUID]:
    """Leaders who did not write on it; where there is none of them, the owner."""
    wrote = {post.author_id, *post.authors.values_list("person", flat=True)}
    return (_holding(*READERS) - wrote) or (_holding(Role.OWNER) - wrote)


def _holding(*roles: str) -> set[uuid.UUID]:
    held = holders()
    return {pk for role in roles for pk in held[role]}


def _tell(kind: Kind, person_ids: Any, post: Post, occasion: str) -> None:
    outbox.queue(kind.code, {pk for pk in person_ids if pk}, about=post, dedupe=occasion)
