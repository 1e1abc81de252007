"""Publishing, withdrawing and finding at once: never a live picture without a take-down, and never two of them."""

import datetime as dt
from collections import Counter

import pytest

from social.models import Post, TakeDown
from tests.database.racing import DONE, ROUNDS, race
from tests.social.post_scene import PostScene, fresh
from workflow import clock
from workflow.verification import verify

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("real_commits"), pytest.mark.timeout(300)]


@pytest.fixture
def scene(cast) -> PostScene:
    return PostScene(cast)


def unexplained() -> list:
    return [one for one in verify() if one.where.startswith(("social.takedown", "social.post", "consents."))]


@pytest.mark.parametrize("turn", ROUNDS)
@pytest.mark.parametrize("order", ["publish first", "withdraw first"])
def test_a_parent_withdraws_while_it_is_published(cast, scene, order, turn):
    post = scene.approved(cast.kit)
    entries = [
        ("publish_live", {"post": str(post.pk), "actor": str(cast.dan.pk)}),
        ("withdraw_from_instagram", {"child": str(cast.kit.pk), "actor": str(cast.petra.pk)}),
    ]
    said = race(*(entries if order == "publish first" else entries[::-1]))
    published, withdrawn = said if order == "publish first" else said[::-1]
    assert withdrawn == DONE
    # It was out first and comes down; or its permission was gone, or the post had gone back, before.
    assert published in (DONE, "ValidationError", "StaleState", "WrongState")
    is_live = fresh(post).state == Post.State.PUBLISHED
    assert is_live == (published == DONE)
    assert TakeDown.objects.open().filter(post=post).count() == int(is_live)
    assert unexplained() == []


def test_two_sweeps_open_one(cast, scene):
    posts = [scene.published(cast.kit) for _n in range(2)]
    with clock.at(clock.now() + dt.timedelta(days=500)):
        assert race(("find_takedowns", {}), ("find_takedowns", {})) == [DONE, DONE]
    assert Counter(TakeDown.objects.values_list("post", flat=True)) == {post.pk: 1 for post in posts}
    assert unexplained() == []


def test_two_people_end_it_once(cast, scene):
    post = scene.published(cast.kit)
    scene.withdraws()
    entries = [
        ("end_takedown", {"post": str(post.pk), "actor": str(who.pk)}) for who in (cast.dan, cast.maya)
    ]
    assert Counter(race(*entries)) == {DONE: 1, "WrongState": 1}
    assert fresh(post).state == Post.State.TAKEN_DOWN
    assert TakeDown.objects.get().words.count() == 1
    assert unexplained() == []
