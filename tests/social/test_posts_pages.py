"""The pages of posts: written on a telephone, read by a colleague, published; and what each costs."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts import actions as people
from documents.models import Picture
from social.models import PlaceName, Post, PostPicture
from social.selectors.post_story import DONE
from tests.cast import SET_UP
from tests.documents import picture_files
from tests.social.post_scene import CHECKS, LINK, PostScene, fresh
from workflow import clock
from workflow.models import ReadEvent


@pytest.fixture
def scene(cast) -> PostScene:
    return PostScene(cast)


def url(name, post, **more):
    return reverse(name, kwargs={"pk": post.pk, **more})


def step(client, post, slug, **said):
    return client.post(
        url("post-step", post, slug=slug), {"version": fresh(post).version, **said}, follow=True
    )


def sent(name="a.jpg", content=None):
    return SimpleUploadedFile(name, content or picture_files.encoded())


def test_a_post_is_written_read_and_published(scene, cast, sign_in):
    pia, maya = sign_in(cast.pia), sign_in(cast.maya)
    said = {"account": scene.account.pk, "kind": "life", "objective": "Our days", "text": "We sowed beans."}
    answer = pia.post(reverse("post-begin"), said)
    post = Post.objects.get()
    assert answer.url == url("post-pictures", post)
    picture = {"version": post.version, "file": sent(), "alt_text": "A bean"}
    assert pia.post(url("post-pictures", post), picture).status_code == 302
    children = {"version": fresh(post).version, "who": "children", "child": [cast.kit.pk]}
    assert pia.post(url("post-children", post), children).url == url("post-checks", post)
    checks = {"version": fresh(post).version} | dict.fromkeys(CHECKS, "on")
    assert pia.post(url("post-checks", post), checks).url == url("post", post)
    step(pia, post, "hand-in")
    reading = maya.get(reverse("posts-to-read"))
    assert url("post-read", post) in reading.content.decode()
    page = maya.get(url("post-read", post)).content.decode()
    assert "We sowed beans." in page
    assert "A bean" in page
    assert "Kit Rossi" in page
    assert maya.post(url("post-read", post), {"version": fresh(post).version}).status_code == 302
    answer = step(sign_in(cast.dan), post, "publish", link=LINK)
    assert "It is noted as published." in answer.content.decode()
    assert fresh(post).state == "published"


def test_the_own_page_of_every_state_opens_for_everybody_who_works_here(scene, cast, sign_in):
    posts = [
        scene.draft(picture=True), scene.submitted(cast.kit, picture=True), scene.approved(), scene.published()
    ]  # fmt: skip
    for person in (cast.pia, cast.maya, cast.olive):
        client = sign_in(person)
        for post in posts:
            page = client.get(url("post", post))
            assert page.status_code == 200
            assert post.text not in re.search(r"<title>(.*?)</title>", page.content.decode(), re.DOTALL)[1]
    assert sign_in(cast.sam).get(url("post", posts[0])).status_code == 404


def test_a_child_who_may_not_be_shown_has_no_box_and_a_forged_one_is_refused(scene, cast, sign_in):
    cast.ana  # noqa: B018
    post, pia = scene.draft(), sign_in(cast.pia)
    page = pia.get(url("post-children", post)).content.decode()
    assert f'value="{cast.kit.pk}"' in page
    assert f'value="{cast.ana.pk}"' not in page
    assert "Ana Silva" in page
    said = {"version": post.version, "who": "no_people", "child": [cast.kit.pk]}
    assert (
        "Children are marked below"
        in sign_in(cast.pia).post(url("post-children", post), said).content.decode()
    )
    assert fresh(post).children_shown is None
    forged = {"version": post.version, "who": "children", "child": [cast.ana.pk]}
    assert "Must not be shown there" in pia.post(url("post-children", post), forged).content.decode()
    for nonsense in ("x", "", "00000000-0000-0000-0000-000000000000"):
        answer = pia.post(url("post-children", post), {**forged, "child": [nonsense]})
        assert answer.status_code == 200
    assert fresh(post).children_shown is None


def test_a_name_is_searched_for_by_post_and_what_is_marked_stays(scene, cast, sign_in):
    cast.ana  # noqa: B018
    post = scene.ready(cast.kit)
    page = sign_in(cast.pia).post(url("post-children", post), {"find": "1", "name": "ána"}).content.decode()
    assert "Ana Silva" in page
    assert "Kit Rossi" in page
    assert (
        "Ana Silva"
        not in sign_in(cast.pia)
        .post(url("post-children", post), {"find": "1", "name": "zz"})
        .content.decode()
    )


def test_ones_own_room_comes_first(scene, cast, sign_in):
    people.add_child(
        actor=SET_UP, given_name="Abe", family_name="Young", born_on=clock.today(), room="Asteroids"
    )
    scene.ready(cast.kit)
    page = sign_in(cast.pia).get(url("post-children", scene.draft())).content.decode()
    assert page.index("Comets") < page.index("Asteroids")
    page = sign_in(cast.maya).get(url("post-children", scene.draft())).content.decode()
    assert page.index("Asteroids") < page.index("Comets")


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.jpg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "drawing in code"),
        ("a.png", picture_files.png_saying(8_000, 6_250), "50 million pixels"),
        ("a.jpg", picture_files.encoded() + b"PK\3\4 more", "more than a picture"),
    ],
)
def test_a_bad_file_is_refused_at_its_field_and_leaves_nothing(scene, cast, sign_in, name, content, why):
    post = scene.draft()
    said = {"version": post.version, "file": sent(name, content), "alt_text": "A bean"}
    page = sign_in(cast.pia).post(url("post-pictures", post), said).content.decode()
    assert why in page
    assert "A bean" in page, "what was typed is kept"
    assert not Picture.objects.exists()


def test_a_picture_is_described_moved_and_taken_out(scene, cast, sign_in):
    post, pia = scene.draft(picture=True), sign_in(cast.pia)
    second = scene.add_picture(post, cast.pia, alt="A pot")
    place = url("post-picture", post, picture_pk=second.pk)
    for said in ({"do": "move"}, {"alt_text": "A flower pot"}):
        assert pia.post(place, {"version": fresh(post).version, **said}).status_code == 302
    shown = PostPicture.objects.shown().values_list("alt_text", flat=True)
    assert list(shown) == ["A flower pot", "A bean in a glass"]
    assert pia.post(place, {"version": fresh(post).version, "do": "remove"}).status_code == 302
    assert "taken out and deleted" in pia.get(place, follow=True).content.decode()
    assert pia.get(url("post-file", post, picture_pk=second.pk, size="web")).status_code == 404


def test_pictures_are_shown_to_who_sees_the_post_and_large_ones_are_written_down(scene, cast, sign_in):
    post = scene.draft(picture=True)
    row = post.pictures.get()
    web = url("post-file", post, picture_pk=row.pk, size="web")
    answer = sign_in(cast.pia).get(web)
    assert "no-store" in answer["Cache-Control"]
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert sign_in(cast.sam).get(web).status_code == 404
    assert sign_in(cast.petra).get(web).status_code == 403
    original = url("post-file", post, picture_pk=row.pk, size="original")
    assert sign_in(cast.pia).get(original).status_code == 403
    assert not ReadEvent.objects.filter(what="large picture of a post").exists()
    assert sign_in(cast.maya).get(original).status_code == 200
    assert ReadEvent.objects.get(what="large picture of a post").actor_id == cast.maya.pk
    other = scene.draft()
    assert sign_in(cast.pia).get(url("post-file", other, picture_pk=row.pk, size="web")).status_code == 404
    assert sign_in(cast.pia).get(url("post-file", post, picture_pk=row.pk, size="huge")).status_code == 404


def test_who_did_not_sign_is_told_before_they_type(cast, sign_in):
    PostScene(cast, signed=("maya", "dan"))
    page = sign_in(cast.pia).get(reverse("post-begin")).content.decode()
    assert "Sign the policy on acceptable use first" in page


def test_somebody_was_quicker_and_what_was_typed_is_kept(scene, cast, sign_in):
    post = scene.draft()
    said = {"account": scene.account.pk, "kind": "life", "objective": "Mine", "text": "Mine.", "version": 0}
    sign_in(cast.dan).post(url("post-words", post), said | {"text": "Theirs."})
    answer = sign_in(cast.pia).post(url("post-words", post), said)
    assert answer.status_code == 409
    assert "Mine." in answer.content.decode()
    assert fresh(post).text == "Theirs."


def test_a_reader_of_an_old_page_reads_again(scene, cast, sign_in):
    post = scene.submitted()
    answer = sign_in(cast.maya).post(url("post-read", post), {"version": post.version - 1}, follow=True)
    assert "changed while you read it" in answer.content.decode()
    assert fresh(post).state == "submitted"


def test_sent_back_from_the_readers_page(scene, cast, sign_in):
    post = scene.submitted()
    page = step(sign_in(cast.maya), post, "send-back", body="Say beans once.").content.decode()
    assert "Say beans once." in page
    assert fresh(post).state == "changes_requested"


@pytest.mark.parametrize("slug", ["publish", "schedule", "at-once", "gone", "found-live", "reject"])
def test_staff_reach_no_step_of_those_who_hold_the_account(scene, cast, sign_in, slug):
    post = scene.submitted(by=cast.sam)
    assert sign_in(cast.pia).get(url("post-step", post, slug=slug)).status_code == 403
    assert sign_in(cast.pia).post(url("post-step", post, slug=slug), {}).status_code == 403


def test_a_live_post_is_corrected_by_another_draft(scene, cast, sign_in):
    post = scene.published(picture=True)
    answer = sign_in(cast.pia).post(url("post-correct", post))
    draft = Post.objects.get(amends=post)
    assert answer.url == url("post-words", draft)
    assert "Replaces an earlier post" in sign_in(cast.pia).get(url("post", draft)).content.decode()


def test_versions_say_what_changed(scene, cast, sign_in):
    post = scene.submitted()
    page = sign_in(cast.maya).get(url("post-versions", post)).content.decode()
    assert "Version 1" in page
    assert "We planted beans." in page


def test_places_are_kept_by_leaders(scene, cast, sign_in):
    assert sign_in(cast.pia).get(reverse("post-places")).status_code == 403
    sign_in(cast.maya).post(reverse("post-places"), {"name": "  Mill   Lane "})
    assert PlaceName.objects.get().name == "Mill Lane"


def test_every_step_has_its_words():
    lifecycle = Post.State, Post().lifecycle
    assert set(DONE) == set(lifecycle[1].steps) | set(lifecycle[1].verbs)


def cost(client, address) -> int:
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_lists_cost_the_same_at_few_and_many(scene, cast, sign_in):
    maya = sign_in(cast.maya)
    scene.submitted(picture=True)
    addresses = [reverse("posts"), reverse("posts-to-read")]
    few = [cost(maya, address) for address in addresses]
    author = cast.pia
    rows = [
        Post(account=scene.account, kind="life", author=author, text=f"Post {number}.")
        for number in range(60)
    ]
    Post.objects.bulk_create(rows)
    assert [cost(maya, address) for address in addresses] == few
    assert max(few) <= 20


def test_a_post_costs_the_same_with_many_children_and_pictures(scene, cast, sign_in):
    maya, post = sign_in(cast.maya), scene.submitted(cast.kit, picture=True)
    few = {name: cost(maya, url(name, post)) for name in ("post", "post-read", "post-children")}
    large = scene.draft()
    for _number in range(8):
        scene.add_picture(large, cast.pia)
    siblings = [cast.kit]
    for number in range(8):
        child = people.add_child(
            actor=SET_UP,
            given_name=f"Sib{number}",
            family_name="Rossi",
            born_on=cast.kit.born_on,
            room="Comets",
        )
        scene.answers(child, cast.petra, "instagram")
        siblings.append(child)
    scene.finish(large, *siblings)
    assert {name: cost(maya, url(name, large)) for name in few} == few
    assert max(few.values()) <= 35
