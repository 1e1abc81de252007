"""Somebody with a camera in one hand: who may be shown where, on a phone and on a desk; and a No that is said."""

import datetime as dt

import pytest
from playwright.sync_api import expect

from accounts import actions as people
from consents.actions import answering, informing
from consents.models import Purpose
from consents.selectors import may_show, notices
from tests.cast import SET_UP, Cast, make_person
from tests.consents.entering import enter
from tests.stories.visitor import DESK, SMALL_BY_DAY, Visitor

pytestmark = [pytest.mark.story, pytest.mark.usefixtures("real_commits")]
SEEN = people.Right("yes", evidence="Birth certificate seen")


@pytest.fixture
def room(cast: Cast) -> dict:
    """Kit and Łukasz, each with a mother; Kit may be shown on Instagram."""
    for purpose in Purpose.objects.asked():
        words = informing.Words("Pictures.", "Families.", "A year.")
        informing.publish_notice(purpose, actor=SET_UP, words=words)
    lukasz = people.add_child(actor=SET_UP, given_name="Łukasz", born_on=dt.date(2023, 1, 1), room="Comets")
    mothers = {cast.kit: cast.petra, lukasz: make_person("Ola", "Nowak", "parent")}
    for child, mother in mothers.items():
        people.add_contact(child, mother, actor=cast.maya, capacity="mother", right=SEEN)
    asked = [purpose.pk for purpose in Purpose.objects.asked()]
    sitting = answering.Sitting(
        answers={code: code == "instagram" for code in asked},
        notices={code: notice.pk for code, notice in notices.current().items()},
        typed_name="Petra Rossi",
        declared=True,
        seen=0,
    )
    answering.sign(cast.kit, actor=cast.petra, sitting=sitting)
    return {"kit": cast.kit, "lukasz": lukasz, "ola": mothers[lukasz]}


# A name, and its numbers below it where it is long.
TWO_LINES = 110


def sections(visitor: Visitor) -> dict[str, list[str]]:
    """Heading → the names below it that can be seen."""
    found = {}
    for section in visitor.page.locator("[data-group]:visible").all():
        names = section.locator("[data-line]:visible a").all_inner_texts()
        found[section.get_by_role("heading").inner_text()] = names
    return found


def test_on_a_phone_the_use_comes_first_and_a_no_is_entered_from_there(cast, room, visit):
    pia = visit(cast.pia)
    pia.sign_in()
    pia.open("/pictures/sheet/")
    pia.follow("Our Instagram account")
    assert sections(pia) == {"Do not show": ["Łukasz"], "May be shown": ["Kit Rossi"]}
    search = pia.page.get_by_role("searchbox", name="Find a child")
    pia.reach(search)
    pia.page.keyboard.type("LUKA")
    assert sections(pia) == {"Do not show": ["Łukasz"]}
    expect(pia.page.get_by_role("status").filter(has_text="Children shown")).to_contain_text("1")
    search.fill("")
    pia.follow("Kit Rossi")
    pia.choose("Who said it?", "Petra Rossi (Mother)")
    pia.tick("Our Instagram account")
    pia.choose("How did it reach you?", "Said in person")
    pia.write("What was said or written?", "Please not on Instagram any more.")
    pia.press("Store this No")
    pia.sees("It counts from now on")
    pia.check_page()
    pia.open("/pictures/sheet/")
    pia.follow("Our Instagram account")
    assert sections(pia) == {"Do not show": ["Kit Rossi", "Łukasz"]}
    pia.check_page()
    assert "Kit" not in pia.page.url + pia.page.title()


@pytest.mark.parametrize("javascript", [True, False], ids=["JavaScript", "no JavaScript"])
def test_everything_on_a_phone_is_a_line_for_each_child_that_opens(cast, room, visit, javascript):
    pia = visit(cast.pia, javascript=javascript)
    pia.sign_in()
    pia.open("/pictures/sheet/")
    pia.follow("Everything, child by child")
    kit = pia.page.locator("details").filter(has_text="Kit Rossi")
    assert kit.bounding_box()["height"] < TWO_LINES
    expect(kit.get_by_text("Our Instagram account")).not_to_be_visible()
    pia.reach(kit.locator("summary"))
    pia.page.keyboard.press("Enter")
    expect(kit.get_by_text("Our Instagram account")).to_be_visible()
    pia.check_page()


def test_on_a_desk_the_whole_grid_stands_there(cast, room, visit):
    pia = visit(cast.pia, width=DESK)
    pia.sign_in()
    pia.open("/pictures/sheet/")
    pia.check_page()
    assert pia.page.locator("[data-line]:visible .ss-may--yes").count() == 1
    pia.open("/pictures/sheet/?purpose=instagram&room=Comets")
    pia.check_page()


def test_without_javascript_names_are_found_by_the_button(cast, room, visit):
    pia = visit(cast.pia, javascript=False)
    pia.sign_in()
    pia.open("/pictures/sheet/?purpose=instagram")
    pia.page.get_by_role("searchbox", name="Find a child").fill("kit")
    pia.press("Find")
    assert sections(pia) == {"May be shown": ["Kit Rossi"]}
    assert "kit" not in pia.page.url


@pytest.mark.parametrize("width", SMALL_BY_DAY)
def test_a_paper_form_counts_when_a_second_person_has_checked_it(cast, room, visit, width):
    form = enter(room["lukasz"], room["ola"], "website", by=cast.dan)
    maya = visit(cast.maya, width=width)
    maya.sign_in()
    maya.open(f"/pictures/children/{room['lukasz'].pk}/")
    maya.sees("nobody has checked it yet")
    assert not may_show(room["lukasz"], "website")
    maya.follow("Check it")
    maya.choose("Compare each line with the form. Do they agree?", "Yes, all of it agrees")
    maya.press("Store what I found")
    maya.sees("Every Yes of this form counts now.")
    assert may_show(room["lukasz"], "website")
    for path in (
        f"children/{room['lukasz'].pk}/form/",
        f"children/{room['lukasz'].pk}/block/",
        "forms/",
        f"forms/{form.pk}/",
    ):
        maya.open(f"/pictures/{path}")
        maya.check_page()
