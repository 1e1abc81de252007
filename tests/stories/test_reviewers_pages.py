"""Every page of reviews, sources and the action plan: axe, nothing wider than the screen, by keyboard."""

import datetime as dt

import pytest

from policies import evidence
from policies.actions import keeping, planning, reviewing, sources
from policies.models import PlanAction, Policy, Review, Source
from tests.policies.signatures import make_policy
from tests.stories.visitor import SMALL_BY_DAY, Visitor
from workflow import clock

pytestmark = [pytest.mark.story, pytest.mark.timeout(300)]

LAST = dt.date(2024, 7, 23)


@pytest.fixture
def review(cast) -> Review:
    """Of a policy last reviewed on 23 July 2024, with something under every question that the site can answer."""
    policy = make_policy(cast, "practitioner", since=LAST)
    sources.enter_usual_sources(actor=cast.maya)
    for source in Source.objects.all():
        keeping.cite(policy, source, actor=cast.maya)
    other = keeping.add_policy(
        actor=cast.maya, code="aup", title="Acceptable use of technology by staff and volunteers"
    )
    keeping.link(policy, other, actor=cast.maya)
    return policy.reviews.get()


@pytest.fixture
def action(cast, review) -> PlanAction:
    """Pia's: said to be done, and sent back."""
    made = planning.add_action(
        actor=cast.maya, title="Set the filter of the office tablet to block app stores", owner=cast.pia,
        due_on=clock.today(), review=review,
    )  # fmt: skip
    planning.claim(made, actor=cast.pia, seen=0, body="Done with the caretaker.")
    planning.send_back(made, actor=cast.dan, seen=1, body="The second tablet is not set yet.")
    return made


def check_all(visitor: Visitor, paths: list[str]) -> None:
    for path in paths:
        visitor.open(path)
        visitor.check_page()


@pytest.mark.parametrize("width", SMALL_BY_DAY)
def test_every_page_with_its_errors(cast, visit, review, action, width):
    maya = visit(cast.maya, width=width)
    maya.sign_in()
    source, policy = Source.objects.first(), review.policy_id
    extra = reviewing.open_review(
        Policy.objects.get(pk=policy), actor=cast.dan, reason="technology", note="New."
    )
    reviewing.change(extra, actor=cast.olive, seen=0)
    plan = f"/policies/plan/{action.pk}/"
    check_all(
        maya,
        [
            "/policies/reviews/", "/policies/reviews/?show=overdue", "/policies/reviews/?show=done",
            f"/policies/reviews/{extra.pk}/", "/policies/sources/", f"/policies/sources/{source.pk}/",
            f"/policies/sources/{source.pk}/change/", f"/policies/sources/{source.pk}/edition/",
            "/policies/plan/", "/policies/plan/?show=verified", plan, f"{plan}note/", f"{plan}change/",
            f"{plan}cancel/", "/lifecycles/",
        ],
    )  # fmt: skip
    for path, button in (
        ("/policies/sources/add/", "Save"),
        (f"/policies/sources/{source.pk}/edition/", "Save"),
        (f"/policies/{policy}/review/", "Open the review"),
        (f"/policies/plan/add/?review={review.pk}", "Add it to the plan"),
        (f"{plan}cancel/", "Cancel"),
        (f"/policies/reviews/{review.pk}/", "Nothing needs to change: end the review"),
    ):
        maya.open(path)
        maya.press(button)
        maya.sees("There is a problem")
        maya.check_page()


def test_a_yearly_review_from_the_reminder_to_the_next_year(cast, visit, review):
    """By keyboard on a phone: what is late, the evidence, an action that names somebody, and the end."""
    maya = visit(cast.maya)
    maya.sign_in()
    maya.open("/policies/reviews/")
    maya.follow("Social media")
    maya.sees(f"Overdue by {(clock.today() - dt.date(2025, 7, 23)).days} days")
    maya.sees("New edition: Keeping children safe in education, 2025, in force from 1 September 2025")
    maya.sees("Acceptable use of technology by staff and volunteers: missing")
    maya.press("Add an action")
    maya.write("What is to be done?", f"Talk with {cast.kit.given_name}")
    maya.pick("By whom?", "Pia Novak")
    maya.page.get_by_label("By when?").fill(clock.today().isoformat())
    maya.press("Add it to the plan")
    maya.sees("This may name somebody: “Kit”")
    maya.page.get_by_label("What is to be done?").fill("")
    maya.write("What is to be done?", "Write the missing policy")
    maya.press("Add it to the plan")
    maya.sees("It is on the plan")
    for number, question in enumerate(evidence.questions()):
        maya.write(str(question.question), f"Looked at: {number}.")
    maya.press("Nothing needs to change: end the review")
    maya.sees("The review is done: nothing needs to change.")
    maya.open("/policies/reviews/")
    maya.sees("Yearly review")
    assert Policy.objects.get(pk=review.policy_id).reviewed_on == clock.today()


def test_an_action_is_done_on_a_phone_without_javascript_and_verified_at_a_desk(cast, visit, action):
    pia, dan = visit(cast.pia, javascript=False), visit(cast.dan, width=1280)
    pia.sign_in()
    pia.open("/policies/plan/")
    pia.follow("Set the filter")
    pia.press("Say that it is done")
    pia.write("How was it done, and where can that be seen?", "Both tablets are set.")
    pia.press("Say that it is done")
    pia.sees("Somebody else looks at it and verifies it.")
    dan.sign_in()
    dan.open("/policies/plan/?show=claimed")
    dan.follow("Set the filter")
    dan.press("Verify")
    dan.write("How do you know that it is done?", "I tried to install an app on both.")
    dan.press("Verify")
    dan.sees("It is verified, and ends here.")
