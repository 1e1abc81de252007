"""At the door: Maya lends the tablet to Petra, who answers on it; and how far everybody has come, by itself."""

import re

import pytest
from playwright.sync_api import expect

from accounts import actions as people
from accounts.models import Person
from consents.actions import answering, campaigning, informing, requesting
from consents.models import Handover, Signature
from consents.selectors import may_show
from tests.consents.scene import SEEN
from tests.consents.test_sign import sitting
from tests.stories.test_pictures import answer, in_mail
from tests.stories.visitor import Visitor
from workflow.verification import verify

pytestmark = [pytest.mark.story, pytest.mark.timeout(300)]
OF_SOMEBODY = re.compile("Kit|Petra|Rossi|Maya|Comets")


@pytest.fixture
def mother(cast) -> Person:
    informing.publish_usual_notices(actor=cast.olive)
    people.add_contact(cast.kit, cast.petra, actor=cast.maya, capacity="mother", right=SEEN)
    return cast.petra


def says_nothing_of_anybody(visitor: Visitor) -> None:
    expect(visitor.page.locator("body")).not_to_contain_text(OF_SOMEBODY)


def back_shows_nothing(visitor: Visitor, times: int) -> None:
    """However often "back" is pressed, and "forward" again."""
    for _press in range(times):
        visitor.page.go_back()
        says_nothing_of_anybody(visitor)
    visitor.page.go_forward()
    says_nothing_of_anybody(visitor)


def test_lent_answered_and_handed_back(cast, mother, visit):
    tablet = visit(cast.maya)
    tablet.open(f"/pictures/children/{cast.kit.pk}/")
    tablet.sign_in()
    tablet.open(f"/pictures/children/{cast.kit.pk}/")
    tablet.follow("Hand over the tablet")
    tablet.choose("Whom do you hand the tablet to?", "Petra Rossi (Mother)")
    tablet.choose("How do you know who it is?", "I know them")
    other_tab = tablet.page.context.new_page()
    other_tab.goto(tablet.page.url)
    expect(other_tab.locator("body")).to_contain_text("Kit")
    tablet.page.bring_to_front()
    tablet.press("Sign me out, and hand over")
    tablet.sees_heading("Check that it is you")
    says_nothing_of_anybody(tablet)
    expect(other_tab.locator("body")).not_to_contain_text(OF_SOMEBODY)
    other_tab.close()
    back_shows_nothing(tablet, 3)
    tablet.open("/people/")
    tablet.sees_heading("Check that it is you")
    tablet.press("Send me a code")
    tablet.write("Code", in_mail(mother, r"code is (\d{6})"))
    tablet.press("Continue")
    tablet.sees_heading("Pictures of your children")
    tablet.follow("Answer now")
    tablet.person = mother
    answer(tablet, "website")
    assert may_show(cast.kit, "website")
    assert Signature.objects.get().means == "tablet"
    tablet.open("/people/")
    tablet.sees_heading("Pictures of your children")
    tablet.press("I am done: close")
    tablet.sees_heading("Thank you. Please give the tablet back")
    back_shows_nothing(tablet, 4)
    tablet.open(f"/pictures/{cast.kit.pk}/answer/")
    says_nothing_of_anybody(tablet)
    assert Handover.objects.get().ended_at
    assert verify() == []


def test_the_numbers_keep_themselves_up_to_date_until_they_are_paused(cast, mother, visit):
    campaign = campaigning.open_by_hand(actor=cast.maya, because="New words")
    requesting.sweep_requests()
    reader = visit(cast.olive)
    reader.open(f"/pictures/campaigns/{campaign.pk}/")
    reader.page.clock.install()
    reader.sign_in()
    reader.open(f"/pictures/campaigns/{campaign.pk}/")
    reader.sees_heading(re.compile("New words"))
    expect(reader.page.get_by_role("status")).to_have_text("This page keeps itself up to date.")
    bar = reader.page.locator("#progress-words")
    expect(bar).to_contain_text("0 of 1 answered")
    answering.sign(cast.kit, actor=mother, sitting=sitting(cast.kit, "website"))
    reader.page.clock.fast_forward(16_000)
    expect(bar).to_contain_text("1 of 1 answered")
    pause = reader.page.get_by_role("button", name="Pause")
    reader.reach(pause)
    reader.page.keyboard.press("Enter")
    expect(reader.page.get_by_role("status")).to_contain_text("Paused")
    reader.check_page()
