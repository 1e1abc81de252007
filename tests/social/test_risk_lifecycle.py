"""Who takes which step of an assessment in which state; and that its authors never approve it, by any way (§6.4)."""

import datetime as dt
import itertools

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, transaction

from accounts import actions
from accounts.models import Person
from social.actions import approving_risks, assessing, noticing_change, stopping
from social.lifecycle.risks import RISK
from social.models import RiskAssessment, RiskAuthor, RiskBand
from social.permissions.risks import can_approve, can_sign_off
from social.selectors import risk_story, risk_turns
from tests.cast import SET_UP, SINCE, make_person
from tests.social.risk_rows import (
    REFUSALS,
    account,
    approved,
    draft,
    hazard,
    in_review,
    platform,
    step,
    stored,
    tool,
)  # fmt: skip
from workflow import clock, engine
from workflow.actors import System
from workflow.verification import verify

GRID = """
                 draft      in_review   changes    with_owner  approved    suspended   withdrawn  superseded  given_up
edit             draft      .           .          .           .           .           .          .           .
amend            .          .           changes    .           .           .           .          .           .
hand_in          in_review  .           in_review  .           .           .           .          .           .
take_back        .          draft       .          draft       .           .           .          .           .
ask_for_changes  .          changes     .          changes     .           .           .          .           .
agree            .          with_owner  .          .           .           .           .          .           .
approve          .          approved    .          .           .           .           .          .           .
sign_off         .          .           .          approved    .           .           .          .           .
suspend          .          .           .          .           suspended   .           .          .           .
restore          .          .           .          .           .           approved    .          .           .
withdraw         .          .           .          .           withdrawn   withdrawn   .          .           .
supersede        .          .           .          .           superseded  superseded  .          .           .
give_up          given_up   given_up    given_up   given_up    .           .           .          .           .
"""
# Dan wrote it: he is deputy manager and deputy DSL, so Maya decides, who is manager and DSL.
WHO = {
    "edit": "maya dan", "amend": "maya dan", "hand_in": "maya dan", "take_back": "maya dan", "give_up": "maya dan",
    "ask_for_changes": "olive maya", "agree": "maya", "approve": "maya", "sign_off": "olive",
    "suspend": "olive maya dan", "restore": "maya", "withdraw": "olive maya dan", "supersede": "system",
}  # fmt: skip
PEOPLE = ("olive", "maya", "dan", "pia", "sam", "vera", "colin", "viktor", "petra", "ines", "tariq")


def test_the_lifecycle_is_the_table():
    header, *rows = [line.split() for line in GRID.strip().splitlines()]
    assert header == RiskAssessment.State.values
    said = {row[0].replace("_", " "): dict(zip(header, row[1:], strict=True)) for row in rows}
    assert said.keys() == RISK.steps.keys()
    for name, step_ in RISK.steps.items():
        for state, target in said[name].items():
            assert (step_.target if state in step_.sources else ".") == target, (name, state)
    assert RISK.problems() == []
    assert {*RISK.steps, *RISK.verbs} == risk_story.DONE.keys()


def test_who_may_take_each_step(cast):
    row = in_review(platform(), cast)
    for name, step_ in RISK.steps.items():
        who = [one for one in PEOPLE if step_.allowed(getattr(cast, one), row)]
        expected = [one for one in WHO[name.replace(" ", "_")].split() if one != "system"]
        assert who == expected, name
        assert step_.by_system == (name == "supersede")


def test_the_approver_is_by_the_matrix(cast):
    """Manager or DSL; where one of them wrote on it, the deputy DSL or the owner; nobody twice (§6.4)."""
    dora = make_person("Dora", "Falk", "deputy_manager")
    cases = (
        (cast.dan, (), {cast.maya}),
        (dora, (), {cast.maya}),
        (cast.maya, (), {cast.dan, cast.olive}),
        (dora, (cast.maya,), {cast.dan, cast.olive}),
        (cast.maya, (cast.dan,), {cast.olive}),
    )
    for number, (author, others, expected) in enumerate(cases):
        row = draft(tool(cast, f"Tool {number}"), cast, by=author)
        for other in others:
            assessing.put_hazard(row, hazard(cast, title="More"), actor=other, seen=stored(row).version)
        step(approving_risks.hand_in, row, author)
        everybody = [cast.olive, cast.maya, cast.dan, dora, cast.pia, cast.ines]
        assert {one for one in everybody if can_approve(one, row)} == expected
        assert risk_turns.who_decides(stored(row)) == {one.pk for one in expected}
        for one in everybody:
            assert risk_turns.waiting_for(one).filter(pk=row.pk).exists() == (one in expected), one


class TestTheAuthorNeverApproves:
    def ways(self, row: RiskAssessment, author: Person):
        now = clock.now()
        today = clock.today()
        whole = {"approved_by": author, "approved_at": now, "approved_on": today, "is_frozen": True}
        return (
            lambda: approving_risks.approve(row, actor=author, seen=row.version, body="Mine."),
            lambda: approving_risks.sign_off(row, actor=author, seen=row.version, body="Mine."),
            lambda: engine.advance(row, "approve", actor=author, version=row.version, changes=whole),
            lambda: engine.advance(
                row, "agree", actor=author, version=row.version, changes={"approved_by": author}
            ),
            lambda: engine.advance(row, "approve", actor=System("sweep"), version=row.version, changes=whole),
        )

    def test_whatever_they_are_besides_and_by_any_way(self, cast):
        """Maya is manager and DSL, and becomes deputy DSL and owner as well: she wrote on it."""
        row = in_review(platform(), cast, by=cast.maya)
        for role in ("deputy_dsl", "owner"):
            actions.give_role(cast.maya, role, actor=SET_UP, starts_on=SINCE)
        everything = Person.objects.get(pk=cast.maya.pk)
        for way in self.ways(stored(row), everything):
            with pytest.raises(REFUSALS):
                way()
        assert stored(row).state == "in_review"

    def test_nor_somebody_who_only_wrote_one_hazard(self, cast):
        row = draft(platform(), cast)
        assessing.put_hazard(row, hazard(cast, title="Hers"), actor=cast.maya, seen=row.version)
        row = step(approving_risks.hand_in, row, cast.dan)
        for way, author in itertools.product(range(5), (cast.maya, cast.dan)):
            with pytest.raises(REFUSALS):
                self.ways(stored(row), author)[way]()
        approving_risks.approve(row, actor=cast.olive, seen=stored(row).version, body="Fine.")
        assert verify() == []

    def test_nor_after_they_removed_what_they_wrote(self, cast):
        row = draft(platform(), cast)
        mine = hazard(cast, title="Hers")
        assessing.put_hazard(row, mine, actor=cast.maya, seen=row.version)
        assessing.remove_hazard(row, mine.key, actor=cast.maya, seen=stored(row).version)
        row = step(approving_risks.hand_in, row, cast.dan)
        with pytest.raises(engine.NotAllowed):
            approving_risks.approve(row, actor=cast.maya, seen=row.version, body="x")

    @pytest.mark.database
    def test_the_database_refuses_it_too(self, cast):
        row = in_review(platform(), cast)
        RiskAuthor(assessment=row, person=cast.sam, was_approver=False).save(force_insert=True)
        for author in (cast.dan, cast.sam):
            for field in ("approved_by", "signed_off_by"):
                with pytest.raises(DatabaseError), transaction.atomic():
                    RiskAssessment.objects.filter(pk=row.pk).update(**{field: author})
        for state in ("approved", "suspended"):
            with pytest.raises(TypeError):
                RiskAssessment.objects.filter(pk=row.pk).update(state=state)
            with pytest.raises(IntegrityError), transaction.atomic():
                RiskAssessment.objects.filter(pk=row.pk)._move(state=state)

    def test_where_everybody_wrote_on_it_nobody_is_asked_in_vain(self, cast):
        row = draft(platform(), cast, by=cast.maya)
        assessing.put_hazard(row, hazard(cast, title="More"), actor=cast.dan, seen=row.version)
        olive = RiskAuthor(assessment=row, person=cast.olive, was_approver=False)
        olive.save(force_insert=True)
        with pytest.raises(ValidationError, match="Everybody who may approve it wrote on it"):
            approving_risks.hand_in(row, actor=cast.dan, seen=stored(row).version)
        assert stored(row).state == "draft"


class TestAHighRiskIsTheOwnersToo:
    def test_the_manager_agrees_and_the_owner_accepts(self, cast):
        row = in_review(platform(), cast, after=(3, 4))
        row = step(approving_risks.approve, row, cast.maya, body="With open eyes.")
        assert (row.state, row.approved_at) == ("with_owner", None)
        for somebody in (cast.maya, cast.dan, cast.pia):
            assert not can_sign_off(somebody, row)
            with pytest.raises(engine.NotAllowed):
                approving_risks.sign_off(row, actor=somebody, seen=row.version, body="x")
        row = step(approving_risks.sign_off, row, cast.olive, body="I accept it.")
        assert (row.state, row.needed_owner) == ("approved", True)
        assert (row.approved_by, row.signed_off_by) == (cast.maya, cast.olive)
        assert verify() == []

    def test_nobody_approves_it_alone_past_the_action(self, cast):
        row = in_review(platform(), cast, after=(3, 4))
        with pytest.raises(engine.NotAllowed), transaction.atomic():
            engine.advance(row, "approve", actor=cast.maya, version=row.version)

    def test_the_owner_who_approves_it_accepts_it(self, cast):
        row = in_review(platform(), cast, by=cast.maya, after=(3, 4))
        row = step(approving_risks.approve, row, cast.olive, body="I know.")
        assert (row.state, row.signed_off_by) == ("approved", cast.olive)

    def test_from_which_score_on_is_data(self, cast):
        RiskBand.objects.filter(pk="high").update(from_score=13)
        RiskBand.objects.filter(pk="medium").update(from_score=2)
        row = step(
            approving_risks.approve, in_review(platform(), cast, after=(3, 4)), cast.maya, body="Fine."
        )
        assert (row.state, row.needed_owner) == ("approved", False)

    def test_where_the_owner_wrote_on_it_two_others_decide(self, cast):
        """An owner who is deputy manager too; the deputy DSL agrees, and somebody else accepts."""
        actions.give_role(cast.olive, "deputy_manager", actor=SET_UP, starts_on=SINCE)
        olive = Person.objects.get(pk=cast.olive.pk)
        row = step(
            approving_risks.approve,
            in_review(tool(cast), cast, by=olive, after=(4, 4)),
            cast.maya,
            body="Yes.",
        )
        assert row.state == "with_owner"
        assert risk_turns.who_decides(row) == {cast.dan.pk}
        assert risk_turns.waiting_for(cast.dan).get() == row
        assert not can_sign_off(olive, row)
        assert step(approving_risks.sign_off, row, cast.dan, body="Yes.").state == "approved"


def test_changes_are_asked_for_made_and_approved(cast):
    row = in_review(platform(), cast)
    first = row.text_hash
    with pytest.raises(ValidationError):
        approving_risks.ask_for_changes(row, actor=cast.maya, seen=row.version, body="")
    row = step(approving_risks.ask_for_changes, row, cast.maya, body="Say who looks at comments.")
    assessing.put_hazard(row, hazard(cast, title="Comments"), actor=cast.dan, seen=row.version)
    assert stored(row).state == "changes"
    row = step(approving_risks.hand_in, row, cast.dan)
    assert (row.edition, row.hazards.filter(edition=2).count()) == (2, 2)
    assert row.text_hash != first
    row = step(approving_risks.take_back, row, cast.dan)
    step(approving_risks.give_up, row, cast.dan, body="Not needed.")
    assert verify() == []


def test_what_was_sent_is_what_is_approved(cast):
    """A hazard slipped in past the actions, before anybody approved."""
    row = in_review(platform(), cast)
    extra = row.hazards.get()
    extra.pk, extra.position, extra.key = row.pk, 2, row.pk
    extra.save(force_insert=True)
    with pytest.raises(ValidationError, match="not those that were handed in"):
        approving_risks.approve(row, actor=cast.maya, seen=row.version, body="Fine.")
    assert stored(row).state == "in_review"


def test_one_is_made_at_a_time_and_steps_of_the_slower_are_refused(cast):
    row = draft(platform(), cast)
    with pytest.raises(ValidationError, match="being made already"):
        assessing.begin(platform(), actor=cast.maya)
    with pytest.raises(IntegrityError), transaction.atomic():
        RiskAssessment(platform=platform(), number=9, started_by=cast.dan, purpose="x", used_by="x").save(
            force_insert=True
        )
    with pytest.raises(engine.StaleState):
        approving_risks.hand_in(row, actor=cast.dan, seen=row.version - 1)
    for somebody in (cast.pia, cast.olive, cast.petra, cast.ines):
        with pytest.raises(engine.NotAllowed):
            assessing.begin(tool(cast), actor=somebody, purpose="x", used_by="x")
        with pytest.raises(engine.NotAllowed):
            assessing.put_hazard(row, hazard(cast), actor=somebody, seen=row.version)


def test_restoring_is_for_a_person_who_might_approve_and_not_after_the_last_day(cast):
    row = step(stopping.suspend, approved(account(cast), cast, days=5), cast.dan, body="Odd posts.")
    for actor in (cast.dan, cast.pia, System("sweep")):
        with pytest.raises(engine.NotAllowed), transaction.atomic():
            engine.advance(row, "restore", actor=actor, version=row.version)
    with clock.at(clock.now() + dt.timedelta(days=6)), pytest.raises(ValidationError):
        stopping.restore(row, actor=cast.maya, seen=row.version, body="All well.")
    for act in (stopping.suspend, stopping.restore, stopping.withdraw):
        with pytest.raises(ValidationError):
            act(row, actor=cast.maya, seen=row.version, body="  ")
    with pytest.raises(engine.WrongState):
        noticing_change.say_it_changed(draft(tool(cast), cast), actor=cast.dan, reason="other", note="Odd.")
