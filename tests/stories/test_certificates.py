"""A parent takes the certificate home; a stranger checks it; a form on paper is printed and opened again."""

import json

import pytest

from accounts import actions as people
from consents import verification
from consents.actions import answering, informing, printing
from consents.models import Purpose, Signature
from consents.selectors import notices
from tests.cast import SET_UP
from tests.stories.visitor import SMALL_BY_DAY

pytestmark = [pytest.mark.story, pytest.mark.usefixtures("real_commits", "certificate_key")]
SEEN = people.Right("yes", evidence="Birth certificate seen")


@pytest.fixture
def signed(cast) -> Signature:
    informing.publish_usual_notices(actor=SET_UP)
    people.add_contact(cast.kit, cast.petra, actor=cast.maya, capacity="mother", right=SEEN)
    asked = [purpose.pk for purpose in Purpose.objects.asked()]
    sitting = answering.Sitting(
        answers={code: code == "website" for code in asked},
        notices={code: notice.pk for code, notice in notices.current().items()},
        typed_name="Petra Rossi",
        declared=True,
        seen=0,
    )
    return answering.sign(cast.kit, actor=cast.petra, sitting=sitting)


@pytest.mark.parametrize("width", SMALL_BY_DAY)
def test_a_certificate_is_taken_and_checked(cast, signed, visit, width, tmp_path):
    petra = visit(cast.petra, width=width)
    petra.sign_in()
    petra.open("/pictures/")
    with petra.page.expect_download() as taken:
        petra.page.get_by_role("link", name="Your certificate (PDF)").click()
    path = tmp_path / taken.value.suggested_filename
    taken.value.save_as(path)
    petra.open("/pictures/certificate/")
    petra.check_page()
    petra.page.get_by_label("The file").set_input_files(path)
    petra.press("Check it")
    assert "This file is genuine and unchanged" in petra.page.inner_text("main")
    petra.check_page()
    path.write_bytes(path.read_bytes().replace(b"/Reason", b"/Treason"[:7]))
    petra.page.get_by_label("The file").set_input_files(path)
    petra.press("Check it")
    assert "This file is not genuine" in petra.page.inner_text("main")
    petra.page.get_by_label("Or its code").fill(signed.seal.code.lower())
    petra.press("Check it")
    assert "We issued a certificate with this code" in petra.page.inner_text("main")
    petra.check_page()
    petra.press("Check it")
    petra.check_page()


def test_a_signature_is_drawn_cleared_by_keyboard_and_drawn_again(cast, signed, visit):
    petra = visit(cast.petra)
    petra.sign_in()
    petra.open(f"/pictures/{cast.kit.pk}/answer/")
    for box in petra.page.get_by_role("radio", name="No", exact=True).all():
        box.check()
    petra.press("Check your answers")
    field, sent = (
        petra.page.get_by_role("img", name="Draw your signature"),
        petra.page.locator("[name=drawn]"),
    )

    def draw() -> None:
        field.scroll_into_view_if_needed()
        frame = field.bounding_box()
        assert frame
        assert abs(frame["width"] / frame["height"] - 2.5) < 0.05
        petra.page.mouse.move(frame["x"] + 20, frame["y"] + 20)
        petra.page.mouse.down()
        petra.page.mouse.move(frame["x"] + 200, frame["y"] + 90, steps=9)
        # Past the edge of the field: what is drawn stays within.
        petra.page.mouse.move(frame["x"] + 2_000, frame["y"] - 2_000)
        petra.page.mouse.up()

    draw()
    clear = petra.page.get_by_role("button", name="Clear the drawing")
    petra.reach(clear)
    petra.page.keyboard.press("Enter")
    assert sent.input_value() == ""
    draw()
    petra.write("Type your name to sign", "Petra Rossi")
    petra.tick("I have parental responsibility")
    petra.press("Sign")
    petra.sees_heading("Signed. Thank you")
    signature = Signature.objects.order_by("-at").first()
    assert signature
    [line] = json.loads(signature.drawn)
    assert len(line) > 5
    assert line[-1] == [1000, 0]
    assert verification.verify() == []


@pytest.mark.parametrize("width", SMALL_BY_DAY)
def test_a_form_is_printed_and_opened_again(cast, signed, visit, width):
    printing.print_form(cast.kit, actor=cast.maya)
    dan = visit(cast.dan, width=width)
    dan.sign_in()
    dan.open(f"/pictures/children/{cast.kit.pk}/paper/")
    dan.check_page()
    with dan.page.expect_download() as made:
        dan.page.get_by_role("button", name="Make the form (PDF)").click()
    assert made.value.suggested_filename.startswith("pictures-form-")
    dan.page.get_by_role("link", name="Enter it").click()
    assert "words that were printed on" in dan.page.inner_text("main")
    dan.check_page()
