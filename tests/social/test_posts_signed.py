"""Whoever agrees has signed what its author has signed; being cautious needs no signature (decision 0022)."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from policies.models import Policy
from social.actions import agreeing_posts, platforms, publishing_posts, taking_down, writing_posts
from tests.policies import signatures
from tests.social.post_scene import LINK, PostScene, fresh
from workflow.engine import NotAllowed
from workflow.models import AuditEvent

pytestmark = pytest.mark.django_db
READERS = ("olive", "maya", "dan")


@pytest.fixture
def scene(cast) -> PostScene:
    """Nobody of the leaders has signed."""
    return PostScene(cast, signed=("pia", "sam"))


def test_nobody_agrees_without_a_signature_by_action_or_page(cast, scene, sign_in):
    post = scene.submitted()
    for name in READERS:
        reader = getattr(cast, name)
        with pytest.raises(ValidationError, match="Sign the policy"):
            agreeing_posts.approve(post, actor=reader, seen=post.version)
        url = reverse("post-read", args=[post.pk])
        page = sign_in(reader).get(url).content.decode()
        assert "To agree, sign the policy on acceptable use first." in page
        assert reverse("my-policies") in page
        assert sign_in(reader).post(url, {"version": post.version}).status_code == 200
    assert fresh(post).state == "submitted"
    assert not AuditEvent.objects.filter(object_id=post.pk, verb="approve").exists()
    with pytest.raises(NotAllowed):
        agreeing_posts.approve(post, actor=cast.petra, seen=post.version)


def test_who_has_signed_agrees_until_new_words_are_to_be_signed(cast, scene):
    policy = Policy.objects.get(code="acceptable-use")
    signatures.sign(cast.maya, policy)
    post, later = scene.submitted(), scene.submitted()
    agreeing_posts.approve(post, actor=cast.maya, seen=post.version)
    assert fresh(post).state == "approved"
    other = signatures.make_policy(cast, *signatures.STAFF, code="phones", title="Phones")
    platforms.choose_gate(other, actor=cast.maya)
    with pytest.raises(ValidationError, match="Sign the policy"):
        agreeing_posts.approve(later, actor=cast.maya, seen=later.version)


def test_agreeing_afterwards_needs_one_and_not_agreeing_needs_none(cast, scene):
    signatures.sign(cast.dan, Policy.objects.get(code="acceptable-use"))
    post = scene.ready(by=cast.dan)
    publishing_posts.publish_at_once(
        post, actor=cast.dan, seen=post.version, link=LINK, reason="The water is off."
    )
    with pytest.raises(ValidationError, match="Sign the policy"):
        publishing_posts.read_after(post, actor=cast.maya, agrees=True)
    assert fresh(post).read_at is None
    publishing_posts.read_after(post, actor=cast.maya, agrees=False, body="It says too much.")
    assert fresh(post).read_agrees is False


def test_caution_needs_no_signature(cast, scene):
    first, second = scene.submitted(), scene.submitted(text="Rose planted beans.")
    agreeing_posts.send_back(first, actor=cast.maya, seen=first.version, body="Shorter, please.")
    writing_posts.clear_word(second, actor=cast.olive, word="Rose", why="The flower.")
    agreeing_posts.reject(second, actor=cast.olive, seen=fresh(second).version, body="Not ours.")
    assert (fresh(first).state, fresh(second).state) == ("changes_requested", "rejected")
    signatures.sign(cast.dan, Policy.objects.get(code="acceptable-use"))
    post = scene.submitted()
    agreeing_posts.approve(post, actor=cast.dan, seen=post.version)
    publishing_posts.publish(post, actor=cast.dan, seen=fresh(post).version, link=LINK)
    taking_down.ask(fresh(post), actor=cast.maya, why="It looks wrong.")
