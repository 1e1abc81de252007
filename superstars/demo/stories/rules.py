"""The setting's own policies: adopted, signed or not, made anew, reviewed, with a plan that came of it."""

import datetime as dt
from collections.abc import Callable
from importlib import resources
from typing import Any

from accounts.models import Person, Role
from policies.actions import agreeing, drafting, keeping, loading, planning, reviewing, sources
from policies.actions.agreeing import Adoption
from policies.models import Audience, Policy, PolicyVersion, Review, Source
from policies.outline import CLAUSE, Block, Outline
from superstars.demo.days import Moments
from superstars.demo.scene import Scene
from superstars.demo.stories.signers import sign_everything
from workflow import clock

TEAM = (Role.MANAGER, Role.DEPUTY_MANAGER, Role.PRACTITIONER, Role.SUPPORT)
# Code, file, in force since, who signs the whole of it, who a short notice.
ADOPTED = (
    ("social-media", "social-media-policy.md", "2024-07-23", (*TEAM, Role.VOLUNTEER), ()),
    ("images", "image-policy.md", "2026-03-03", (*TEAM, Role.VOLUNTEER), (Role.VISITOR, Role.CONTRACTOR)),
    ("acceptable-use", "acceptable-use-policy.md", "2026-01-12", (Role.OWNER, *TEAM), ()),
)
NOTICE = (
    "Please take no pictures and make no recordings here, of anybody. Keep your phone in your bag or in the "
    "office. If you see somebody do otherwise, tell the manager."
)
CITED = {
    "social-media": ("Keeping children safe in education", "Working Together to Safeguard Children"),
    "images": ("UK GDPR and Data Protection Act 2018",),
}


def adopted(scene: Scene) -> Moments:
    """What was in force before anybody kept it here: loaded, divided, recorded, signed from then on."""
    yield scene.days.ago(30, "09:20")
    hannah = scene.who("hannah")
    keeping.enter_usual_policies(actor=hannah)
    sources.enter_usual_sources(actor=hannah)
    yield scene.days.ago(30, "10:05")
    for code, file, since, signers, noticed in ADOPTED:
        policy = Policy.objects.get(code=code)
        _bind(policy, hannah, signers, noticed)
        for title in CITED.get(code, ()):
            keeping.cite(policy, Source.objects.get(title=title), actor=hannah)
        content = (resources.files("superstars.demo") / "data" / file).read_bytes()
        version = loading.load(actor=hannah, name=file, content=content, policy=policy)
        day = dt.date.fromisoformat(since)
        adoption = Adoption(in_force_since=day, approved_by="Rosalind Achebe, owner", reviewed_on=day)
        agreeing.adopt(version, actor=hannah, seen=version.version, adoption=adoption)


def _bind(policy: Policy, actor: Person, signers: tuple[str, ...], noticed: tuple[str, ...]) -> None:
    if noticed:
        keeping.change_policy(policy, actor=actor, notice=NOTICE)
    for role in signers:
        keeping.bind(policy, role, actor=actor)
    for role in noticed:
        keeping.bind(policy, role, actor=actor, kind=Audience.Kind.NOTICE)


def acceptable_use_made_anew(scene: Scene) -> Moments:
    """A second version by Marcus: views asked, agreed, approved by the owner, in force, half signed."""
    yield scene.days.ago(24, "10:00")
    marcus, policy = scene.who("marcus"), Policy.objects.get(code="acceptable-use")
    version = drafting.start_draft(policy, actor=marcus)
    drafting.edit(version, actor=marcus, seen=version.version, outline=_with_phones_locked_away(version))
    version = _fresh(version)
    drafting.describe(
        version,
        actor=marcus,
        seen=version.version,
        is_major=True,
        change_summary="Personal phones stay in the lockers while children are here. Before, a bag was enough.",
    )
    _step(drafting.confirm_keys, version, scene.who("hannah"))
    yield scene.days.ago(24, "11:10")
    _step(agreeing.consult, version, marcus)
    yield scene.days.ago(18, "16:40")
    for group, how, said in (
        ("staff", "Team meeting", "Everybody agrees. The lockers need a shelf for smart watches."),
        ("parents", "Newsletter, with a week to answer", "Two answers, both glad of it."),
        ("children", "Circle time in the Planets room", "Phones are for mummies. Ours sleep in a box."),
    ):
        agreeing.record_consultation(
            _fresh(version), actor=marcus, group=group, held_on=clock.today(), how=how, feedback=said
        )
    _step(agreeing.hand_to_manager, version, marcus)
    yield scene.days.ago(16, "09:30")
    _step(agreeing.agree, version, scene.who("hannah"))
    yield scene.days.ago(15, "18:20")
    _step(agreeing.approve, version, scene.who("rosalind"))
    yield scene.days.ago(13, "08:40")
    _step(agreeing.publish, version, scene.who("hannah"), effective_from=scene.days.day(12))
    yield scene.days.ago(11, "12:20")
    for key in ("rosalind", "hannah", "marcus", "priya", "gloria"):
        sign_everything(scene.who(key))


def social_media_reviewed(scene: Scene) -> Moments:
    """The yearly review is more than a year late. Hannah has begun to answer, and a plan has come of it."""
    yield scene.days.ago(8, "14:00")
    hannah, marcus = scene.who("hannah"), scene.who("marcus")
    review = Review.objects.get(policy__code="social-media", reason=Review.Reason.ANNUAL)
    reviewing.answer(
        review,
        actor=hannah,
        said={"technology": "Children’s profiles on the television in the staff room were new to us."},
    )
    yield scene.days.ago(7, "15:10")
    action = planning.add_action(
        actor=hannah,
        title="Write a page for parents about pictures of other people’s children",
        owner=marcus,
        due_on=scene.days.day(2),
        review=review,
    )
    check = planning.add_action(
        actor=hannah,
        title="Look through the settings of the tablets in both rooms",
        owner=scene.who("priya"),
        due_on=scene.days.ahead(5),
        review=review,
    )
    yield scene.days.ago(5, "10:25")
    check.refresh_from_db()
    planning.start(check, actor=scene.who("priya"), seen=check.version)
    yield scene.days.ago(3, "16:15")
    check.refresh_from_db()
    planning.claim(
        check, actor=scene.who("priya"), seen=check.version, body="Both checked; a list is in the office."
    )
    action.refresh_from_db()
    planning.add_note(action, actor=marcus, body="A first page is written, waiting for the translation.")


def _with_phones_locked_away(version: PolicyVersion) -> Outline:
    """The same words with one clause more at the end."""
    outline = Outline.from_json(version.outline)
    words = "Personal phones and smart watches stay in the lockers while children are here."
    return Outline(outline.title, [*outline.blocks, Block(CLAUSE, 0, words)])


def _fresh(version: PolicyVersion) -> PolicyVersion:
    return PolicyVersion.objects.get(pk=version.pk)


def _step(action: Callable[..., None], version: PolicyVersion, actor: Person, **said: Any) -> None:
    fresh = _fresh(version)
    action(fresh, actor=actor, seen=fresh.version, **said)
