"""A post from a practitioner's telephone to the page: written, stopped by a name, read, and published."""

from pathlib import Path

import pytest

from social.models import Post
from tests.documents import picture_files
from tests.social.post_scene import LINK, PostScene
from tests.stories.visitor import Visitor

pytestmark = [pytest.mark.story, pytest.mark.usefixtures("real_commits")]
SHOWN = "A child puts a bean into a pot"


@pytest.fixture
def scene(cast) -> PostScene:
    return PostScene(cast)


def writes(pia: Visitor, picture: Path) -> None:
    """Words with a name in them, a picture, a child, the checks. `press` checks each page that is left."""
    pia.open("/social/posts/new/")
    pia.page.get_by_label("Instagram: Super Stars").check()
    pia.page.get_by_label("From our days: what children do and make").check()
    pia.page.get_by_label("Text").fill("Kit and the others sowed beans.")
    pia.page.get_by_label("What is it for?").fill("Families see our days")
    pia.press("Save and go on")
    pia.page.get_by_label("The picture").set_input_files(picture)
    pia.page.get_by_label("What does it show?").fill(SHOWN)
    pia.press("Add it")
    pia.press("Go on: who can be recognised")
    pia.page.get_by_label("The children marked below").check()
    pia.page.get_by_role("searchbox", name="Find a child").fill("kit")
    pia.page.get_by_label("Kit Rossi").check()
    pia.press("Save and go on")
    pia.sees("is the name of a child here")
    ticks_all(pia)


def ticks_all(pia: Visitor) -> None:
    for box in pia.page.get_by_role("checkbox").all():
        box.check()
    pia.press("Save and go on")


def test_a_post_is_written_agreed_to_and_published_on_a_telephone(cast, scene, visit, tmp_path):
    path = tmp_path / "beans.jpg"
    path.write_bytes(picture_files.with_notes())
    pia, maya = visit(cast.pia), visit(cast.maya)
    pia.sign_in()
    writes(pia, path)
    pia.sees("may name a child")
    assert pia.page.get_by_role("link", name="Hand it to a reader").count() == 0
    pia.page.get_by_role("link", name="Words", exact=True).click()
    pia.page.get_by_label("Text").fill("We sowed beans.")
    pia.press("Save and go on")
    pia.open(f"/social/posts/{Post.objects.get().pk}/checks/")
    ticks_all(pia)
    pia.press("Hand it to a reader")
    pia.press("Hand it to a reader")
    maya.sign_in()
    maya.open("/social/posts/to-read/")
    maya.press("We sowed beans.")
    picture = maya.page.get_by_alt_text(SHOWN)
    assert picture.evaluate("image => image.complete && image.naturalHeight > image.naturalWidth")
    maya.press("Agree")
    publishes(visit(cast.dan, width=1280))
    assert Post.objects.get().state == "published"


def publishes(dan: Visitor) -> None:
    dan.sign_in()
    dan.open("/social/posts/?show=agreed")
    dan.press("We sowed beans.")
    dan.press("Note it as published")
    with dan.page.expect_download() as taken:
        dan.page.get_by_role("link", name="Take picture 1 to publish it").click()
    assert b"Secret" not in taken.value.path().read_bytes()
    dan.page.get_by_label("The address of the post").fill(LINK)
    dan.press("Note it as published")
    dan.sees("It is noted as published.")
    dan.check_page()
