"""THE story: a concern is reported on a phone by keyboard, worked through by two leads, and the record proves it."""

import pytest
from playwright.sync_api import expect

from incidents.models import Case, Report
from tests.stories.visitor import Visitor
from workflow.verification import verify

pytestmark = [pytest.mark.story, pytest.mark.timeout(300)]

WORDS = "At snack time Kit said: “I do not want to go home.” He was crying."


@pytest.mark.parametrize("javascript", [True, False], ids=["JavaScript", "no JavaScript"])
def test_a_concern_from_first_word_to_closure(cast, visit, javascript):
    _child = cast.kit
    pia, maya, dan = (visit(one, javascript=javascript) for one in (cast.pia, cast.maya, cast.dan))
    report_it(pia)
    case = Case.objects.get()
    take_it_on(maya, case)
    ask_the_author(maya)
    answer_it(pia)
    propose_to_close(maya, case)
    close_it(dan, case)
    pia.open("/reports/")
    pia.sees("Closed")
    case.refresh_from_db()
    assert case.state == Case.State.CLOSED
    assert verify() == []


def report_it(pia: Visitor) -> None:
    """Two pages, the words, and three presses: tick, Continue, Send now."""
    pia.sign_in()
    pia.press("Report a concern")
    expect(pia.page.get_by_label("Which child?")).to_be_hidden()
    pia.tick("A child, a parent, or somebody outside")
    pia.pick("Which child?", "Kit Rossi")
    pia.press("Continue")
    pia.write("What happened?", WORDS)
    pia.press("Send now")
    pia.sees_heading("Thank you. It is stored.")
    pia.sees(Report.objects.get().reference)
    pia.press("See or add to what I sent")
    pia.sees(WORDS)
    pia.sees("Received")
    pia.check_page()


def take_it_on(maya: Visitor, case: Case) -> None:
    maya.sign_in()
    maya.open("/cases/")
    maya.press(case.reference)
    maya.sees(WORDS)
    maya.press("Acknowledge")
    maya.sees("Acknowledged")
    maya.press("Triage")
    maya.pick("What is it about?", "Risk of being traced after domestic abuse")
    maya.choose("How urgent is it?", "Same day")
    maya.pick("A child's level of need", "Level 2: Additional")
    maya.write("Why do you decide so?", "He has been quiet for two weeks.")
    maya.press("Triage")
    maya.press("Add a note")
    maya.write("Note", "Spoke with his key person.")
    maya.press("Add a note")
    maya.sees("Spoke with his key person.")


def ask_the_author(maya: Visitor) -> None:
    maya.press("Write to the author")
    maya.write("Message to the author", "Who else heard him?")
    maya.press("Write to the author")
    maya.sees("Who else heard him?")


def answer_it(pia: Visitor) -> None:
    pia.open("/reports/")
    pia.sees("Being dealt with")
    pia.press(Report.objects.get().reference)
    pia.sees("Who else heard him?")
    assert "key person" not in pia.page.locator("main").inner_text()
    pia.reach(pia.page.locator("summary", has_text="Answer"))
    pia.page.keyboard.press("Enter")
    pia.write("Your answer", "Only me.")
    pia.press("Send answer")
    pia.sees("Only me.")


def propose_to_close(maya: Visitor, case: Case) -> None:
    maya.open(f"/cases/{case.pk}/")
    maya.sees("Only me.")
    maya.press("Propose to close")
    maya.pick("How did it end?", "Support inside the setting")
    maya.write("Why can it be closed?", "His father collects him now, and he is settled.")
    maya.choose("Were the parents informed?", "Yes")
    maya.tick("None of them")
    maya.press("Propose to close")
    maya.check_page()


def close_it(dan: Visitor, case: Case) -> None:
    dan.sign_in()
    dan.open("/cases/")
    dan.press(case.reference)
    dan.press("Close")
    dan.sees("His father collects him now, and he is settled.")
    dan.press("Close")
    dan.sees("Closed")
    dan.check_page()
