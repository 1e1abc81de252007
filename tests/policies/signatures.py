"""Policies that people are to sign, made through the actions; what tests of signing begin from."""

import datetime as dt
from typing import Any

from accounts.models import Person, Role
from policies.actions import agreeing, drafting, keeping, signing
from policies.actions.agreeing import Adoption
from policies.models import AcknowledgementRequest, Audience, Policy, PolicyVersion
from policies.outline import Block, Outline
from policies.selectors import words
from tests.cast import Cast
from workflow import clock
from workflow.actors import System

SET_UP = System("set-up")
STAFF = (Role.OWNER, Role.MANAGER, Role.DEPUTY_MANAGER, Role.PRACTITIONER, Role.SUPPORT)
NOTICE = "Take no photographs here, and leave your telephone at the desk."


def outline(title: str, *clauses: str) -> Outline:
    blocks = [Block("section", 0, "Aims"), *(Block("clause", 0, text) for text in clauses)]
    return Outline(title=title, blocks=blocks)


def make_policy(
    cast: Cast,
    *roles: str,
    code: str = "social-media",
    title: str = "Social media",
    notice_for: tuple[str, ...] = (),
    since: dt.date | None = None,
    **said: Any,
) -> Policy:
    """In force since a day (today), recorded by Maya; signed by `roles`, and its notice by `notice_for`."""
    policy = keeping.add_policy(actor=cast.maya, code=code, title=title, notice=NOTICE, **said)
    for role in roles or (Role.PRACTITIONER,):
        keeping.bind(policy, role, actor=cast.maya)
    for role in notice_for:
        keeping.bind(policy, role, actor=cast.maya, kind=Audience.Kind.NOTICE)
    draft = drafting.start_draft(policy, actor=SET_UP, outline=outline(title, "Be kind.", "Ask first."))
    day = since or clock.today()
    adoption = Adoption(in_force_since=day, approved_by="The committee", reviewed_on=day)
    agreeing.adopt(draft, actor=cast.maya, seen=draft.version, adoption=adoption)
    return Policy.objects.get(pk=policy.pk)


def next_version(
    policy: Policy, cast: Cast, *, is_major: bool, day: dt.date | None = None, says: str = "Ask twice."
) -> PolicyVersion:
    """Drafted by Maya, agreed, approved by Olive, and published for a day (today)."""
    version = drafting.start_draft(policy, actor=cast.maya)
    blocks = [*Outline.from_json(version.outline).blocks, Block("clause", 0, says)]
    drafting.edit(version, actor=cast.maya, seen=_now(version).version, outline=Outline(policy.title, blocks))
    drafting.describe(
        version,
        actor=cast.maya,
        seen=_now(version).version,
        is_major=is_major,
        change_summary=f"New: {says}",
    )
    drafting.confirm_keys(version, actor=cast.maya, seen=_now(version).version)
    agreeing.consult(version, actor=cast.maya, seen=_now(version).version)
    for group in agreeing.GROUPS:
        agreeing.record_consultation(
            version, actor=cast.maya, group=group, held_on=clock.today(), how="A talk", feedback="Agreed."
        )
    agreeing.hand_to_manager(version, actor=cast.maya, seen=_now(version).version)
    agreeing.agree(version, actor=cast.maya, seen=_now(version).version)
    agreeing.approve(version, actor=cast.olive, seen=_now(version).version)
    agreeing.publish(
        version, actor=cast.maya, seen=_now(version).version, effective_from=day or clock.today()
    )
    return _now(version)


def _now(version: PolicyVersion) -> PolicyVersion:
    return PolicyVersion.objects.get(pk=version.pk)


def request_of(person: Person, policy: Policy) -> AcknowledgementRequest:
    """Their last request under a policy, as it stands."""
    rows = AcknowledgementRequest.objects.filter(person=person, version__policy=policy)
    return rows.order_by("-version__number").first()


def shown(request: AcknowledgementRequest) -> words.Shown:
    """What the page shows now."""
    return words.words_of(request).shown


def sign(person: Person, policy: Policy) -> None:
    request = request_of(person, policy)
    signing.sign(request, actor=person, shown=shown(request), typed_name=person.name)


def standing(person: Person, policy: Policy) -> str:
    row = request_of(person, policy)
    return AcknowledgementRequest.objects.with_standing().get(pk=row.pk).standing
