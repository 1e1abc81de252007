"""Every page on which policies are read or kept: axe, nothing wider than the screen, on a phone and at a desk."""

import datetime as dt

import pytest
from playwright.sync_api import expect

from policies.actions import asking, drafting, keeping, sources
from policies.models import Policy, Source
from tests.policies.conftest import WORDS
from tests.policies.reading import adopted, published, signs
from tests.stories.visitor import DESK, PHONE, SMALL_BY_DAY

pytestmark = [pytest.mark.story, pytest.mark.timeout(300)]

FIRST, SECOND = dt.date(2024, 7, 23), dt.date(2025, 9, 1)


@pytest.fixture
def phones(cast) -> Policy:
    """In two versions, overdue, signed by Pia; it leans on what is missing, late or being made."""
    keeping.enter_usual_policies(actor=cast.maya)
    sources.enter_usual_sources(actor=cast.maya)
    policy = adopted(cast, FIRST, "Phones stay in the **office**.", "See [the law](https://www.gov.uk/).")
    keeping.bind(policy, "practitioner", actor=cast.maya)
    for code in ("complaints", "images", "acceptable-use"):
        keeping.link(policy, Policy.objects.get(code=code), actor=cast.maya)
    keeping.cite(policy, Source.objects.first(), actor=cast.maya)
    complaints = Policy.objects.get(code="complaints")
    keeping.change_policy(complaints, actor=cast.maya, link="https://example.org/", reviewed_on=FIRST)
    drafting.start_draft(Policy.objects.get(code="images"), actor=cast.maya, outline=WORDS)
    signs(cast.pia, policy, dt.date(2025, 3, 1))
    published(policy, cast, SECOND)
    asking.sweep_requests()
    return policy


@pytest.mark.parametrize("width", SMALL_BY_DAY)
def test_the_manager_reads_and_keeps_them(cast, visit, phones, width):
    maya = visit(cast.maya, width=width)
    maya.sign_in()
    one, missing = f"/policies/{phones.pk}/", Policy.objects.get(code="images")
    version = phones.versions.get(number=1)
    paths = [
        "/policies/", "/policies/?show=overdue", "/policies/?show=to-sign", "/policies/links/",
        one, f"{one}?on=2025-03-01", f"{one}?on=x", f"{one}agreed/?on=2025-03-01", f"{one}agreed/?on=2020-01-01",
        f"/policies/{missing.pk}/", f"/policies/versions/{version.pk}/text/",
        *(f"{one}{page}/" for page in ("change", "link", "cite", "sign", "retire")),
        f"/policies/links/{phones.links.first().pk}/end/", "/policies/add/",
    ]  # fmt: skip
    for path in paths:
        maya.open(path)
        maya.check_page()
    maya.open("/policies/add/")
    maya.press("Add")
    maya.sees("There is a problem")
    maya.check_page()


def test_the_picture_is_for_who_has_room_and_the_table_for_all(cast, visit, phones):
    for width in (PHONE, DESK):
        reader = visit(cast.maya if width == DESK else cast.pia, width=width)
        reader.sign_in()
        reader.open("/policies/links/")
        picture = reader.page.get_by_role("img", name="Which policy leans on which")
        expect(picture).to_be_visible(visible=width == DESK)
        expect(reader.page.get_by_role("table")).to_be_visible()
        reader.check_page()


@pytest.mark.parametrize("javascript", [True, False])
def test_a_parent_reads_them_on_a_phone_without_signing_in(cast, visit, phones, javascript):
    petra = visit(cast.petra, javascript=javascript)
    petra.open("/accounts/login/")
    petra.follow("our policies, and how to report or complain")
    petra.sees_heading("Our policies")
    petra.press("Phones")
    petra.sees("Phones stay in the office.")
    petra.check_page()
    petra.press("How to report, and how to complain")
    petra.sees("NSPCC")


def test_a_link_to_a_clause_lands_on_it(cast, visit, phones):
    pia = visit(cast.pia)
    pia.sign_in()
    clause = phones.versions.get(number=2).clauses.get(number="S1.2")
    pia.open(f"/policies/{phones.pk}/#{clause.clause_id}")
    expect(pia.page.get_by_text("See the law.")).to_be_in_viewport()
    pia.check_page()


def test_the_empty_library_is_filled_by_one_press(cast, visit):
    maya = visit(cast.maya)
    maya.sign_in()
    maya.open("/policies/")
    maya.press("Enter the policies that a pre-school usually keeps")
    maya.sees("15 policies were entered")
    maya.sees("15 missing")
    maya.check_page()
