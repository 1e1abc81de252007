"""Any edit of a post that a reader has, or has agreed to, takes it back to the draft; a live one is not edited."""

import datetime as dt

import pytest

from social.actions import agreeing_posts, picturing_posts, publishing_posts, writing_posts
from tests.social.post_scene import CHECKS, LINK, PostScene, broken, fresh
from workflow import clock, engine


@pytest.fixture
def scene(cast) -> PostScene:
    return PostScene(cast)


EDITS = {
    "words": lambda scene, post, by: writing_posts.write(
        post, actor=by, seen=post.version, words=scene.words(text="Other words.")
    ),
    "children": lambda scene, post, by: writing_posts.show_nobody(post, actor=by, seen=post.version),
    "checks": lambda scene, post, by: writing_posts.check(post, actor=by, seen=post.version, checked=CHECKS),
    "picture": lambda scene, post, by: scene.add_picture(post, by),
    "description": lambda scene, post, by: picturing_posts.describe_picture(
        post.pictures.shown().first(), actor=by, seen=post.version, alt_text="A seed"
    ),
    "removal": lambda scene, post, by: picturing_posts.remove_picture(
        post.pictures.shown().first(), actor=by, seen=post.version
    ),
}


def again(scene, cast, post, state):
    """The same post handed in, agreed to and given a day, as far as `state`."""
    if post.state == "draft":
        writing_posts.check(post, actor=cast.pia, seen=post.version, checked=CHECKS)
        agreeing_posts.submit(post, actor=cast.pia, seen=fresh(post).version)
    if state != "submitted":
        agreeing_posts.approve(post, actor=cast.maya, seen=fresh(post).version)
    if state == "scheduled":
        moment = clock.now() + dt.timedelta(days=1)
        publishing_posts.schedule(post, actor=cast.dan, seen=fresh(post).version, moment=moment)
    return fresh(post)


@pytest.mark.parametrize("state", ["submitted", "approved", "scheduled"])
def test_any_edit_takes_it_back_to_the_draft(scene, cast, state):
    post = scene.submitted(cast.kit, picture=True)
    for edit in EDITS:
        before = again(scene, cast, fresh(post), state)
        assert before.state == state, edit
        goes_back(scene, cast, edit, before)
    assert broken() == []


def goes_back(scene, cast, edit, before):
    EDITS[edit](scene, before, cast.pia)
    after = fresh(before)
    assert (after.state, after.approved_by, after.agreed_number) == ("draft", None, None)
    assert after.scheduled_for is None
    assert after.version == before.version + 1
    with pytest.raises(engine.WrongState):
        publishing_posts.publish(after, actor=cast.dan, seen=after.version, link=LINK)


def test_a_live_post_is_not_edited(scene, cast):
    post = scene.published()
    for edit in ("words", "children", "picture"):
        with pytest.raises(engine.WrongState):
            EDITS[edit](scene, post, cast.dan)
    assert broken() == []
