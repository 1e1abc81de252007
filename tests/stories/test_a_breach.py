"""A breach by the manager, with its clause, on a phone: confirmed, closed under the policy, counted for others only."""

import pytest
from playwright.sync_api import expect

from incidents.models import Case
from policies.models import Policy
from tests.incidents.policies import policy_in_force
from tests.stories.visitor import DESK, Visitor
from workflow.verification import verify

pytestmark = [pytest.mark.story, pytest.mark.timeout(300)]

CLAUSE = "S1.2 of Social media, version 1"


def test_a_breach_from_the_report_to_the_policys_page(cast, visit):
    policy = policy_in_force(cast)
    pia, dan, olive = visit(cast.pia), visit(cast.dan), visit(cast.olive)
    maya = visit(cast.maya, width=DESK)
    report_it(pia)
    case = Case.objects.get()
    confirm_it(dan, case)
    tell_lado(dan)
    propose_to_close(dan)
    close_it(olive, case)
    assert counted_for(dan, policy, signed_in=True)
    assert not counted_for(maya, policy)
    maya.open("/dashboard/")
    maya.sees("Social media")
    expect(maya.page.locator("main")).not_to_contain_text(case.reference)
    maya.check_page()
    assert verify() == []


def report_it(pia: Visitor) -> None:
    pia.sign_in()
    pia.press("Report a breach of a policy")
    pia.tick("Maya Lindqvist")
    pia.press("Continue")
    pia.write("What happened?", "She wrote to a family from her own account.")
    pia.press("Add more first")
    pia.pick("Which part of which policy?", "S1.2 Nobody writes to families from a personal account.")
    pia.write("Another account, page or device", "maya.at.home")
    pia.press("Send now")
    pia.sees_heading("Thank you. It is stored.")
    pia.press("See or add to what I sent")
    pia.sees("Social media, version 1, S1.2: Nobody writes to families from a personal account.")


def confirm_it(dan: Visitor, case: Case) -> None:
    dan.sign_in()
    dan.open("/cases/")
    dan.press(case.reference)
    dan.sees("to be confirmed")
    dan.press("Triage")
    expect(dan.page.get_by_role("checkbox", name=CLAUSE)).to_be_checked()
    dan.pick("What is it about?", "Something else")
    dan.choose("How urgent is it?", "Same day")
    dan.pick("A child's level of need", "Level 1: Universal")
    dan.write("Why do you decide so?", "She says so herself.")
    dan.press("Triage")
    dan.sees(f"Clauses confirmed: {CLAUSE}.")


def tell_lado(dan: Visitor) -> None:
    dan.press("Record contact with an outside body")
    dan.pick("Whom did you contact?", "LADO (Local Authority Designated Officer)")
    dan.write("What was said, and by whom?", "No further advice.")
    dan.press("Record contact with an outside body")


def propose_to_close(dan: Visitor) -> None:
    dan.press("Propose to close")
    dan.pick("How did it end?", "Training required")
    dan.write("Why can it be closed?", "She has been trained again.")
    dan.choose("Were the parents informed?", "Yes")
    expect(dan.page.get_by_role("checkbox", name="Social media")).to_be_checked()
    dan.press("Propose to close")


def close_it(olive: Visitor, case: Case) -> None:
    olive.sign_in()
    olive.open(f"/cases/{case.pk}/")
    olive.press("Close")
    olive.sees("Policies applied: Social media.")
    olive.press("Close")
    olive.sees("applied")
    olive.check_page()


def counted_for(visitor: Visitor, policy: Policy, *, signed_in: bool = False) -> bool:
    """Whether the policy's page tells of a case; whoever reads of one finds it behind the number."""
    if not signed_in:
        visitor.sign_in()
    visitor.open(f"/policies/{policy.pk}/")
    visitor.check_page()
    number = visitor.page.get_by_role("link", name="Cases: 1", exact=True)
    if not number.count():
        return False
    visitor.press("Cases: 1")
    visitor.sees(Case.objects.get().reference)
    return True
