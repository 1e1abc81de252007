"""What waits for whom is asked in one query each, and says what the permissions say of each row."""

import datetime as dt
from itertools import combinations

import pytest

from accounts import actions as people
from social.actions import asking, publishing_posts, taking_down
from social.models import AccessPermission, AccountHolder, OfficialAccount
from social.permissions.accounts import can_approve
from social.selectors import account_turns, board, deciders, post_lists, takedowns
from social.selectors.holding import may_publish, publishable
from tests.cast import SET_UP, SINCE, make_person
from tests.social import access_rows, accounts
from tests.social.post_scene import PostScene, fresh
from workflow import clock


@pytest.fixture
def scene(cast) -> PostScene:
    return PostScene(cast)


def test_requests_wait_for_those_who_may_decide(cast):
    second = make_person("Mina", "Second", "manager")
    account = accounts.opened(cast)
    access_rows.signed(cast, cast.pia, cast.sam, cast.maya, cast.dan)
    for person, wish in (
        (cast.pia, access_rows.wish()), (cast.sam, access_rows.wish(account=account)),
        (cast.maya, access_rows.wish()), (cast.dan, access_rows.wish()),
    ):  # fmt: skip
        asking.ask(wish, actor=person)
    everybody = [cast.olive, cast.maya, second, cast.dan, cast.pia, cast.petra]

    def agree() -> bool:
        rows = deciders.of_each(AccessPermission.objects.waiting())
        return all(
            {row.pk for row in deciders.waiting_for(person)}
            == {pk for pk, who in rows.items() if person.pk in who}
            for person in everybody
        )

    assert agree()
    for one, other in combinations((cast.olive, cast.maya, second, cast.pia), 2):
        people.tie(one, other, "partner", actor=SET_UP, source="Staff file", starts_on=SINCE)
        assert agree(), (one.given_name, other.given_name)


@pytest.mark.parametrize("more", [(), ("manager",)])
def test_accounts_wait_for_those_who_may_approve(cast, more):
    everybody = [
        cast.olive,
        cast.maya,
        cast.dan,
        cast.pia,
        *(make_person("Mina", "Second", one) for one in more),
    ]
    for platform, by in (("instagram", cast.dan), ("facebook", cast.maya)):
        row = accounts.proposed(cast, platform)
        OfficialAccount.objects.filter(pk=row.pk)._move(state="assessed", proposed_by=by)
    for person in everybody:
        told = {row.pk for row in account_turns.to_approve(person)}
        rows = OfficialAccount.objects.filter(state="assessed")
        assert told == {row.pk for row in rows if can_approve(person, row)}, person.given_name


def test_one_may_publish_where_the_rule_says_so(cast):
    account = accounts.live(cast)
    access_rows.approved(cast, cast.pia, account=account, by=cast.olive)
    access_rows.signed(cast, cast.sam)
    AccountHolder.objects.filter(person=cast.dan).update(suspended_at=clock.now())
    for person in (cast.olive, cast.maya, cast.dan, cast.pia, cast.sam, cast.petra):
        told = {row.pk for row in publishable(person)}
        assert told == {row.pk for row in OfficialAccount.objects.all() if may_publish(person, row)}


def test_the_board_and_the_home_page_say_the_same(scene, cast, sign_in):
    scene.submitted()
    scene.approved()
    urgent = scene.ready(by=cast.dan)
    publishing_posts.publish_at_once(
        urgent, actor=cast.dan, seen=urgent.version, link=f"{scene.account.url}/1", reason="A pipe."
    )
    for person in (cast.olive, cast.maya, cast.dan, cast.pia, cast.sam):
        cards = {card.title: card.value for card in sign_in(person).get("/").context["cards"]}
        today = board.today(person)
        assert cards.get("Posts to read", 0) == len(today.read) + len(today.read_after)
        assert cards.get("Posts to publish", 0) == len(today.publish)
        assert cards.get("Posts that came back to you", 0) == len(today.change)
        assert cards.get("Posts to take down", 0) == today.down


def test_only_whoever_may_agree_is_asked_to_read(scene, cast, sign_in):
    post = scene.submitted()
    assert "Nothing waits for you" in sign_in(cast.sam).get("/social/board/today/").content.decode()
    assert post.text in sign_in(cast.olive).get("/social/board/today/").content.decode()


def test_what_was_agreed_too_long_ago_or_for_a_later_hour_does_not_wait(scene, cast):
    post, later = scene.approved(), scene.approved(text="Later.")
    publishing_posts.schedule(
        later, actor=cast.dan, seen=later.version, moment=clock.now() + dt.timedelta(hours=2)
    )
    assert list(post_lists.to_publish_by(cast.dan)) == [post]
    with clock.at(clock.now() + dt.timedelta(hours=3)):
        # By the clock, whether or not a sweep has been by.
        assert set(post_lists.to_publish_by(cast.dan)) == {post, fresh(later)}
    with clock.at(clock.now() + dt.timedelta(days=30)):
        assert not post_lists.to_publish_by(cast.dan).exists()


def test_posts_to_take_down_are_counted_with_those_that_are_late(scene, cast):
    scene.published(cast.kit), scene.published(cast.kit, text="Another.")
    scene.withdraws()
    taking_down.reconcile()
    assert takedowns.counts(cast.maya) == (2, 0)
    assert takedowns.counts(cast.pia) == (0, 0)
    with clock.at(clock.now() + dt.timedelta(days=3)):
        rows = [row.due_at < clock.now() for row in takedowns.open_posts(cast.olive)]
        assert takedowns.counts(cast.olive) == (len(rows), sum(rows)) == (2, 2)
