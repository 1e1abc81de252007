"""A post on its way: who may do what, what is asked at each step, and what takes it back."""

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import ValidationError

from accounts import actions as people
from consents.actions import blocking
from documents.models import Picture
from social.actions import agreeing_posts, publishing_posts, returning_posts, writing_posts
from social.actions.writing_posts import Words
from social.models import OfficialAccount, Post, PostChild, PostPicture
from social.selectors.losing import lost
from social.selectors.post_content import content_of
from tests.social import accounts
from tests.social.post_scene import CHECKS, LINK, PostScene, broken, fresh
from workflow import clock, engine
from workflow.models import AuditEvent


@pytest.fixture
def scene(cast) -> PostScene:
    return PostScene(cast)


def agree(post, actor):
    agreeing_posts.approve(post, actor=actor, seen=post.version)
    return fresh(post)


def publish(post, actor, link=LINK, **said):
    publishing_posts.publish(post, actor=actor, seen=post.version, link=link, **said)
    return fresh(post)


def test_a_post_from_the_first_word_until_it_is_live(scene, cast):
    post = scene.submitted(cast.kit, picture=True)
    post = agree(post, cast.maya)
    assert post.approved_until > clock.now() + dt.timedelta(days=6)
    post = publish(post, cast.dan)
    assert (post.state, post.link, post.published_by) == ("published", LINK, cast.dan)
    assert list(Post.objects.live().showing([cast.kit.pk])) == [post]
    verbs = AuditEvent.objects.filter(object_id=post.pk).order_by("sequence").values_list("verb", flat=True)
    assert list(verbs) == ["begin", "edit", "edit", "edit", "submit", "approve", "publish"]
    assert broken() == []


@pytest.mark.parametrize("name", ["pia", "sam", "vera", "petra", "ines", "tariq", "colin"])
def test_only_leaders_agree(scene, cast, name):
    post = scene.submitted(by=cast.sam if name == "pia" else None)
    with pytest.raises(engine.NotAllowed):
        agree(post, getattr(cast, name))


@pytest.mark.parametrize("name", ["olive", "maya", "dan"])
def test_each_leader_agrees_to_what_they_did_not_write(scene, cast, name):
    assert agree(scene.submitted(), getattr(cast, name)).state == "approved"


def test_an_author_never_agrees_nor_does_whoever_wrote_a_line_of_it(scene, cast):
    post = scene.submitted(by=cast.maya)
    with pytest.raises(engine.NotAllowed):
        agree(post, cast.maya)
    post = scene.submitted()
    writing_posts.write(post, actor=cast.dan, seen=post.version, words=scene.words(text="We sowed beans."))
    writing_posts.check(post, actor=cast.dan, seen=fresh(post).version, checked=CHECKS)
    agreeing_posts.submit(post, actor=cast.pia, seen=fresh(post).version)
    with pytest.raises(engine.NotAllowed):
        agree(fresh(post), cast.dan)
    assert agree(fresh(post), cast.maya).state == "approved"


@pytest.mark.parametrize("name", ["olive", "pia", "sam", "petra"])
def test_only_those_who_hold_the_account_publish(scene, cast, name):
    with pytest.raises(engine.NotAllowed):
        publish(scene.approved(), getattr(cast, name))


def test_nobody_begins_without_having_signed(cast):
    scene = PostScene(cast, signed=("maya", "dan"))
    with pytest.raises(ValidationError, match="acceptable use"):
        scene.draft(by=cast.pia)
    assert not Post.objects.exists()


def test_nobody_publishes_without_having_signed(cast):
    scene = PostScene(cast, signed=("maya", "pia"))
    with pytest.raises(ValidationError, match="acceptable use"):
        publish(scene.approved(), cast.dan)


@pytest.mark.parametrize("link", ["https://evil.example/p/1", "https://instagram.com.evil.example/p/1"])
def test_it_is_on_the_platform_of_its_account(scene, cast, link):
    post = scene.approved()
    with pytest.raises(ValidationError, match="not on Instagram"):
        publishing_posts.publish(post, actor=cast.dan, seen=post.version, link=link)


@pytest.mark.parametrize("name", ["olive", "vera", "petra", "viktor"])
def test_who_does_not_write_posts(cast, name):
    scene = PostScene(cast)
    with pytest.raises((engine.NotAllowed, ValidationError)):
        scene.draft(by=getattr(cast, name))


def test_others_do_not_write_on_my_draft(scene, cast):
    post = scene.draft()
    with pytest.raises(engine.NotAllowed):
        writing_posts.write(post, actor=cast.sam, seen=post.version, words=scene.words())
    assert post not in Post.objects.visible_to(cast.sam)
    assert post in Post.objects.visible_to(cast.dan)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"text": ""}, "no text"),
        ({"objective": ""}, "what it is for"),
        ({"kind": "information"}, "no social media"),
        ({"kind": "information", "alternative": "email"}, "no social media"),
    ],
)
def test_what_is_missing_keeps_it_from_a_reader(scene, cast, said, why):
    post = scene.ready(**said)
    with pytest.raises(ValidationError, match=why):
        agreeing_posts.submit(post, actor=cast.pia, seen=post.version)


def test_information_goes_with_another_way_to_hear_of_it(scene):
    post = scene.approved(kind="information", alternative="email", alternative_on=clock.today())
    assert post.state == "approved"


def test_neither_children_nor_nobody_is_not_enough(scene, cast):
    post = scene.draft()
    writing_posts.check(post, actor=cast.pia, seen=post.version, checked=CHECKS)
    with pytest.raises(ValidationError, match="that nobody can"):
        agreeing_posts.submit(post, actor=cast.pia, seen=fresh(post).version)


@pytest.mark.parametrize("left_out", CHECKS)
def test_each_check_counts(scene, cast, left_out):
    post = scene.ready()
    writing_posts.check(post, actor=cast.pia, seen=post.version, checked=set(CHECKS) - {left_out})
    with pytest.raises(ValidationError, match="checks"):
        agreeing_posts.submit(post, actor=cast.pia, seen=fresh(post).version)


def test_a_child_who_may_not_be_shown_is_refused_at_once_and_nobody_learns_why(scene, cast):
    post = scene.draft()
    with pytest.raises(ValidationError, match="Must not be shown there: Ana Silva") as refused:
        writing_posts.show_children(post, actor=cast.pia, seen=post.version, child_ids=[cast.ana.pk])
    unasked = str(refused.value)
    blocking.block(cast.ana, actor=cast.maya, reason="Secret")
    with pytest.raises(ValidationError) as refused:
        writing_posts.show_children(post, actor=cast.pia, seen=post.version, child_ids=[cast.ana.pk])
    assert str(refused.value) == unasked
    assert not PostChild.objects.exists()


@pytest.mark.parametrize("loss", ["withdrawn", "blocked", "dormant", "uncovered", "left"])
def test_everything_is_asked_at_tagging_agreeing_and_publishing(scene, cast, loss):
    tagging, agreeing, publishing = scene.draft(), scene.submitted(cast.kit), scene.approved(cast.kit)
    lose(loss, scene, cast)
    with pytest.raises(ValidationError):
        writing_posts.show_children(tagging, actor=cast.pia, seen=tagging.version, child_ids=[cast.kit.pk])
    for act, post in ((agree, agreeing), (publish, publishing)):
        with pytest.raises((ValidationError, engine.WrongState, engine.StaleState)):
            act(post, cast.dan)
        assert fresh(post).state != "published"
    assert not Post.objects.live().exists()


def lose(what, scene, cast):
    if what == "withdrawn":
        scene.withdraws()
    elif what == "blocked":
        blocking.block(cast.kit, actor=cast.maya, reason="Secret")
    elif what == "left":
        people.change_child(
            cast.kit, actor=cast.maya, **child_said(cast.kit, left_on=clock.today() - dt.timedelta(days=1))
        )
    elif what == "dormant":
        OfficialAccount.objects.filter(pk=scene.account.pk)._move(state="dormant")
    else:
        type(scene.assessment).objects.filter(pk=scene.assessment.pk)._move(state="withdrawn")


def child_said(child, **changed):
    names = ("given_name", "family_name", "born_on", "room", "started_on", "left_on")
    return {name: getattr(child, name) for name in names} | changed


def test_another_account_asks_about_the_children_anew(scene, cast):
    facebook = accounts.opened(cast, "facebook", name="Super Stars on Facebook")
    post = scene.ready(cast.kit)
    writing_posts.write(post, actor=cast.pia, seen=post.version, words=scene.words(account=facebook))
    assert fresh(post).children_shown is None
    assert not PostChild.objects.shown().exists()
    assert broken() == []


def test_an_agreement_lasts_a_week(scene, cast):
    post = scene.approved()
    with time_machine.travel(clock.now() + dt.timedelta(days=9)):
        with pytest.raises(ValidationError, match="too long ago"):
            publish(post, cast.dan)
        assert returning_posts.sweep_lapsed() == 1
        assert fresh(post).state == "submitted"
        assert agree(fresh(post), cast.maya).state == "approved"


def test_a_day_beyond_the_agreement_or_past_is_refused(scene, cast):
    post = scene.approved()
    for days in (-1, 30):
        with pytest.raises(ValidationError):
            moment = clock.now() + dt.timedelta(days=days)
            publishing_posts.schedule(post, actor=cast.dan, seen=post.version, moment=moment)


def test_sent_back_and_refused_with_words(scene, cast):
    post = scene.approved(picture=True)
    with pytest.raises(ValidationError):
        agreeing_posts.send_back(post, actor=cast.dan, seen=post.version, body=" ")
    agreeing_posts.send_back(post, actor=cast.dan, seen=post.version, body="Say beans once.")
    post = fresh(post)
    assert (post.state, post.approved_by) == ("changes_requested", None)
    writing_posts.write(post, actor=cast.pia, seen=post.version, words=scene.words(text="Beans."))
    assert fresh(post).state == "changes_requested"
    writing_posts.check(post, actor=cast.pia, seen=fresh(post).version, checked=CHECKS)
    agreeing_posts.submit(post, actor=cast.pia, seen=fresh(post).version)
    agreeing_posts.reject(post, actor=cast.maya, seen=fresh(post).version, body="Not for us.")
    assert fresh(post).state == "rejected"
    assert Picture.objects.get().deleted_at is not None
    assert broken() == []


@pytest.mark.parametrize(
    "link", ["", "http://www.instagram.com/p/1", "javascript:alert(1)", "https://a@evil.example/", "nonsense"]
)
def test_an_address_that_is_none(scene, cast, link):
    with pytest.raises(ValidationError):
        publish(scene.approved(), cast.dan, link)


def test_what_is_published_is_what_was_agreed_to(scene, cast, monkeypatch):
    """Even if somebody had changed it without this app."""
    post = scene.approved(picture=True)
    PostPicture.objects.get()
    content = content_of(post)
    monkeypatch.setattr(
        "social.selectors.post_content.content_of", lambda post: content | {"text": "Something else"}
    )
    with pytest.raises(ValidationError, match="not what was agreed"):
        publish(post, cast.dan)


@pytest.mark.parametrize(("old_is_gone", "state"), [(True, "amended"), (False, "published")])
def test_a_corrected_post_replaces_one_that_is_gone_and_no_other(scene, cast, old_is_gone, state):
    old = scene.published(cast.kit, picture=True)
    new = publishing_posts.amend(old, actor=cast.pia)
    assert (new.pictures.count(), new.children_shown, fresh(old).state) == (1, None, "published")
    writing_posts.show_nobody(new, actor=cast.pia, seen=fresh(new).version)
    writing_posts.check(new, actor=cast.pia, seen=fresh(new).version, checked=CHECKS)
    agreeing_posts.submit(new, actor=cast.pia, seen=fresh(new).version)
    publish(agree(fresh(new), cast.maya), cast.dan, f"{LINK}2", old_is_gone=old_is_gone)
    assert (fresh(old).state, fresh(new).state) == (state, "published")
    # What may still be seen there is searched for when a family says No.
    scene.withdraws()
    assert set(lost()) == ({old.pk} if state == "published" else set())
    assert broken() == []


def test_a_draft_is_given_up_with_its_pictures(scene, cast):
    post = scene.draft(picture=True)
    writing_posts.give_up(post, actor=cast.pia, seen=post.version, body="Not needed.")
    assert Picture.objects.get().deleted_at is not None
    assert fresh(post).state == "given_up"
    assert broken() == []


def test_an_old_form_is_told_apart(scene, cast):
    post = scene.draft()
    writing_posts.write(post, actor=cast.pia, seen=post.version, words=scene.words(text="Newer."))
    with pytest.raises(engine.StaleState):
        writing_posts.write(post, actor=cast.pia, seen=post.version, words=Words(scene.account, "life"))
    assert fresh(post).text == "Newer."
