"""Posts for tests of the whole site: a draft of Pia's with a picture, and one of Sam's that waits for a reader."""

from typing import Any

from documents import pictures
from social.models import Post, PostAuthor, PostPicture
from tests.cast import Cast
from tests.documents import picture_files
from tests.social import accounts
from workflow import clock, engine


def post_rows(world: Any, cast: Cast) -> None:
    """Without the gate of who has signed, which the table of URLs does not ask about."""
    account = accounts.live(cast, name="Super Stars in pictures")
    said = dict.fromkeys(Post.CHECKS, True) | {"kind": "life", "objective": "Our days", "text": "Beans."}
    world.post_draft = Post(account=account, author=cast.pia, children_shown=0, **said)
    world.post_waiting = Post(account=account, author=cast.sam, children_shown=0, **said)
    with pictures.filed(picture_files.drawn(), original_until=clock.today()) as picture:
        for post in (world.post_draft, world.post_waiting):
            engine.create(post, "begin", actor=post.author)
            PostAuthor.objects.create(post=post, person=post.author)
        row = PostPicture(
            post=world.post_draft, picture=picture, alt_text="A bean", position=1, added_by=cast.pia
        )
        engine.record(world.post_draft, "note", actor=cast.pia, contents=[picture, row])
        picture.save(force_insert=True)
        row.save(force_insert=True)
    engine.advance(world.post_waiting, "submit", actor=cast.sam, version=0)
    world.post_picture = row
