"""What time, families and words do to a post: it comes back, is ready, is read afterwards, or is owned up to."""

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse

from consents import signals
from consents.models import ConsentRecord
from documents.models import Picture
from notifications.models import Message
from social import receivers, tasks
from social.actions import agreeing_posts, publishing_posts, returning_posts, writing_posts
from social.models import OfficialAccount, Post, PostEntry
from social.selectors import post_lists
from social.selectors.post_words import unclear_words
from tests.social.post_scene import CHECKS, LINK, PostScene, broken, fresh
from workflow import clock, engine
from workflow.history import events_of
from workflow.models import AuditEvent, Deadline


@pytest.fixture
def scene(cast) -> PostScene:
    return PostScene(cast)


def schedule(post, actor, **ahead):
    publishing_posts.schedule(
        post, actor=actor, seen=post.version, moment=clock.now() + dt.timedelta(**(ahead or {"hours": 2}))
    )
    return fresh(post)


def at_once(post, actor, reason="The boiler is broken: closed today.", link=LINK):
    publishing_posts.publish_at_once(post, actor=actor, seen=post.version, link=link, reason=reason)
    return fresh(post)


def told(code, post):
    return set(Message.objects.filter(kind=code, object_id=post.pk).values_list("recipient_id", flat=True))


def test_a_withdrawal_takes_back_everything_on_its_way_and_nothing_else(
    scene, cast, django_capture_on_commit_callbacks
):
    going = [
        scene.submitted(cast.kit),
        scene.approved(cast.kit),
        schedule(scene.approved(cast.kit), cast.dan),
    ]
    staying = [scene.approved(), scene.published(cast.kit)]
    with django_capture_on_commit_callbacks(execute=True):
        scene.withdraws()
    assert {fresh(post).state for post in going} == {"changes_requested"}
    assert [fresh(post).state for post in staying] == ["approved", "published"]
    said = PostEntry.objects.filter(kind="returned")
    assert {row.body for row in said} == {"A child in it may no longer be shown there."}
    assert {row.by for row in said} == {None}
    assert told("post-came-back", going[1]) == {cast.pia.pk}
    assert AuditEvent.objects.filter(verb="return", reason="permission").count() == 3
    assert broken() == []


def test_another_use_takes_nothing_back(scene, cast, django_capture_on_commit_callbacks):
    post = scene.approved(cast.kit)
    with django_capture_on_commit_callbacks(execute=True):
        scene.withdraws("facebook")
    assert fresh(post).state == "approved"


def test_the_sweep_finds_what_a_missed_signal_left(scene, cast):
    post = scene.approved(cast.kit)
    signals.permission_lost.disconnect(receivers.permission_lost, dispatch_uid="social.posts")
    try:
        scene.withdraws()
    finally:
        signals.permission_lost.connect(receivers.permission_lost, dispatch_uid="social.posts")
    assert fresh(post).state == "approved"
    tasks.sweep_posts()
    assert fresh(post).state == "changes_requested"
    assert returning_posts.return_lost() == 0
    assert returning_posts.return_lost([]) == 0


def test_a_yes_that_lapses_takes_it_back_without_anybody(scene, cast):
    post = scene.submitted(cast.kit)
    with time_machine.travel(clock.now() + dt.timedelta(days=900)):
        tasks.sweep_posts()
    assert fresh(post).state == "changes_requested"


def test_a_signal_alone_is_enough(scene, cast, monkeypatch):
    heard = []
    monkeypatch.setattr(receivers, "hurry", lambda task, *args: heard.append(args))
    signals.permission_lost.send_robust(sender=ConsentRecord, child_ids=[cast.kit.pk])
    assert ([str(cast.kit.pk)],) in heard


def test_when_its_hour_comes_it_is_ready_and_those_who_publish_are_told(scene, cast):
    post = schedule(scene.approved(cast.kit), cast.dan)
    tasks.sweep_posts()
    assert fresh(post).ready_at is None
    with time_machine.travel(clock.now() + dt.timedelta(hours=3)):
        tasks.sweep_posts()
        assert fresh(post).ready_at is not None
        assert told("post-ready", post) == {cast.maya.pk, cast.dan.pk}
        assert post in post_lists.to_publish_by(cast.dan)
        assert returning_posts.sweep_due() == 0
        publishing_posts.publish(post, actor=cast.dan, seen=fresh(post).version, link=LINK)
    assert broken() == []


def test_before_its_hour_it_is_published_only_by_whoever_says_so(scene, cast, sign_in):
    post = schedule(scene.approved(), cast.dan)
    with pytest.raises(ValidationError) as refused:
        publishing_posts.publish(post, actor=cast.dan, seen=post.version, link=LINK)
    assert list(refused.value.message_dict) == ["early"]
    client, path = sign_in(cast.dan), reverse("post-step", args=[post.pk, "publish"])
    assert "It is scheduled for" in client.get(path).content.decode()
    page = client.post(path, {"version": post.version, "link": LINK}).content.decode()
    assert "It is scheduled for later." in page
    assert fresh(post).state == "scheduled"
    said = {"version": post.version, "link": LINK, "early": "on"}
    page = client.post(path, said, follow=True).content.decode()
    assert "Published before its scheduled time" in page
    assert events_of(post).first().reason == "early"
    assert broken() == []


def test_at_its_hour_nobody_is_asked_whether_it_is_early(scene, cast, sign_in):
    post = schedule(scene.approved(), cast.dan)
    client, path = sign_in(cast.dan), reverse("post-step", args=[post.pk, "publish"])
    with clock.at(clock.now() + dt.timedelta(hours=3)):
        assert "before its scheduled time" not in client.get(path).content.decode()
        page = client.post(path, {"version": fresh(post).version, "link": LINK}, follow=True)
    assert "Published before its scheduled" not in page.content.decode()
    assert events_of(post).first().reason == ""


@pytest.mark.parametrize("lost", ["account", "assessment"])
def test_when_its_hour_comes_and_the_account_is_off_it_comes_back(scene, cast, lost):
    post = schedule(scene.approved(), cast.dan)
    if lost == "account":
        OfficialAccount.objects.filter(pk=scene.account.pk)._move(state="compromised")
    else:
        type(scene.assessment).objects.filter(pk=scene.assessment.pk)._move(state="suspended")
    with time_machine.travel(clock.now() + dt.timedelta(hours=3)):
        assert returning_posts.sweep_due() == 1
    assert fresh(post).state == "changes_requested"
    assert PostEntry.objects.get(kind="returned").body


def test_what_cannot_wait_is_published_counted_and_read_by_another(scene, cast):
    post = at_once(scene.ready(by=cast.dan), cast.dan)
    assert (post.state, post.is_urgent, post.approved_by) == ("published", True, None)
    assert Deadline.objects.open().of(post).get().rule_id == "post.read-after"
    assert told("post-unread", post) == {cast.maya.pk}
    assert list(post_lists.to_read(cast.maya)) == [post]
    assert post_lists.urgent_counts() == (1, 1)
    assert not post_lists.to_read(cast.dan).exists()
    for name in ("dan", "pia", "petra"):
        with pytest.raises(engine.NotAllowed):
            publishing_posts.read_after(post, actor=getattr(cast, name), agrees=True)
    with pytest.raises(ValidationError):
        publishing_posts.read_after(post, actor=cast.maya, agrees=False)
    publishing_posts.read_after(post, actor=cast.maya, agrees=False, body="It says too much.")
    with pytest.raises(engine.WrongState):
        publishing_posts.read_after(post, actor=cast.olive, agrees=True)
    assert not Deadline.objects.open().of(post).exists()
    assert told("post-look-at", post) == {cast.maya.pk, cast.dan.pk}
    assert not Post.objects.to_read_after().exists()
    assert post_lists.urgent_counts() == (1, 0)
    assert broken() == []


def test_what_shows_somebody_can_always_wait(scene, cast):
    with_child = scene.ready(cast.kit, by=cast.dan)
    from_behind = scene.draft(by=cast.dan)
    writing_posts.show_nobody(from_behind, actor=cast.dan, seen=from_behind.version)
    writing_posts.check(from_behind, actor=cast.dan, seen=fresh(from_behind).version, checked=CHECKS)
    for post in (with_child, fresh(from_behind)):
        with pytest.raises(ValidationError, match="no person at all"):
            at_once(post, cast.dan)
    with pytest.raises(ValidationError):
        at_once(scene.ready(by=cast.dan), cast.dan, reason=" ")
    with pytest.raises(engine.NotAllowed):
        at_once(scene.ready(), cast.pia)
    back = scene.submitted()
    agreeing_posts.send_back(back, actor=cast.maya, seen=back.version, body="No.")
    with pytest.raises(engine.WrongState):
        at_once(fresh(back), cast.dan)


def test_a_new_picture_ends_the_statement_that_nobody_is_shown(scene, cast):
    post = scene.ready(by=cast.dan)
    scene.add_picture(post, cast.dan)
    assert fresh(post).no_people is False


def test_nobody_has_read_it_within_the_day_and_the_owner_is_told(scene, cast):
    post = at_once(scene.ready(by=cast.dan), cast.dan)
    due = Deadline.objects.open().of(post).get().due_at
    with time_machine.travel(due + dt.timedelta(days=4)):
        assert returning_posts.sweep_reminders() == 1
        assert returning_posts.sweep_reminders() == 0
    assert told("post-unread", post) == {cast.maya.pk, cast.olive.pk}


def test_what_is_there_without_leave_is_written_down_as_live(scene, cast):
    """The publisher was quicker than the withdrawal: the note is refused, the truth is not."""
    post = scene.approved(cast.kit)
    scene.withdraws()
    with pytest.raises(ValidationError, match="Must not be shown"):
        publishing_posts.publish(post, actor=cast.dan, seen=post.version, link=LINK)
    tasks.sweep_posts()
    back = fresh(post)
    publishing_posts.own_up(back, actor=cast.dan, seen=back.version, link=LINK, body="It was up already.")
    live = fresh(post)
    assert (live.state, live.is_breach) == ("published", True)
    assert live in Post.objects.live().showing([cast.kit.pk])
    assert told("post-look-at", post) == {cast.maya.pk, cast.dan.pk, cast.olive.pk}
    assert broken() == []


def test_a_draft_that_is_there_already_is_owned_up_to_by_leaders(scene, cast):
    post = scene.draft()
    with pytest.raises(engine.NotAllowed):
        publishing_posts.own_up(post, actor=cast.pia, seen=post.version, link=LINK, body="Oh.")
    publishing_posts.own_up(post, actor=cast.maya, seen=post.version, link=LINK, body="Found it.")
    assert fresh(post).state == "published"


@pytest.mark.parametrize("text", ["Kit sowed beans", "#kitrossi and KIT", "kit, quietly"])
def test_a_childs_name_stops_a_post_until_it_is_changed_or_explained(scene, cast, text):
    post = scene.ready(text=text)
    words = [one.text for one in unclear_words(post)]
    assert words
    with pytest.raises(ValidationError, match="may name a child"):
        agreeing_posts.submit(post, actor=cast.pia, seen=post.version)
    with pytest.raises(engine.NotAllowed):
        writing_posts.clear_word(post, actor=cast.pia, word=words[0], why="It is a box of tools.")
    for word in words:
        writing_posts.clear_word(post, actor=cast.maya, word=word, why="It is a box of tools.")
    agreeing_posts.submit(post, actor=cast.pia, seen=post.version)
    assert broken() == []


def test_names_are_found_in_descriptions_too_and_places_everywhere(scene, cast):
    writing_posts.keep_place(actor=cast.maya, name="Mill Lane")
    post = scene.ready(text="Beans in Mill Lane")
    scene.add_picture(post, cast.pia, alt="Kit with a bean")
    found = {(one.text, one.is_child) for one in unclear_words(post)}
    assert found == {("Mill Lane", False), ("Kit", True)}


def test_a_small_word_is_explained_once_for_all_and_a_name_each_time(scene, cast):
    cast.kit  # noqa: B018
    first, second = scene.draft(text="kit and Kit"), scene.draft(text="kit and Kit")
    for word in ("kit", "Kit"):
        writing_posts.clear_word(first, actor=cast.maya, word=word, why="A box of tools.")
    assert unclear_words(first) == []
    assert [one.text for one in unclear_words(second)] == ["Kit"]


def test_large_copies_go_on_their_day_and_the_chain_says_so(scene, cast, django_capture_on_commit_callbacks):
    post = scene.published(picture=True)
    until = Picture.objects.get().original_until
    with (
        time_machine.travel(clock.london(until) + dt.timedelta(days=1)),
        django_capture_on_commit_callbacks(execute=True),
    ):
        assert returning_posts.sweep_originals() == 1
        assert returning_posts.sweep_originals() == 0
    picture = Picture.objects.get()
    assert picture.original_deleted_at is not None
    assert picture.has("web")
    assert AuditEvent.objects.filter(object_id=post.pk, verb="forget originals").count() == 1
    assert broken() == []
