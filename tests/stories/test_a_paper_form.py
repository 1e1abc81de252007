"""A form on paper, on phones: entered with a photograph of it, compared by a colleague, followed by the sheet."""

import io

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import expect

from accounts import actions as people
from accounts.models import Person
from consents import verification
from consents.actions import informing
from consents.models import Purpose, Signature
from consents.selectors import may_show
from tests.consents.scene import SEEN
from tests.stories.visitor import Visitor
from workflow import clock
from workflow.verification import verify

pytestmark = [pytest.mark.story, pytest.mark.timeout(300)]


@pytest.fixture
def mother(cast) -> Person:
    informing.publish_usual_notices(actor=cast.olive)
    people.add_contact(cast.kit, cast.petra, actor=cast.maya, capacity="mother", right=SEEN)
    return cast.petra


def photograph() -> bytes:
    """As a phone takes it: upright in the hand, on its side in the file."""
    paper = Image.new("RGB", (1200, 900), "white")
    ImageDraw.Draw(paper).text((100, 100), "Our website: Yes")
    written, exif = io.BytesIO(), Image.Exif()
    exif[0x0112] = 6
    paper.save(written, "JPEG", exif=exif)
    return written.getvalue()


def fill_in(visitor: Visitor, *yes: str) -> None:
    visitor.choose("Who signed it, or said it?", "Petra Rossi (Mother)")
    visitor.choose("How did it reach you?", "On paper")
    visitor.page.get_by_label("On which day was it signed").fill(clock.today().isoformat())
    for purpose in Purpose.objects.asked():
        visitor.choose(purpose.title, "Yes" if purpose.pk in yes else "No")
    visitor.write("The name, as it is signed", "Petra Rossi")
    visitor.tick("They declare that they may decide")
    visitor.write("Where is the form, or who else heard it?", "In the blue folder")


@pytest.mark.parametrize("javascript", [True, False], ids=["JavaScript", "no JavaScript"])
def test_a_form_is_photographed_entered_compared_and_followed_by_the_sheet(cast, mother, visit, javascript):
    sheet = visit(cast.pia, javascript=javascript)
    sheet.sign_in()
    dan = visit(cast.dan, javascript=javascript)
    dan.sign_in()
    dan.open(f"/pictures/children/{cast.kit.pk}/form/")
    fill_in(dan, "website")
    photographs = [{"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": photograph()}]
    dan.page.get_by_label("A scan or photograph of it").set_input_files(photographs)
    dan.press("Store it")
    dan.sees("not checked yet")
    assert not may_show(cast.kit, "website")
    _says(sheet, "Do not show")
    maya = visit(cast.maya, javascript=javascript)
    maya.sign_in()
    maya.open("/pictures/forms/")
    maya.follow("Kit Rossi")
    scan = maya.page.get_by_role("img", name="The form as it came back, page 1 of 1")
    # Drawn anew, and upright.
    assert scan.evaluate("image => [image.naturalWidth, image.naturalHeight]") == [900, 1200]
    maya.choose("Compare each line with the form. Do they agree?", "Yes, all of it agrees")
    maya.press("Store what I found")
    assert may_show(cast.kit, "website")
    _says(sheet, "May be shown")
    maya.check_page()
    assert Signature.objects.get().scan.count() == 1
    assert (verify(), verification.verify()) == ([], [])


def _says(sheet: Visitor, words: str) -> None:
    """Within one request."""
    sheet.open("/pictures/sheet/?purpose=website")
    kit = sheet.page.locator("section").filter(has_text="Kit Rossi")
    expect(kit.get_by_role("heading", name=words)).to_be_visible()
