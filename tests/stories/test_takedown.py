"""A parent withdraws before a post is agreed to, between that and publishing, and after: and it comes down."""

import datetime as dt

import pytest
from playwright.sync_api import expect

from social.models import Post, TakeDown
from tests.cast import Cast
from tests.social.post_scene import PostScene, fresh
from tests.stories.visitor import DESK, PHONE
from workflow import clock
from workflow.models import SweepRun

pytestmark = [pytest.mark.story, pytest.mark.usefixtures("real_commits")]


@pytest.fixture
def scene(cast: Cast) -> PostScene:
    return PostScene(cast)


def test_wherever_the_post_is_a_no_reaches_it(cast, scene, visit):
    waiting = scene.submitted(cast.kit, text="We watered beans.")
    agreed = scene.approved(cast.kit, text="We planted beans.")
    live = scene.published(cast.kit, text="We ate the beans.")
    scene.withdraws()
    assert {fresh(post).state for post in (waiting, agreed)} == {Post.State.CHANGES_REQUESTED}
    assert fresh(live).state == Post.State.PUBLISHED
    dan = visit(cast.dan, width=PHONE)
    dan.sign_in()
    dan.follow("Posts to take down")
    dan.sees_heading("Posts to take down")
    dan.follow("Super Stars on Instagram")
    dan.sees("Something in this post may no longer be shown here.")
    dan.press("I am taking it down")
    dan.press("I am taking it down")
    dan.sees("Being taken down")
    dan.press("It is gone")
    now = clock.now().astimezone(clock.london(clock.today()).tzinfo)
    dan.page.get_by_label("At what time?").fill(now.strftime("%H:%M"))
    dan.write("How can one see that it is gone?", "Its address says that it is not there.")
    # The minute that is typed began before the post was out, and perhaps after the No.
    Post.objects.filter(pk=live.pk)._move(published_at=now - dt.timedelta(hours=1))
    dan.press("It is gone")
    dan.sees("Its address says that it is not there.")
    dan.check_page()
    assert fresh(live).state == Post.State.TAKEN_DOWN
    petra = visit(cast.petra, width=PHONE)
    petra.sign_in()
    petra.open(f"/social/take-downs/told/{TakeDown.objects.get().words.get().pk}/")
    petra.sees_heading("It has been taken down")
    petra.check_page()


def test_the_board_on_a_desk_and_what_is_mine_on_a_phone(cast, scene, visit):
    scene.submitted(text="Beans for a reader.")
    scene.published(cast.kit, text="We ate the beans.")
    scene.withdraws()
    SweepRun.ended("take-downs")
    maya = visit(cast.maya, width=DESK)
    maya.sign_in()
    maya.open("/social/board/")
    maya.sees("Beans for a reader.")
    expect(maya.page.get_by_role("heading", name="To come down")).to_be_visible()
    maya.follow("The month")
    maya.sees("We ate the beans.")
    maya.check_page()
    dan = visit(cast.dan, width=PHONE)
    dan.sign_in()
    dan.open("/social/board/today/")
    dan.sees("Beans for a reader.")
    dan.sees("1 post must come down")
    dan.check_page()
    below = dan.page.evaluate("document.querySelector('main').getBoundingClientRect().bottom")
    assert below <= 844, "what is mine does not fit on one screen of a phone"
