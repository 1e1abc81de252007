"""A session that ends while somebody types, in a real browser: nothing they typed is lost, nobody else sees it."""

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from incidents.models import Draft, Report
from tests.stories.visitor import Visitor

pytestmark = [pytest.mark.story, pytest.mark.timeout(300)]

WORDS = "She did not want to go home."


def typing(visitor: Visitor) -> None:
    """Somebody on the second page, in the middle of a word."""
    visitor.sign_in()
    visitor.press("Report a concern")
    visitor.tick("I would rather not say")
    visitor.press("Continue")
    visitor.write("What happened?", WORDS)


@pytest.mark.parametrize("javascript", [True, False], ids=["JavaScript", "no JavaScript"])
def test_the_words_are_there_after_signing_in_again(cast, visit, javascript):
    pia = visit(cast.pia, javascript=javascript)
    typing(pia)
    Session.objects.all().delete()
    pia.press("Send now")
    pia.sees_heading("Sign in")
    assert not Report.objects.exists()
    pia.sign_in()
    expect(pia.page.get_by_role("textbox", name="What happened?")).to_have_value(WORDS)
    pia.press("Send now")
    pia.sees_heading("Thank you. It is stored.")
    assert Report.objects.get().body == WORDS


def test_somebody_else_at_the_same_browser_sees_none_of_it(cast, visit):
    pia, sam = visit(cast.pia), visit(cast.sam)
    typing(pia)
    Session.objects.all().delete()
    pia.press("Send now")
    sam.page = pia.page
    sam.sign_in()
    sam.sees_heading("Page not found")
    assert WORDS not in sam.page.content()
    assert Draft.objects.get().typed("what")["body"] == [WORDS]
    # The browser says of a missing page that it is missing.
    assert [said for said in pia.complaints if "404" not in said] == []
    pia.complaints.clear()


def test_signing_in_again_in_another_tab_is_enough(cast, visit):
    pia = visit(cast.pia)
    typing(pia)
    Session.objects.all().delete()
    typed_on = pia.page
    pia.page = typed_on.context.new_page()
    pia.sign_in()
    pia.page = typed_on
    pia.press("Send now")
    pia.sees_heading("Thank you. It is stored.")
    assert Report.objects.get().body == WORDS


def test_what_is_typed_is_kept_without_pressing_anything(cast, visit):
    pia = visit(cast.pia)
    typing(pia)
    expect(pia.page.get_by_role("status")).to_contain_text("Saved at")
    assert Draft.objects.get().typed("what")["body"] == [WORDS]
    pia.page.get_by_role("textbox", name="What happened?").press("End")
    pia.page.keyboard.type(" Nor")
    pia.open("/report/")
    pia.follow("Go on with what you typed")
    expect(pia.page.get_by_role("textbox", name="What happened?")).to_have_value(f"{WORDS} Nor")
