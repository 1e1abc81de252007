"""What no action does, done to the tables themselves: refused on both databases."""

import pytest
from django.db import DatabaseError, connection, transaction

from accounts import actions as people
from social.models import Post, PostChild, PostEntry, PostPicture, PostVersion
from tests.cast import SET_UP
from tests.social.post_scene import PostScene
from workflow import clock, guards

pytestmark = pytest.mark.database


@pytest.fixture
def scene(cast) -> PostScene:
    return PostScene(cast)


def refused(act) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        act()


def sql(said, *values):
    with connection.cursor() as cursor:
        cursor.execute(said, values)


def test_nothing_of_what_was_agreed_to_is_changed(scene, cast):
    post = scene.approved(cast.kit, picture=True)
    rows = Post.objects.filter(pk=post.pk)
    for said in (
        {"text": "Other"}, {"objective": "Other"}, {"kind": "information"}, {"children_shown": 0},
        {"no_people": True}, {"copyright_ok": False}, {"author": cast.sam}, {"created_at": clock.now()},
        {"approved_by": cast.pia}, {"approved_by": None}, {"is_urgent": True},
    ):  # fmt: skip
        refused(lambda said=said: rows.update(**said))
    with pytest.raises(TypeError):
        rows.update(state="published")
    refused(lambda: rows._move(state="published"))
    refused(lambda: rows._move(state="nonsense"))


def test_no_child_slips_in_or_out_of_what_was_agreed_to(scene, cast):
    post, ana = scene.approved(cast.kit), cast.ana
    rows = PostChild.objects.filter(post=post)
    refused(lambda: PostChild.objects.create(post=post, child=ana, added_by=cast.pia))
    refused(lambda: PostChild.objects.bulk_create([PostChild(post=post, child=ana, added_by=cast.pia)]))
    refused(lambda: rows.update(removed_at=clock.now()))
    refused(lambda: rows.update(child=ana))
    refused(lambda: sql("DELETE FROM social_postchild"))


def test_children_and_the_statement_of_nobody_exclude_each_other(scene, cast):
    nobody = scene.ready()
    refused(lambda: PostChild.objects.create(post=nobody, child=cast.kit, added_by=cast.pia))
    unsaid = scene.draft()
    PostChild.objects.create(post=unsaid, child=cast.kit, added_by=cast.pia)
    checked = dict.fromkeys(Post.CHECKS, True)
    for number in (0, 2):
        refused(
            lambda number=number: Post.objects.filter(pk=unsaid.pk)._move(
                state="submitted", children_shown=number, **checked
            )
        )
    refused(lambda: Post.objects.filter(pk=unsaid.pk)._move(state="submitted", **checked))


def test_no_picture_slips_in_or_out(scene, cast):
    post = scene.submitted(picture=True)
    rows = PostPicture.objects.filter(post=post)
    for said in ({"alt_text": "Other"}, {"position": 9}, {"removed_at": clock.now()}, {"added_by": cast.sam}):
        refused(lambda said=said: rows.update(**said))
    refused(lambda: sql("DELETE FROM social_postpicture"))


def test_what_was_read_and_written_stays(scene, cast):
    post = scene.submitted()
    writing = PostEntry.objects.create(post=post, kind="note", body="A", by=cast.pia)
    refused(lambda: PostVersion.objects.update(sha256="0"))
    refused(lambda: PostEntry.objects.filter(pk=writing.pk).update(body="B"))
    refused(lambda: sql("DELETE FROM social_postentry"))
    refused(lambda: sql("DELETE FROM social_postversion"))
    refused(lambda: sql("DELETE FROM social_postauthor"))
    refused(lambda: sql("DELETE FROM social_post"))


def test_every_guard_of_posts_is_there():
    named = {guarded.name for guarded in guards._refusals.values()}
    assert {"post_changed_while_read", "post_children_miscounted"} <= named


def test_an_urgent_post_shows_nobody(scene, cast):
    child = people.add_child(actor=SET_UP, given_name="Bo", family_name="", born_on=clock.today(), room="")
    post = scene.ready(by=cast.dan)
    out = {
        "published_by": cast.dan,
        "published_at": clock.now(),
        "link": "https://a.example/1",
        "is_urgent": True,
    }
    rows = Post.objects.filter(pk=post.pk)
    refused(lambda: rows._move(state="published", **out))
    refused(lambda: rows._move(state="published", **out, urgent_reason="Now", no_people=False))
    refused(lambda: PostChild.objects.create(post=post, child=child, added_by=cast.dan))
    assert rows._move(state="published", **out, urgent_reason="Now") == 1
    for said in ({"read_by": cast.dan}, {"read_by": cast.maya}):
        refused(lambda said=said: rows.update(**said))
