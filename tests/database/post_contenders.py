"""What people do about a post, and families about the children in it, at the same moment; see `contenders`.

`after` is how long somebody waits after the start; `holds` how long they keep their locks before they commit.
"""

import time
from collections.abc import Callable, Generator
from typing import Any
from unittest import mock

from accounts.models import Child, Person
from consents.actions import withdrawing
from social.actions import agreeing_posts, publishing_posts, writing_posts
from social.models import Post

Contender = Generator[None, None, None]
Id = str
LINK = "https://www.instagram.com/p/race/"


def _slowly(target: str, holds: float) -> Any:
    """`target` is called as ever, and then keeps everybody waiting."""
    module, _dot, name = target.rpartition(".")
    acts = getattr(__import__(module, fromlist=[name]), name)

    def slow(*args: Any, **kwargs: Any) -> Any:
        time.sleep(holds)
        return acts(*args, **kwargs)

    return mock.patch(target, slow)


def publish_post(post: Id, actor: Id, after: float = 0, holds: float = 0) -> Contender:
    row, person = Post.objects.get(pk=post), Person.objects.get(pk=actor)
    yield
    time.sleep(after)
    with _slowly("social.actions.publishing_posts.publisher_for", holds):
        publishing_posts.publish(row, actor=person, seen=row.version, link=LINK)


def withdraw_child(child: Id, actor: Id, after: float = 0, holds: float = 0) -> Contender:
    row, person = Child.objects.get(pk=child), Person.objects.get(pk=actor)
    yield
    time.sleep(after)
    with _slowly("consents.actions.withdrawing.announce_loss", holds):
        withdrawing.withdraw(row, actor=person, purposes=["instagram"])


def approve_post(post: Id, actor: Id) -> Contender:
    row, person = Post.objects.get(pk=post), Person.objects.get(pk=actor)
    yield
    agreeing_posts.approve(row, actor=person, seen=row.version)


def edit_post(post: Id, actor: Id) -> Contender:
    row, person = Post.objects.get(pk=post), Person.objects.get(pk=actor)
    words = writing_posts.Words(account=row.account, kind=row.kind, objective="Other", text="Other words.")
    yield
    writing_posts.write(row, actor=person, seen=row.version, words=words)


def mark_children(post: Id, actor: Id, children: list[Id]) -> Contender:
    row, person = Post.objects.get(pk=post), Person.objects.get(pk=actor)
    ids = [Child.objects.get(pk=pk).pk for pk in children]
    yield
    writing_posts.show_children(row, actor=person, seen=row.version, child_ids=ids)


CONTENDERS: dict[str, Callable[..., Contender]] = {
    made.__name__: made for made in (publish_post, withdraw_child, approve_post, edit_post, mark_children)
}
