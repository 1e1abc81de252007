"""From draft to approved: who says what, in which order, and what cannot be skipped (R7, §6.8)."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts import actions as people
from accounts.models import Role
from policies.actions import agreeing, drafting
from policies.models import Consultation, Drafter, PolicyVersion
from policies.outline import Outline
from tests.cast import SET_UP, SINCE, make_person
from tests.policies.conftest import WORDS, hear_everybody, ready, stored, with_owner
from workflow import clock
from workflow.engine import NotAllowed, StaleState, WrongState
from workflow.verification import verify

DAY = dt.timedelta(days=1)


def seen(version: PolicyVersion) -> int:
    return stored(version).version


def test_a_version_goes_all_the_way(draft, cast, verbs):
    version = ready(draft, cast)
    agreeing.publish(version, actor=cast.maya, seen=version.version, effective_from=clock.today())
    version = stored(version)
    assert (version.state, version.approved_by, version.effective_from) == (
        "published", cast.olive, clock.today(),
    )  # fmt: skip
    assert verbs(version)[:8] == [
        "draft", "consult", "consulted", "consulted", "consulted", "hand to manager", "agree", "approve",
    ]  # fmt: skip
    assert list(PolicyVersion.objects.in_force()) == [version]
    assert [row.number for row in version.clauses] == [
        "S1", "S1.1", "S1.2", "S2", "S2.1", "S2.1.1", "S2.1.1a", "S2.1.1b",
    ]  # fmt: skip
    assert verify() == []


class TestConsulting:
    def test_the_words_are_frozen(self, draft, cast):
        agreeing.consult(draft, actor=cast.maya, seen=seen(draft))
        version = stored(draft)
        assert [row.text for row in version.clauses] == [block.text for block in WORDS.blocks]
        assert len(version.text_hash) == 64

    @pytest.mark.parametrize("outline", [Outline("T", []), Outline("T", WORDS.blocks[:1])])
    def test_never_without_a_clause(self, policy, cast, outline):
        version = drafting.start_draft(policy, actor=cast.maya, outline=outline)
        with pytest.raises(ValidationError, match="no clause"):
            agreeing.consult(version, actor=cast.maya, seen=version.version)
        assert stored(version).state == "draft"

    def test_a_later_version_says_what_changes_and_which_clause_goes_on_as_which(self, next_draft, cast):
        with pytest.raises(ValidationError) as refused:
            agreeing.consult(next_draft, actor=cast.maya, seen=seen(next_draft))
        assert refused.value.messages == [
            "Say what changes for the reader.",
            "The manager confirms which clause goes on as which.",
        ]
        drafting.describe(
            next_draft, actor=cast.dan, seen=seen(next_draft), is_major=True, change_summary="x"
        )
        with pytest.raises(ValidationError, match="The manager confirms"):
            agreeing.consult(next_draft, actor=cast.maya, seen=seen(next_draft))
        drafting.confirm_keys(next_draft, actor=cast.maya, seen=seen(next_draft))
        agreeing.consult(next_draft, actor=cast.dan, seen=seen(next_draft))
        assert stored(next_draft).state == "consultation"

    def test_all_three_are_heard_before_the_manager_reads_it(self, draft, cast):
        agreeing.consult(draft, actor=cast.maya, seen=seen(draft))
        said = {"held_on": clock.today(), "how": "A talk", "feedback": "Fine."}
        for group in Consultation.Group:
            with pytest.raises(ValidationError, match=str(group.label)):
                agreeing.hand_to_manager(draft, actor=cast.maya, seen=seen(draft))
            agreeing.record_consultation(draft, actor=cast.dan, group=group, **said)
        agreeing.hand_to_manager(draft, actor=cast.maya, seen=seen(draft))
        assert stored(draft).state == "manager_review"

    def test_nobody_was_heard_on_a_day_to_come(self, draft, cast):
        agreeing.consult(draft, actor=cast.maya, seen=seen(draft))
        with pytest.raises(ValidationError, match="a day that has come"):
            agreeing.record_consultation(
                draft, actor=cast.maya, group="staff", held_on=clock.today() + DAY, how="x", feedback="x"
            )

    @pytest.mark.parametrize("field", ["how", "feedback"])
    def test_a_consultation_says_how_and_what(self, draft, cast, field):
        agreeing.consult(draft, actor=cast.maya, seen=seen(draft))
        said = {"how": "A talk", "feedback": "Fine.", field: "  "}
        with pytest.raises(ValidationError) as refused:
            agreeing.record_consultation(draft, actor=cast.maya, group="staff", held_on=clock.today(), **said)
        assert field in refused.value.message_dict

    def test_nobody_is_heard_about_a_draft(self, draft, cast):
        with pytest.raises(WrongState):
            hear_everybody(draft, cast)
        assert not draft.consultations.exists()

    def test_what_was_said_stays_when_it_is_sent_back(self, draft, cast):
        agreeing.consult(draft, actor=cast.maya, seen=seen(draft))
        hear_everybody(draft, cast)
        agreeing.send_back(draft, actor=cast.olive, seen=seen(draft), why="Too long.")
        version = stored(draft)
        assert (version.state, version.sent_back_because) == ("draft", "Too long.")
        agreeing.consult(draft, actor=cast.maya, seen=seen(draft))
        agreeing.hand_to_manager(draft, actor=cast.maya, seen=seen(draft))
        assert stored(draft).edition == 2
        assert {row.edition for row in draft.consultations.all()} == {1}
        assert verify() == []

    def test_sending_back_says_why(self, draft, cast):
        version = with_owner(draft, cast)
        with pytest.raises(ValidationError, match="Say why"):
            agreeing.send_back(version, actor=cast.olive, seen=version.version, why=" ")


class TestApproving:
    """The drafter alone never approves (R7, §6.8)."""

    def test_the_owner_who_drafted_does_not(self, policy, cast):
        people.give_role(cast.olive, Role.MANAGER, actor=SET_UP, starts_on=SINCE)
        olive = type(cast.olive).objects.get(pk=cast.olive.pk)
        version = with_owner(drafting.start_draft(policy, actor=olive, outline=WORDS), cast)
        with pytest.raises(NotAllowed):
            agreeing.approve(version, actor=olive, seen=version.version)
        assert stored(version).approved_by is None

    def test_the_manager_who_drafted_does_not(self, draft, cast):
        version = with_owner(draft, cast)
        for person in (cast.maya, cast.dan, cast.pia, cast.ines):
            with pytest.raises(NotAllowed):
                agreeing.approve(version, actor=person, seen=version.version)
        assert stored(version).state == "owner_approval"

    def test_a_manager_who_did_not_may_where_every_owner_drafted(self, policy, cast):
        people.give_role(cast.olive, Role.MANAGER, actor=SET_UP, starts_on=SINCE)
        olive = type(cast.olive).objects.get(pk=cast.olive.pk)
        version = with_owner(drafting.start_draft(policy, actor=olive, outline=WORDS), cast)
        second = make_person("Oscar", "Second", Role.OWNER)
        with pytest.raises(NotAllowed):
            agreeing.approve(version, actor=cast.maya, seen=version.version)
        people.end_role(second.role_assignments.get(), actor=SET_UP, ends_on=clock.today() - DAY)
        agreeing.approve(version, actor=cast.maya, seen=version.version)
        assert stored(version).approved_by == cast.maya

    def test_nor_does_somebody_who_wrote_on_it_later(self, draft, cast):
        """Sent back after the approval, changed by the owner, and put before the owner again."""
        people.give_role(cast.olive, Role.DSL, actor=SET_UP, starts_on=SINCE)
        olive = type(cast.olive).objects.get(pk=cast.olive.pk)
        version = ready(draft, cast)
        agreeing.send_back(version, actor=olive, seen=version.version, why="I know it better.")
        assert stored(version).approved_by is None
        drafting.edit(version, actor=olive, seen=seen(version), outline=WORDS)
        agreeing.consult(version, actor=cast.maya, seen=seen(version))
        agreeing.hand_to_manager(version, actor=cast.maya, seen=seen(version))
        agreeing.agree(version, actor=cast.maya, seen=seen(version))
        with pytest.raises(NotAllowed):
            agreeing.approve(version, actor=olive, seen=seen(version))

    def test_nobody_takes_their_name_off_the_list_of_drafters(self, draft, cast):
        for change in (lambda: draft.drafters.all().delete(), lambda: draft.drafters.update(person=cast.dan)):
            with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
                change()
        assert Drafter.objects.get(version=draft).person == cast.maya

    def test_no_step_is_skipped(self, draft, cast):
        for step in (agreeing.approve, agreeing.agree):
            actor = cast.olive if step is agreeing.approve else cast.maya
            with pytest.raises(WrongState):
                step(draft, actor=actor, seen=draft.version)
        with pytest.raises(WrongState):
            agreeing.publish(draft, actor=cast.maya, seen=draft.version, effective_from=clock.today())

    def test_what_was_approved_is_what_was_seen(self, draft, cast):
        version = with_owner(draft, cast)
        agreeing.send_back(version, actor=cast.maya, seen=version.version, why="Wait.")
        with pytest.raises(StaleState):
            agreeing.approve(version, actor=cast.olive, seen=version.version)
