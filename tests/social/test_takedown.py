"""What may no longer be shown comes down: found by itself, once for each cause, proven, told (§3.7, §6.9)."""

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from consents.actions import blocking
from notifications.models import Message
from social.actions import publishing_posts, taking_down
from social.models import Post, PostChild, TakeDown, TakeDownWord
from social.selectors import takedowns
from social.views.takedowns import STORY
from tests.cast import make_person
from tests.documents import picture_files
from tests.social.families_scene import leaves
from tests.social.post_scene import LINK, PostScene, fresh
from tests.social.takedown_scene import gone
from workflow import clock
from workflow.engine import NotAllowed, WrongState
from workflow.models import ChainHead, Deadline
from workflow.verification import verify

State = TakeDown.State


@pytest.fixture
def scene(cast) -> PostScene:
    return PostScene(cast)


def causes(post) -> list[str]:
    return sorted(TakeDown.objects.filter(post=post).values_list("cause", flat=True))


def test_a_withdrawal_opens_one_and_nothing_opens_twice(cast, scene, django_capture_on_commit_callbacks):
    post, other = scene.published(cast.kit), scene.published()
    assert taking_down.reconcile() == 0
    with django_capture_on_commit_callbacks(execute=True):
        scene.withdraws()
    assert causes(post) == ["lost"]
    assert causes(other) == []
    assert taking_down.reconcile() == 0
    assert taking_down.reconcile([cast.kit.pk]) == 0
    assert Message.objects.filter(kind="takedown").count() == 2
    gone(post, cast.dan)
    assert fresh(post).state == Post.State.TAKEN_DOWN
    assert taking_down.sweep_takedowns() == 0
    assert TakeDown.objects.get().state == State.DONE


def test_the_sweep_finds_what_no_signal_told(cast, scene):
    """A block, a lapsed yes, a child that left, and what went out without leave: each by its own cause."""
    lapsed = scene.published(cast.kit)
    with time_machine.travel(clock.now() + dt.timedelta(days=500), tick=True):
        assert taking_down.reconcile() == 1
        assert causes(lapsed) == ["expiry"]
    left = scene.published(cast.kit)
    leaves(cast.kit)
    assert taking_down.reconcile() == 2
    assert causes(left) == ["leaver"]
    clocks = Deadline.objects.open().filter(rule="social.takedown-review")
    assert clocks.count() == 3
    scene.answers(cast.ana, make_person("Rosa", "Silva", "parent"), "instagram")
    blocked = scene.published(cast.ana)
    blocking.block(cast.ana, actor=cast.maya, reason="Hidden words.")
    taking_down.reconcile()
    assert causes(blocked) == ["block"]
    breach = scene.submitted()
    publishing_posts.own_up(breach, actor=cast.maya, seen=breach.version, link=LINK, body="Found it there.")
    taking_down.reconcile()
    assert causes(breach) == ["breach"]


def test_two_causes_end_with_one_step_and_one_word(cast, scene):
    post = scene.published(cast.kit)
    scene.withdraws()
    taking_down.reconcile()
    taking_down.ask(post, actor=cast.dan, why="The beans are not ours.")
    blocking.block(cast.kit, actor=cast.maya, reason="Hidden words.")
    taking_down.reconcile()
    assert causes(post) == ["block", "lost", "manual"]
    assert Message.objects.filter(kind="takedown", recipient_id=cast.maya.pk).count() == 1
    taking_down.start(post.pk, actor=cast.dan)
    gone(post, cast.dan)
    assert set(TakeDown.objects.values_list("state", flat=True)) == {State.DONE}
    assert TakeDownWord.objects.count() == 1
    assert not Deadline.objects.open().filter(object_type="social.takedown").exists()


def test_only_whoever_may_publish_takes_it_down_and_the_owner_once_it_is_late(cast, scene):
    post = scene.published(cast.kit)
    scene.withdraws()
    taking_down.reconcile()
    for person in (cast.pia, cast.olive, cast.petra):
        for act in (lambda who: gone(post, who), lambda who: taking_down.start(post.pk, actor=who)):
            with pytest.raises(NotAllowed):
                act(person)
    with time_machine.travel(clock.now() + dt.timedelta(hours=25), tick=True):
        with pytest.raises(NotAllowed):
            gone(post, cast.pia)
        gone(post, cast.olive)
    assert TakeDown.objects.get().done_by == cast.olive
    assert fresh(post).state == Post.State.TAKEN_DOWN


def test_late_by_the_clock_and_told_to_the_owner_until_it_is_gone(cast, scene):
    post = scene.published(cast.kit)
    scene.withdraws()
    taking_down.reconcile()
    assert taking_down.sweep_late() == 0
    with time_machine.travel(clock.now() + dt.timedelta(hours=25), tick=True):
        assert taking_down.sweep_late() == 1
        assert taking_down.sweep_late() == 0
        told = Message.objects.filter(kind="takedown-late")
        assert cast.olive.pk in {row.recipient_id for row in told}
    with time_machine.travel(clock.now() + dt.timedelta(hours=50), tick=True):
        assert taking_down.sweep_late() == 1
        gone(post, cast.dan)
    with time_machine.travel(clock.now() + dt.timedelta(hours=99), tick=True):
        assert taking_down.sweep_late() == 0


def test_what_has_longer_does_not_hide_what_is_late(cast, scene):
    """A child left, which is reviewed within days, and a colleague asked for it to come down within a day."""
    post = scene.published(cast.kit)
    leaves(cast.kit)
    taking_down.reconcile()
    # The second has the larger id, however they were drawn.
    first = TakeDown.objects.get()
    while TakeDown.objects.count() == 1:
        before = transaction.savepoint()
        second = taking_down.ask(post, actor=cast.maya, why="The beans are not ours.")
        if second.pk < first.pk:
            transaction.savepoint_rollback(before)
    with time_machine.travel(clock.now() + dt.timedelta(hours=25), tick=True):
        assert taking_down.sweep_late() == 1
        assert Message.objects.filter(kind="takedown-late", recipient_id=cast.olive.pk).count() == 1


def test_it_stays_only_where_all_may_be_shown_again_and_opens_again_when_not(cast, scene):
    post = scene.published(cast.kit)
    scene.withdraws()
    taking_down.reconcile()
    with pytest.raises(ValidationError):
        taking_down.keep(post.pk, actor=cast.maya, why="I think so.")
    scene.answers(cast.kit, cast.petra, "instagram")
    with pytest.raises(NotAllowed):
        taking_down.keep(post.pk, actor=cast.pia, why="She signed anew.")
    taking_down.keep(post.pk, actor=cast.maya, why="She signed anew.")
    assert TakeDown.objects.get().state == State.KEPT
    assert taking_down.reconcile() == 0
    scene.withdraws()
    assert taking_down.reconcile() == 1
    assert TakeDown.objects.get().state == State.OPEN
    assert Deadline.objects.open().filter(object_type="social.takedown").count() == 1


def test_proof_says_when_and_how(cast, scene, sign_in):
    post = scene.published(cast.kit)
    scene.withdraws()
    taking_down.reconcile()
    wrong = (
        {"how": "  "},
        {"gone_at": clock.now() + dt.timedelta(hours=1)},
        {"gone_at": clock.now() - dt.timedelta(days=900)},
        {"proof": ("a.jpg", b"no picture")},
    )
    for said in wrong:
        with pytest.raises(ValidationError):
            gone(post, cast.dan, **said)
    row = TakeDown.objects.get()
    assert row.state == State.OPEN
    assert sign_in(cast.dan).get(f"/social/take-downs/{row.pk}/proof/").status_code == 404
    gone(post, cast.dan, proof=("page.jpg", picture_files.encoded()))
    shown = sign_in(cast.dan).get(f"/social/take-downs/{row.pk}/proof/")
    assert shown.headers["Content-Type"] == "image/jpeg"
    assert sign_in(cast.pia).get(f"/social/take-downs/{row.pk}/proof/").status_code == 404
    assert not TakeDown.objects.get().proof.has("original")
    with pytest.raises(WrongState):
        gone(post, cast.dan)
    with pytest.raises(WrongState):
        taking_down.ask(fresh(post), actor=cast.dan, why="Again.")


@pytest.mark.database
def test_what_came_back_by_another_cause_is_told_like_the_same_one(cast, scene, sign_in):
    post = scene.published(cast.kit)
    taking_down.ask(post, actor=cast.maya, why="Too blurred.")
    taking_down.keep(post.pk, actor=cast.maya, why="It is not, on the page.")
    with clock.at(clock.now() + dt.timedelta(hours=1)):
        scene.withdraws()
        taking_down.reconcile()
        every = takedowns.of_post(post.pk)
        told = [one.title for one in takedowns.story(every, {verb: verb for verb in STORY})]
    assert told == ["open again", "keep", "ask"]


def test_a_picture_that_was_chosen_is_asked_for_again_after_another_error(cast, scene, sign_in):
    scene.published(cast.kit)
    scene.withdraws()
    taking_down.reconcile()
    path = f"/social/take-downs/{TakeDown.objects.get().pk}/gone/"
    chosen = SimpleUploadedFile("page.jpg", picture_files.encoded(), "image/jpeg")
    page = sign_in(cast.dan).post(path, {"gone_on": clock.today(), "gone_time": "00:00", "proof": chosen})
    assert "Say how one can see that it is gone." in page.content.decode()
    assert "Choose the file again" in page.content.decode()


def test_the_database_refuses_what_no_action_does(cast, scene):
    post = scene.published(cast.kit)
    scene.withdraws()
    taking_down.reconcile()
    row = TakeDown.objects.get()
    rows = TakeDown.objects.filter(pk=row.pk)
    tries = (
        lambda: TakeDown.objects.create(post=post, account=post.account, cause="lost"),
        lambda: TakeDown.objects.create(post=post, account=post.account, cause="manual"),
        lambda: rows._move(state="done"),
        lambda: rows._move(
            state="partial", how="x", gone_at=clock.now(), done_at=clock.now(), done_by=cast.dan
        ),
        lambda: rows.update(cause="block"),
        rows.delete,
        row.children.all().delete,
    )
    for attempt in tries:
        with pytest.raises((IntegrityError, DatabaseError)), transaction.atomic():
            attempt()
    with pytest.raises(TypeError):
        rows.update(state="done")


def test_the_record_explains_all_of_it(cast, scene):
    post = scene.published(cast.kit)
    scene.withdraws()
    taking_down.reconcile()
    taking_down.start(post.pk, actor=cast.dan)
    gone(post, cast.dan, not_recalled="Copies.")
    assert [one for one in verify() if one.where.startswith("social.takedown")] == []


def test_reconcile_costs_the_same_at_few_and_many(cast, scene):
    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert taking_down.reconcile() == 0
        return len(asked)

    scene.published(cast.kit)
    # The first sweep writes that it ended.
    cost()
    few = cost()
    first = Post.objects.get()
    published = {
        name: getattr(first, name)
        for name in ("account", "kind", "objective", "text", "children_shown", "author", *Post.CHECKS)
    }
    posts = [Post(**published) for _n in range(25)]
    Post.objects.bulk_create(posts)
    PostChild.objects.bulk_create(PostChild(post=post, child=cast.kit, added_by=cast.pia) for post in posts)
    ChainHead.objects.bulk_create(
        ChainHead(object_type="social.post", object_id=post.pk, sequence=0, hash="") for post in posts
    )
    out = {
        name: getattr(first, name)
        for name in (
            "approved_by_id", "approved_at", "approved_until", "agreed_number", "published_by_id",
            "published_at", "link",
        )
    }  # fmt: skip
    Post.objects.filter(pk__in=[post.pk for post in posts])._move(state="published", **out)
    assert cost() == few <= 9
    scene.withdraws()
    assert taking_down.reconcile() == 26
    lost = CaptureQueriesContext(connection)
    with lost:
        assert taking_down.reconcile() == 0
    assert len(lost) <= 16
