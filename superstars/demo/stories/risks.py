"""Risks thought through: platforms and accounts that may be used, a tool that has run out, one that waits."""

import datetime as dt
import json
from importlib import resources
from typing import Any

from accounts.models import Person
from policies.models import PolicyVersion
from social.actions import approving_risks, assessing, keeping_tools, noticing_change
from social.hazard_drafts import DraftHazard
from social.models import OfficialAccount, Platform, RiskAssessment
from superstars.demo.days import Moments
from superstars.demo.scene import Scene
from workflow import clock

PLATFORMS = ("facebook", "instagram")
MONITORING = (
    "Marcus looks at it each Monday and writes down what he found; Hannah looks at his notes each term."
)


def platforms_assessed(scene: Scene) -> Moments:
    """Marcus writes, Hannah approves: what he may not do himself."""
    yield scene.days.ago(24, "13:30")
    marcus, hannah = scene.who("marcus"), scene.who("hannah")
    rows = [
        written(
            Platform.objects.get(pk=code),
            marcus,
            hannah,
            kind="platform",
            purpose="Showing families what children do all day, and inviting new ones to open mornings.",
            used_by="Hannah and Marcus, from the office tablet. No children use it.",
        )
        for code in PLATFORMS
    ]
    yield scene.days.ago(23, "15:40")
    for row in rows:
        decide(row, hannah, "Read each control against what we really do. It fits.")


def accounts_assessed(scene: Scene) -> Moments:
    """Whatever has been proposed on those platforms by then, each account on its own; covered a day later."""
    yield scene.days.ago(20, "11:00")
    marcus, hannah = scene.who("marcus"), scene.who("hannah")
    rows = [
        written(
            account,
            marcus,
            hannah,
            kind="account",
            purpose="Pictures of activities, dates of the term, and thanks to whoever helped.",
            used_by="Hannah and Marcus post; others draft. Families follow it.",
        )
        for account in OfficialAccount.objects.filter(platform__in=PLATFORMS, state="proposed").order_by(
            "name"
        )
    ]
    yield scene.days.ago(19, "10:15")
    for row in rows:
        decide(row, hannah, "Comments are held back, I tried it. Two administrators, both with a code.")


def stories_at_home(scene: Scene) -> Moments:
    """A tool that was assessed for the autumn alone: since its last day it is off, and nobody had to do a thing."""
    yield scene.days.ago(29, "11:30")
    marcus, hannah = scene.who("marcus"), scene.who("hannah")
    tool = keeping_tools.add_tool(
        actor=marcus,
        name="Bedtime Shelf",
        provider="A small firm in Leeds",
        purpose="Picture books read aloud, at home",
    )
    row = written(
        tool,
        marcus,
        hannah,
        kind="tool",
        days=21,
        purpose="A story each evening of the autumn, chosen by us.",
        used_by="Families at home; Priya chooses the stories.",
    )
    yield scene.days.ago(28, "09:05")
    decide(row, hannah, "For the autumn, then we look at it again.")


def calls_with_families(scene: Scene) -> Moments:
    """Hannah wrote it, so she cannot approve it; and what is left of it is high. It waits."""
    yield scene.days.ago(4, "14:30")
    hannah, marcus = scene.who("hannah"), scene.who("marcus")
    tool = keeping_tools.add_tool(
        actor=hannah,
        name="Window Calls",
        provider="A large firm abroad",
        purpose="A call with a child who is away for long",
        min_age=16,
    )
    row = written(
        tool,
        hannah,
        marcus,
        kind="live",
        purpose="A child who is in hospital sees the group for ten minutes.",
        used_by="Hannah and the child’s key person, with a parent beside the child.",
    )
    yield scene.days.ago(2, "16:20")
    noticing_change.add_note(
        row, actor=scene.who("priya"), body="The tablet of the room shows names under the pictures."
    )


def written(
    target: Any, author: Person, answers: Person, *, kind: str, days: int = 330, **said: Any
) -> RiskAssessment:
    """A whole assessment, from its first word to the desk of whoever decides; `answers` for what is left."""
    row = assessing.begin(target, actor=author, **said)
    assessing.describe(
        row,
        actor=author,
        seen=_seen(row),
        monitoring=MONITORING,
        policy_version=PolicyVersion.objects.in_force().filter(policy__code="acceptable-use").first(),
        next_review_on=clock.today() + dt.timedelta(days=days),
        **said,
    )
    for hazard in _hazards(kind, answers):
        assessing.put_hazard(row, hazard, actor=author, seen=_seen(row))
    approving_risks.hand_in(row, actor=author, seen=_seen(row))
    return row


def decide(row: RiskAssessment, person: Person, body: str) -> None:
    approving_risks.approve(row, actor=person, seen=_seen(row), body=body)


def _hazards(kind: str, answers: Person) -> list[DraftHazard]:
    text = (resources.files("superstars.demo") / "data" / "risk-hazards.json").read_text(encoding="utf-8")
    return [
        DraftHazard(
            kind=code,
            title=title,
            harmed=tuple(harmed),
            controls=controls,
            likelihood_before=before[0],
            impact_before=before[1],
            likelihood_after=after[0],
            impact_after=after[1],
            residual_owner=str(answers.pk),
        )
        for code, title, harmed, *before, controls, a, b in json.loads(text)[kind]
        for after in [(a, b)]
    ]


def _seen(row: RiskAssessment) -> int:
    return RiskAssessment.objects.get(pk=row.pk).version
