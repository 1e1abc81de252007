"""What a parent, a publisher and the sweep do at the same moment about one post; see `contenders`."""

from collections.abc import Callable, Generator

from accounts.models import Child, Person
from consents.actions import withdrawing
from social.actions import publishing_posts, taking_down
from social.actions.taking_down import Removed
from social.models import Post
from workflow import clock

Contender = Generator[None, None, None]
Id = str
LINK = "https://www.instagram.com/p/abc/"


def publish_live(post: Id, actor: Id) -> Contender:
    """On a page that was drawn before anybody acted."""
    row, person = Post.objects.get(pk=post), Person.objects.get(pk=actor)
    yield
    publishing_posts.publish(row, actor=person, seen=row.version, link=LINK)


def withdraw_from_instagram(child: Id, actor: Id) -> Contender:
    """Its commit hurries the take-down, in the same process."""
    kit, person = Child.objects.get(pk=child), Person.objects.get(pk=actor)
    yield
    withdrawing.withdraw(kit, actor=person, purposes=["instagram"])


def find_takedowns() -> Contender:
    yield
    taking_down.reconcile()


def end_takedown(post: Id, actor: Id) -> Contender:
    person = Person.objects.get(pk=actor)
    yield
    removed = Removed(gone_at=clock.now(), how="It is not there.")
    taking_down.finish(Post.objects.get(pk=post).pk, actor=person, removed=removed)


CONTENDERS: dict[str, Callable[..., Contender]] = {
    made.__name__: made for made in (publish_live, withdraw_from_instagram, find_takedowns, end_takedown)
}
