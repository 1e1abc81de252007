"""Risk assessments made through the actions, as people make them, and the rows that they are about."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

from django.db import transaction

from policies.actions import agreeing, drafting, keeping
from policies.actions.agreeing import Adoption
from policies.models import Policy, PolicyVersion
from policies.outline import Block, Outline
from social.actions import approving_risks, assessing, keeping_tools
from social.hazard_drafts import DraftHazard
from social.models import LearningTool, OfficialAccount, Platform, RiskAssessment
from tests.cast import Cast
from workflow import clock, engine


def acceptable_use(cast: Cast) -> PolicyVersion:
    """The acceptable-use policy in force for a year and more; made once."""
    found = PolicyVersion.objects.published().filter(policy__code="acceptable-use").first()
    if found:
        return found
    since = clock.today() - dt.timedelta(days=500)
    policy = Policy.objects.filter(code="acceptable-use").first() or keeping.add_policy(
        actor=cast.maya, code="acceptable-use", title="Acceptable use"
    )
    words = Outline("Acceptable use", [Block("section", 0, "Aims"), Block("clause", 0, "We are kind.")])
    version = drafting.start_draft(policy, actor=cast.maya, outline=words)
    adoption = Adoption(in_force_since=since, approved_by="Olive", reviewed_on=since)
    agreeing.adopt(version, actor=cast.maya, seen=version.version, adoption=adoption)
    return PolicyVersion.objects.get(pk=version.pk)


def platform(code: str = "facebook") -> Platform:
    return Platform.objects.get(pk=code)


def account(cast: Cast, of: str = "facebook", name: str = "Little Stars") -> OfficialAccount:
    """A proposed account: whether it is covered does not hang on its state."""
    found = OfficialAccount.objects.filter(platform=of, name=name).first()
    if found is None:
        found = OfficialAccount(platform_id=of, name=name, proposed_by=cast.dan)
        with transaction.atomic():
            engine.create(found, "propose", actor=cast.dan)
    return found


def tool(cast: Cast, name: str = "Story time") -> LearningTool:
    found = LearningTool.objects.filter(name=name).first()
    if found is None:
        found = keeping_tools.add_tool(
            actor=cast.dan, name=name, provider="A firm", purpose="Stories at home"
        )
    return found


def hazard(cast: Cast, *, after: tuple[int, int] = (1, 3), **said: Any) -> DraftHazard:
    """A face in a picture; what is left of it is low unless `after` says otherwise."""
    values: dict[str, Any] = {
        "kind": "identification",
        "title": "A face tells who a child is",
        "harmed": ("children",),
        "controls": "Only with a yes to this use, from everybody who decides.",
        "likelihood_before": 4,
        "impact_before": 5,
        "likelihood_after": after[0],
        "impact_after": after[1],
        "residual_owner": str(cast.maya.pk),
    }
    return DraftHazard(**values | said)


def stored(row: RiskAssessment) -> RiskAssessment:
    return RiskAssessment.objects.get(pk=row.pk)


def draft(target: Any, cast: Cast, *, by: Any = None, days: int = 300, **left: Any) -> RiskAssessment:
    """A whole draft by Dan, or by somebody else, with one hazard more than it may have had."""
    author = by or cast.dan
    row = assessing.begin(target, actor=author, purpose="News for families", used_by="Manager and deputy")
    assessing.describe(
        row, actor=author, seen=stored(row).version, purpose=row.purpose, used_by=row.used_by,
        monitoring="Looked at each Monday.", policy_version=acceptable_use(cast),
        next_review_on=clock.today() + dt.timedelta(days=days),
    )  # fmt: skip
    if not stored(row).draft or left:
        assessing.put_hazard(row, hazard(cast, **left), actor=author, seen=stored(row).version)
    return stored(row)


def in_review(target: Any, cast: Cast, **how: Any) -> RiskAssessment:
    row = draft(target, cast, **how)
    approving_risks.hand_in(row, actor=how.get("by") or cast.dan, seen=row.version)
    return stored(row)


def approved(target: Any, cast: Cast, **how: Any) -> RiskAssessment:
    """Written by Dan and approved by Maya; with a high risk left, accepted by Olive."""
    row = in_review(target, cast, **how)
    approving_risks.approve(row, actor=cast.maya, seen=row.version, body="Read it all.")
    if stored(row).state == RiskAssessment.State.WITH_OWNER:
        approving_risks.sign_off(row, actor=cast.olive, seen=stored(row).version, body="I accept it.")
    return stored(row)


def step(act: Any, row: RiskAssessment, actor: Any, **said: Any) -> RiskAssessment:
    """One action on the row as it stands."""
    act(row, actor=actor, seen=stored(row).version, **said)
    return stored(row)


def risk_rows(world: Any, cast: Cast) -> None:
    """One of each for the table of URLs: one that holds, a draft with a hazard, and a tool."""
    world.risk, world.learning_tool = approved(platform(), cast), tool(cast)
    world.risk_draft = draft(world.learning_tool, cast)
    # No row: a place in a draft.
    world.risk_key = SimpleNamespace(pk=world.risk_draft.draft[0]["key"])


REFUSALS = (engine.NotAllowed, engine.WrongState, engine.StaleState)
