"""A post and a family's No at once, in both orders: never a picture that is live and that nobody would find."""

from collections import Counter

import pytest

from accounts import actions as people
from accounts.models import Child
from consents.selectors import may_show
from social.actions import returning_posts
from social.models import Post
from tests.cast import SET_UP
from tests.database.racing import DONE, ROUNDS, race
from tests.social.post_scene import PostScene, broken, fresh

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("real_commits"), pytest.mark.timeout(300)]
FIRST, SECOND = {"holds": 0.6}, {"after": 0.2}


@pytest.fixture
def scene(cast) -> PostScene:
    return PostScene(cast)


def publishes(scene, post, **when):
    return "publish_post", {"post": str(post.pk), "actor": str(scene.cast.dan.pk), **when}


def withdraws(scene, **when):
    return "withdraw_child", {"child": str(scene.cast.kit.pk), "actor": str(scene.mother.pk), **when}


def live_and_lost() -> list[Post]:
    """What a take-down is for: live posts that show a child who may not be shown there."""
    return [
        post
        for post in Post.objects.live().select_related("account__platform")
        for row in post.children.shown().select_related("child")
        if not may_show(row.child, post.account.platform.purpose_id)
    ]


def test_who_publishes_first_is_found_by_the_withdrawal(cast, scene):
    post = scene.approved(cast.kit)
    assert race(publishes(scene, post, **FIRST), withdraws(scene, **SECOND)) == [DONE, DONE]
    assert fresh(post).state in ("published", "takedown_requested", "taken_down")
    assert post in live_and_lost()
    assert broken() == []


def test_a_withdrawal_that_is_first_stops_the_post(cast, scene):
    post = scene.approved(cast.kit)
    said = race(withdraws(scene, **FIRST), publishes(scene, post, **SECOND))
    assert said[0] == DONE
    assert said[1] in ("ValidationError", "StaleState", "WrongState")
    returning_posts.return_lost()
    assert fresh(post).state == "changes_requested"
    assert live_and_lost() == []
    assert broken() == []


@pytest.mark.parametrize("turn", ROUNDS)
def test_agreeing_and_an_edit_at_once(cast, scene, turn):
    """Whoever is second is told. What is agreed to was read; what was edited is a draft."""
    post = scene.submitted(cast.kit)
    said = race(
        ("approve_post", {"post": str(post.pk), "actor": str(cast.maya.pk)}),
        ("edit_post", {"post": str(post.pk), "actor": str(cast.pia.pk)}),
    )
    assert Counter(said) == {DONE: 1, "StaleState": 1}
    after = fresh(post)
    assert (after.state, after.text) in (("approved", "We planted beans."), ("draft", "Other words."))
    assert broken() == []


@pytest.mark.parametrize("turn", ROUNDS)
def test_two_agree_at_once(cast, scene, turn):
    post = scene.submitted(cast.kit)
    said = race(
        *(("approve_post", {"post": str(post.pk), "actor": str(who.pk)}) for who in (cast.maya, cast.dan))
    )
    assert Counter(said) == {DONE: 1, "StaleState": 1}
    assert fresh(post).approved_by in (cast.maya, cast.dan)
    assert broken() == []


def sibling(scene, cast) -> Child:
    child = people.add_child(
        actor=SET_UP, given_name="Mia", family_name="Rossi", born_on=cast.kit.born_on, room="Comets"
    )
    scene.answers(child, cast.petra, "instagram")
    return child


def test_siblings_in_two_posts_never_wait_for_each_other(cast, scene):
    mia = sibling(scene, cast)
    one, two = scene.approved(cast.kit, mia), scene.draft(by=cast.dan)
    said = race(
        publishes(scene, one),
        (
            "mark_children",
            {"post": str(two.pk), "actor": str(cast.dan.pk), "children": [str(mia.pk), str(cast.kit.pk)]},
        ),
        withdraws(scene),
    )
    assert said[2] == DONE
    # Where the No was first, what was agreed to may have been taken back already.
    assert set(said) <= {DONE, "ValidationError", "StaleState"}
    assert fresh(one).state in ("approved", "changes_requested") or one in live_and_lost()
    assert broken() == []
