"""A live post, one that comes down, and the word to whoever said No, for the table of URLs."""

from typing import Any

from accounts.models import Person
from consents.actions import withdrawing
from social.actions import taking_down
from social.actions.taking_down import Removed
from social.models import OfficialAccount, Post, PostChild, TakeDown, TakeDownWord
from tests.cast import Cast
from workflow import clock, engine

LINK = "https://www.facebook.com/superstars/posts/1"


def live_post(cast: Cast, account: OfficialAccount, *children: Any) -> Post:
    """As the steps of a post leave it: agreed to by Maya, published by Dan."""
    row = Post(
        account=account, kind="life", objective="Families see our days", text="We planted beans.",
        children_shown=len(children), author=cast.pia, **dict.fromkeys(Post.CHECKS, True),
    )  # fmt: skip
    row.save(force_insert=True)
    PostChild.objects.bulk_create(PostChild(post=row, child=child, added_by=cast.pia) for child in children)
    engine._append(engine._new_head(row), "begin", cast.pia, [row], states=("", row.state))
    now = clock.now()
    Post.objects.filter(pk=row.pk)._move(
        state="published", approved_by=cast.maya, approved_at=now, approved_until=now, agreed_number=1,
        published_by=cast.dan, published_at=now, link=LINK,
    )  # fmt: skip
    return Post.objects.get(pk=row.pk)


def takedown_rows(world: Any, cast: Cast) -> None:
    """Kit's mother has said No on Facebook: one post is gone, another is still to come down."""
    account = OfficialAccount.objects.get(name="Super Stars", platform="facebook")
    world.live_post = live_post(cast, account)
    down = live_post(cast, account, cast.kit)
    withdrawing.withdraw(cast.kit, actor=cast.petra, purposes=["facebook"])
    taking_down.reconcile()
    removed = Removed(gone_at=clock.now(), how="It is not there.")
    taking_down.finish(down.pk, actor=cast.dan, removed=removed)
    world.takedown_word = TakeDownWord.objects.get()
    live_post(cast, account, cast.kit)
    taking_down.reconcile()
    world.takedown = TakeDown.objects.open().get()


def gone(post: Post, actor: Person, **said: Any) -> None:
    """`actor` says that it is gone, and how one can see that."""
    given = {"gone_at": clock.now(), "how": "Its address says that it is not there.", **said}
    taking_down.finish(post.pk, actor=actor, removed=Removed(**given))
