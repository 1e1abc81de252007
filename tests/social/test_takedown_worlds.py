"""Whoever may not read reasons cannot tell a block of the safeguarding lead from a parent's No (R8)."""

import datetime as dt

import pytest

from accounts import actions as people
from accounts.models import Person, Role
from consents.actions import blocking, withdrawing
from notifications import outbox
from notifications.models import Message
from social.actions import taking_down
from social.actions.taking_down import Removed
from social.models import Post, TakeDown, TakeDownWord
from tests.cast import SET_UP, SINCE, make_person
from tests.social.post_scene import PostScene
from workflow import clock

URLS = ("/", "/bell/", "/social/", "/social/board/?group=down", "/social/board/today/", "/social/take-downs/",
        "/social/take-downs/?show=late")  # fmt: skip


@pytest.fixture
def scene(cast) -> PostScene:
    return PostScene(cast)


@pytest.fixture
def posts(cast, scene) -> dict[str, Post]:
    """Two posts with the same words: in one world a parent says No, in the other the lead blocks."""
    scene.answers(cast.ana, make_person("Rosa", "Silva", "parent"), "instagram")
    return {"no": scene.published(cast.kit), "block": scene.published(cast.ana)}


def lose(cast, which: str) -> None:
    if which == "no":
        withdrawing.withdraw(cast.kit, actor=cast.petra, purposes=["instagram"])
    else:
        blocking.block(cast.ana, actor=cast.maya, reason="Hidden words.")
    taking_down.reconcile()


def read(client, post: Post) -> dict[str, bytes]:
    """Every page that tells of it, without ids and moments."""
    row = TakeDown.objects.filter(post=post).first()
    pages = [*URLS] + ([f"/social/take-downs/{row.pk}/"] if row else [])
    pages += [f"/social/take-downs/{row.pk}/{slug}/" for slug in ("start", "gone", "keep")] if row else []
    found = {}
    for path in pages:
        page = client.get(path)
        main = page.content.split(b"<main")[-1].split(b"</main")[0]
        plain = main.replace(str(row.pk).encode() if row else b"-", b"ID").replace(
            str(post.pk).encode(), b"ID"
        )
        found[path.replace(str(row.pk) if row else "-", "ID")] = _without_tokens(plain)
    return found


def _without_tokens(page: bytes) -> bytes:
    lines = [line for line in page.splitlines() if b"csrf" not in line and b"keep_for" not in line]
    return b"\n".join(lines)


@pytest.mark.parametrize("viewer", ["olive", "nina"])
def test_a_no_and_a_block_read_the_same(cast, scene, posts, viewer, sign_in):
    """The owner, and a deputy manager who leads no safeguarding: both take down, neither may read why."""
    make_person("Nina", "Berg", Role.DEPUTY_MANAGER)
    person = cast.olive if viewer == "olive" else Person.objects.get(given_name="Nina")
    client = sign_in(person)
    worlds = {}
    # Both worlds are lost, and looked at, at the same moment.
    moment = clock.now().replace(second=0, microsecond=0) + dt.timedelta(minutes=2)
    for which, post in posts.items():
        with clock.at(moment):
            lose(cast, which)
        worlds[which] = read(client, post)
        # The other world begins without it, and without what the first one left in the bell.
        with clock.at(moment):
            removed = Removed(gone_at=clock.now(), how="Gone.")
            taking_down.finish(post.pk, actor=cast.dan, removed=removed)
        outbox.mark_seen(person.pk)
        Message.objects.filter(recipient_id=person.pk).delete()
    changed = [path for path in worlds["no"] if worlds["no"][path] != worlds["block"].get(path)]
    assert changed == []
    assert worlds["no"].keys() == worlds["block"].keys()
    for page in worlds["block"].values():
        assert b"Hidden words." not in page
        assert not any(words in page for words in (b"Safeguarding block", b"Ana", b"Kit", b"said No<"))


def test_those_who_may_read_reasons_read_them_but_not_of_their_own_family(cast, scene, posts, sign_in):
    lose(cast, "block")
    lose(cast, "no")
    rows = {row.cause: row for row in TakeDown.objects.all()}
    page = sign_in(cast.maya).get(f"/social/take-downs/{rows['block'].pk}/").content.decode()
    assert "Safeguarding block: Ana Silva" in page
    # Why there is a block stands with the block alone.
    assert "Hidden words." not in page
    people.tie(cast.dan, cast.kit, "relative", actor=SET_UP, source="Staff file", starts_on=SINCE)
    client = sign_in(cast.dan)
    assert "Safeguarding block" in client.get(f"/social/take-downs/{rows['block'].pk}/").content.decode()
    page = client.get(f"/social/take-downs/{rows['lost'].pk}/").content.decode()
    assert "said No" not in page.split("Why</h2>")[-1] or "Why</h2>" not in page


def test_no_message_tells_more_than_another(cast, scene, posts):
    for which in posts:
        lose(cast, which)
    by_post = {}
    for row in TakeDown.objects.all():
        told = Message.objects.filter(object_id=row.pk).values_list("kind", "recipient_id", "in_digest")
        by_post[row.cause] = sorted(told, key=str)
    assert by_post["lost"] == by_post["block"]
    assert not TakeDownWord.objects.exists()
