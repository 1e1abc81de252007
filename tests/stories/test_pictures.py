"""Parents on a phone: two siblings signed in one sitting, one use taken back, the other parent's no."""

import re

import pytest
from django.core import mail

from accounts import actions as people
from accounts.models import Person
from consents.actions import informing
from consents.models import Purpose, Request, Signature
from consents.selectors import may_show
from notifications.sweeps import sweep_outbox
from tests.cast import SET_UP, make_person
from tests.consents.scene import SEEN
from tests.stories.visitor import Visitor
from workflow.verification import verify

pytestmark = [pytest.mark.story, pytest.mark.timeout(300)]


@pytest.fixture
def family(cast) -> Person:
    """Petra, who decides for Kit and Noa."""
    informing.publish_usual_notices(actor=cast.olive)
    noa = people.add_child(actor=SET_UP, given_name="Noa", born_on=cast.kit.born_on)
    for child in (cast.kit, noa):
        people.add_contact(child, cast.petra, actor=cast.maya, capacity="mother", right=SEEN)
    return cast.petra


def in_mail(person: Person, pattern: str) -> str:
    sweep_outbox()
    texts = [str(message.body) for message in mail.outbox if person.email in message.to]
    return [found[1] for text in texts if (found := re.search(pattern, text))][-1]


def come_in(visitor: Visitor) -> None:
    visitor.open(in_mail(visitor.person, r"(/pictures/link/[\w-]+/)"))
    visitor.sees_heading("Check that it is you")
    visitor.press("Send me a code")
    visitor.write("Code", in_mail(visitor.person, r"code is (\d{6})"))
    visitor.press("Continue")
    visitor.sees_heading("Pictures of your children")


def answer(visitor: Visitor, *yes: str) -> None:
    """Each use with its legend: yes to the named, no to the others; then the name."""
    visitor.sees_heading("Where may pictures be shown?")
    for purpose in Purpose.objects.asked():
        visitor.choose(purpose.title, "Yes" if purpose.pk in yes else "No")
    visitor.press("Check your answers")
    visitor.sees_heading("Check your answers")
    visitor.write("Type your name to sign", visitor.person.name)
    visitor.tick("I have parental responsibility")
    visitor.press("Sign")
    visitor.sees_heading("Signed. Thank you")


@pytest.mark.parametrize("javascript", [True, False], ids=["JavaScript", "no JavaScript"])
def test_two_siblings_signed_on_a_phone_in_one_sitting(cast, family, visit, javascript):
    petra = visit(family, javascript=javascript)
    come_in(petra)
    petra.follow("Answer now Kit")
    answer(petra, "website", "own-journal")
    petra.press("Next: Noa")
    answer(petra)
    petra.press("Pictures of your children")
    petra.sees("You said: Yes")
    assert may_show(cast.kit, "website")
    assert not may_show(cast.kit, "instagram")
    assert Signature.objects.count() == 2
    assert set(Request.objects.values_list("state", flat=True)) == {"answered"}
    petra.press("I am done")
    petra.check_page()
    petra.open("/pictures/")
    petra.sees_heading("Pictures of your children")
    petra.sees("Send me a link")
    assert verify() == []


@pytest.mark.parametrize("javascript", [True, False], ids=["JavaScript", "no JavaScript"])
def test_one_yes_becomes_a_no_in_two_presses(cast, family, visit, javascript):
    """From the page where it stands to the moment from which it counts."""
    petra = visit(family, javascript=javascript)
    come_in(petra)
    petra.follow("Answer now Kit")
    answer(petra, "website", "press")
    petra.press("Pictures of your children")
    pressed = []

    def press(name: str) -> None:
        pressed.append(name)
        petra.press(name)

    press("Change to No Our website Kit")
    petra.sees("Our website")
    petra.sees("we take down what is on our own pages")
    petra.sees("cannot be called back")
    assert may_show(cast.kit, "website")
    press("Confirm: No")
    assert len(pressed) == 2
    assert (may_show(cast.kit, "website"), may_show(cast.kit, "press")) == (False, True)
    petra.sees("It counts from now on")
    petra.sees("cannot be called back")
    petra.check_page()
    assert verify() == []


def test_several_taken_back_at_once_and_the_other_parents_no(cast, family, visit):
    paolo = make_person("Paolo", "Rossi", "parent")
    people.add_contact(cast.kit, paolo, actor=cast.maya, capacity="father", right=SEEN)
    petra = visit(family)
    come_in(petra)
    petra.follow("Answer now Kit")
    answer(petra, "website", "press")
    petra.press("Pictures of your children")
    petra.follow("Say No to several Kit")
    petra.tick("Our website")
    petra.press("Only these")
    petra.sees("cannot be called back")
    petra.press("Confirm: No")
    petra.sees("It counts from now on")
    assert (may_show(cast.kit, "website"), may_show(cast.kit, "press")) == (False, True)
    father = visit(paolo)
    father.sign_in()
    father.open("/pictures/")
    father.follow("Say No Kit")
    father.press("Everything")
    father.press("Confirm: No")
    assert not may_show(cast.kit, "press")
    assert "Petra" not in father.page.content()
    petra.open("/pictures/")
    petra.sees("Not shown")
    assert "Paolo" not in petra.page.content()
    petra.check_page()


def test_what_was_chosen_is_there_after_a_new_link(cast, family, visit):
    petra = visit(family)
    come_in(petra)
    petra.follow("Answer now Kit")
    petra.choose("Our website", "Yes")
    petra.press("Check your answers")
    petra.sees("There is a problem")
    petra.page.context.clear_cookies()
    petra.choose("Our newsletter to families", "No")
    petra.press("Check your answers")
    petra.sees("Send me a link")
    petra.write("Your e-mail address", family.email)
    petra.press("Send me a link")
    come_in(petra)
    petra.follow("Answer now Kit")
    website = petra.page.get_by_role("group", name="Our website").get_by_role("radio", name="Yes", exact=True)
    newsletter = petra.page.get_by_role("group", name="Our newsletter").get_by_role(
        "radio", name="No", exact=True
    )
    assert website.is_checked()
    assert newsletter.is_checked()


def test_in_polish_and_at_360_px(cast, family, visit):
    petra = visit(family, width=360)
    come_in(petra)
    petra.press("Polski")
    petra.sees_heading("Zdjęcia Twoich dzieci")
    petra.follow("Odpowiedz teraz Kit")
    petra.sees_heading("Gdzie wolno pokazywać zdjęcia?")
    petra.check_page()
