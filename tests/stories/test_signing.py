"""A policy signed on a phone, a question answered, paper entered, and the wall that shows it all."""

import datetime as dt

import pytest
from django.urls import reverse

from policies.models import Acknowledgement
from tests.policies.signatures import make_policy, next_version, request_of, sign
from tests.stories.visitor import DESK, SMALL, SMALL_BY_DAY
from workflow import clock
from workflow.verification import verify

pytestmark = [pytest.mark.story, pytest.mark.timeout(300)]
PAGES = ("my-policies", "policy-signatures")


@pytest.fixture
def policy(cast):
    """Signed by Pia in its first version; the second asks her anew."""
    for name in ("pia", "sam", "vera"):
        getattr(cast, name)
    yesterday = clock.now() - dt.timedelta(days=1)
    with clock.at(yesterday):
        policy = make_policy(cast, "practitioner", "support", "volunteer", "manager")
        sign(cast.pia, policy)
    next_version(policy, cast, is_major=True, says="Ask the manager before anything is posted.")
    return policy


def test_pia_reads_what_changed_and_signs_on_her_phone(cast, policy, visit):
    pia = visit(cast.pia, width=SMALL)
    pia.sign_in()
    pia.press("Policies to sign")
    pia.press("Social media")
    pia.sees("You signed version 1")
    pia.sees("New: Ask the manager before anything is posted.")
    pia.press("Sign")
    pia.sees("Type your name to sign.")
    pia.write("Type your name to sign", "Pia Novak")
    pia.press("Sign")
    pia.sees_heading("Signed. Thank you")
    pia.press("My policies")
    pia.sees("Nothing to sign")
    pia.check_page()
    assert Acknowledgement.objects.filter(request__person=cast.pia).count() == 2
    assert verify() == []


def test_sam_asks_maya_answers_and_enters_paper(cast, policy, visit):
    sam = visit(cast.sam, javascript=False)
    sam.sign_in()
    sam.open(reverse("policy-sign", args=[request_of(cast.sam, policy).pk]))
    sam.page.get_by_text("Ask a question first").click()
    sam.write("Your question", "May I post from my own telephone?")
    sam.press("Send my question")
    sam.sees("Your question is sent.")

    maya = visit(cast.maya, width=DESK)
    maya.sign_in()
    maya.open(reverse("policy-signatures"))
    maya.sees("Question asked")
    maya.press("Sam Achebe, Social media: Question asked")
    maya.press("Answer a question")
    maya.write("Your answer", "No, only from the tablet.")
    maya.press("Answer a question")
    maya.sees("Your answer is sent.")
    maya.press("Enter a signature on paper")
    maya.set_date("Day on the paper", clock.today().replace(day=1, month=1))
    maya.write("How was it obtained", "At the desk; in the blue folder.")
    maya.press("Enter a signature on paper")
    maya.sees("This version was not in force on that day.")
    maya.check_page()
    assert verify() == []


@pytest.mark.parametrize("width", SMALL_BY_DAY)
def test_every_page_of_signing_fits_and_passes_axe(cast, policy, visit, width):
    for number in range(9):
        # The wall is wider than any screen, and scrolls by itself.
        make_policy(cast, "practitioner", "support", code=f"more-{number}", title=f"Policy number {number}")
    maya = visit(cast.maya, width=width)
    maya.sign_in()
    asked = request_of(cast.sam, policy)
    own = request_of(cast.maya, policy)
    paths = [reverse(name) for name in PAGES]
    paths += [reverse("policy-sign", args=[own.pk]), reverse("policy-request", args=[asked.pk])]
    paths += [reverse("policy-request-note", args=[asked.pk, slug]) for slug in ("paper", "exempt")]
    for path in paths:
        maya.open(path)
        maya.check_page()
