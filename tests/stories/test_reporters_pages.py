"""Every page that somebody who reports may come to: axe, nothing wider than the screen, the question in sight."""

import pytest
from playwright.sync_api import expect

from incidents.actions import reporting, writing
from incidents.models import Draft, Report
from incidents.report_types import REPORT_TYPES
from tests.incidents.reporting import WORDS, draft_of
from tests.stories.visitor import SMALL_BY_DAY, Visitor

pytestmark = [pytest.mark.story, pytest.mark.timeout(300)]

SMALL_PHONE = {"width": 360, "height": 640}


def check_all(visitor: Visitor, paths: list[str]) -> None:
    for path in paths:
        visitor.open(path)
        visitor.check_page()


def draft(cast, kind: str) -> Draft:
    made = draft_of(
        cast.pia,
        about={"about": ["child"]},
        what={"body": [WORDS + " Maya, Dan and Olive know."]},
        when={"happened_on": ["31/02/2026"]},
        people={"name_0": ["A man"]},
    )
    Draft.objects.filter(pk=made.pk).update(report_type=kind)
    return made


def sent(cast, *about: str) -> Report:
    return reporting.submit_report(actor=cast.pia, report_type="concern", about=list(about), body=WORDS)


@pytest.mark.parametrize("width", SMALL_BY_DAY)
def test_every_page_with_its_errors(cast, visit, width):
    _known = cast.kit, cast.sam, cast.dan, cast.olive
    pia = visit(cast.pia, width=width)
    pia.sign_in()
    check_all(pia, ["/", "/report/", "/reports/"])
    for kind, row in REPORT_TYPES.items():
        pia.open(f"/report/new/{kind}/")
        pia.press("Continue")
        pia.sees("There is a problem")
        made = draft(cast, kind)
        check_all(pia, [f"/report/{made.pk}/{page}/" for page in row.pages])
        check_all(pia, [f"/report/{made.pk}/when/?check", f"/report/{made.pk}/discard/", "/report/", "/"])
        Draft.objects.filter(pk=made.pk).update(answers={key: made.answers[key] for key in ("about", "what")})
        check_all(pia, [f"/report/{made.pk}/check/", f"/report/{made.pk}/named/"])
        pia.press("Send now")
        pia.sees("There is a problem")
        pia.check_page()


@pytest.mark.parametrize("width", SMALL_BY_DAY)
def test_every_page_after_sending(cast, visit, width):
    pia = visit(cast.pia, width=width)
    pia.sign_in()
    report, sealed = sent(cast, "child"), sent(cast, "manager", "deputy", "owner")
    writing.write_to_author(report.cases.get(), report, actor=cast.maya, body="When was it?")
    check_all(pia, [f"/report/{one.pk}/sent/" for one in (report, sealed)])
    check_all(pia, [f"/reports/{one.pk}/" for one in (report, sealed)])
    check_all(pia, ["/reports/"])
    pia.open(f"/reports/{report.pk}/")
    pia.reach(pia.page.locator("summary", has_text="Answer"))
    pia.page.keyboard.press("Enter")
    pia.press("Send answer")
    pia.sees("There is a problem")
    pia.check_page()


def test_on_a_small_phone_the_question_is_in_sight_at_once(cast, visit):
    pia = visit(cast.pia)
    pia.page.set_viewport_size(SMALL_PHONE)
    pia.sign_in()
    pia.press("Report a concern")
    expect(pia.page.get_by_role("link", name="999").first).to_be_in_viewport()
    expect(pia.page.get_by_role("heading", level=1)).to_be_in_viewport(ratio=1)
    expect(pia.page.get_by_role("checkbox", name="A child, a parent")).to_be_in_viewport(ratio=1)
    # What one option asks for is hidden until that option is chosen.
    expect(pia.page.get_by_label("Which child?")).to_be_hidden()
    pia.tick("A child, a parent, or somebody outside")
    expect(pia.page.get_by_label("Which child?")).to_be_visible()
    # "I would rather not say" rules out the others.
    pia.tick("I would rather not say")
    expect(pia.page.get_by_role("checkbox", name="A child, a parent")).not_to_be_checked()


def test_the_quick_exit_leaves_at_once_and_back_does_not_return(cast, visit):
    pia = visit(cast.pia)
    pia.sign_in()
    pia.press("Report a concern")
    pia.page.context.route("https://www.bbc.co.uk/**", lambda route: route.fulfill(body="Sunny"))
    for _press in range(3):
        pia.page.keyboard.press("Escape")
    expect(pia.page.get_by_text("Sunny")).to_be_visible()
    pia.page.go_back()
    assert "/report/" not in pia.page.url
