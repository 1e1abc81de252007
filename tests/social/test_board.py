"""The board: what is planned, with a reader, agreed, live and due down; the month; what is one's own today."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from social.actions import agreeing_posts, taking_down, writing_posts
from social.models import Post, PostAuthor
from social.selectors import board
from tests.social.post_scene import PostScene, fresh
from workflow import clock

BOARD, MONTH, TODAY = "/social/board/", "/social/board/month/", "/social/board/today/"


@pytest.fixture
def scene(cast) -> PostScene:
    return PostScene(cast)


def groups(viewer) -> dict[str, list[str]]:
    return {code: [post.text for post in page] for code, _group, page in board.board(viewer)}


def test_each_post_stands_where_it_is_on_its_way(cast, scene, sign_in):
    scene.draft(text="Planned beans.")
    scene.submitted(text="Beans for a reader.")
    scene.approved(text="Agreed beans.")
    scene.published(text="Live beans.")
    down = scene.published(cast.kit, text="Beans to come down.")
    scene.withdraws()
    taking_down.reconcile()
    found = groups(cast.maya)
    assert found == {
        "planned": ["Planned beans."],
        "reader": ["Beans for a reader."],
        "agreed": ["Agreed beans."],
        # In one group only.
        "live": ["Live beans."],
        "down": ["Beans to come down."],
    }
    # Whoever may not take anything down is not told, and sees it where it is; nor of drafts that are not theirs.
    assert groups(cast.sam)["down"] == []
    assert groups(cast.sam)["live"] == ["Beans to come down.", "Live beans."]
    assert groups(cast.sam)["planned"] == []
    page = sign_in(cast.maya).get(f"{BOARD}?group=down").content.decode()
    assert down.text in page
    assert "Live beans." not in page
    assert sign_in(cast.petra).get(BOARD).status_code == 403


def test_filters_stand_in_the_address_and_nonsense_narrows_nothing(cast, scene, sign_in):
    scene.published(text="Live beans.")
    client = sign_in(cast.dan)
    for said in ("", "?group=nonsense", "?account=nonsense", f"?account={scene.account.pk}"):
        assert "Live beans." in client.get(f"{BOARD}{said}").content.decode()
    assert "Live beans." not in client.get(f"{BOARD}?account={cast.kit.pk}&group=planned").content.decode()


def test_the_month_shows_each_post_on_its_day(cast, scene, sign_in):
    day = clock.today().replace(day=15)
    scene.draft(text="Harvest beans.", planned_on=day)
    scene.published(text="Live beans.")
    client = sign_in(cast.maya)
    page = client.get(MONTH).content.decode()
    assert "Harvest beans." in page
    assert "Live beans." in page
    year_before = f"{day.year - 1}-{day.month:02}"
    assert "Harvest beans." not in client.get(f"{MONTH}?month={year_before}").content.decode()
    for nonsense in ("x", "2026-13", "9999-01", "-", "\x00"):
        assert "Live beans." in client.get(MONTH, {"month": nonsense}).content.decode()
    found = board.month(cast.maya, day.replace(day=1))
    assert {post.text for one in found.days for post in one.posts} == {"Harvest beans.", "Live beans."}
    assert sum(one.is_today for week in found.weeks for one in week if one.is_in_month) == 1


def test_today_is_what_is_mine(cast, scene, sign_in):
    own = scene.submitted(text="Beans of Pia.")
    scene.approved(text="Agreed beans.")
    scene.published(cast.kit, text="Beans to come down.")
    scene.withdraws()
    taking_down.reconcile()
    page = sign_in(cast.pia).get(TODAY).content.decode()
    assert own.text not in page
    assert "Agreed beans." not in page
    page = sign_in(cast.dan).get(TODAY).content.decode()
    assert all(words in page for words in (own.text, "Agreed beans.", "1 post must come down"))
    agreeing_posts.approve(fresh(own), actor=cast.dan, seen=fresh(own).version)
    page = sign_in(cast.sam).get(TODAY).content.decode()
    assert "Nothing waits for you" in page


def test_pages_cost_the_same_at_few_and_at_fifty(cast, scene, sign_in):
    client = sign_in(cast.maya)

    def costs() -> list[int]:
        found = []
        for path in (BOARD, f"{BOARD}?group=planned", MONTH, TODAY, "/social/take-downs/"):
            client.get(path)
            with CaptureQueriesContext(connection) as asked:
                assert client.get(path).status_code == 200
            found.append(len(asked))
        return found

    scene.draft(text="Planned beans.")
    scene.submitted(text="Beans for a reader.")
    scene.approved(text="Agreed beans.")
    scene.published(cast.kit)
    scene.withdraws()
    taking_down.reconcile()
    few = costs()
    first = Post.objects.get(text="Beans for a reader.")
    copied = {
        name: getattr(first, name)
        for name in ("account", "kind", "objective", "children_shown", "author", "no_people", *Post.CHECKS)
    }
    day = clock.today()
    posts = [Post(**copied, text=f"Beans {n}.", planned_on=day + dt.timedelta(days=n % 9)) for n in range(60)]
    Post.objects.bulk_create(posts)
    PostAuthor.objects.bulk_create(PostAuthor(post=post, person=cast.pia) for post in posts)
    Post.objects.filter(pk__in=[post.pk for post in posts[:30]])._move(state="submitted")
    assert costs() == few
    assert max(few) <= 24


def test_a_day_of_an_account_is_narrowed_to_it(cast, scene):
    post = scene.draft(text="Planned beans.", planned_on=clock.today())
    first = clock.today().replace(day=1)
    assert board.month(cast.maya, first, scene.account).days
    assert writing_posts  # drafts are written there
    other = board.month(cast.maya, first, cast.kit.pk)
    assert not other.days
    assert board.day_of(post) == clock.today()
