"""Drafts: begun from what was published, written by those who may, and never over somebody's words."""

import hashlib
from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError

from accounts.models import Role
from policies.actions import agreeing, drafting, keeping
from policies.models import PolicyVersion
from policies.outline import Block, Outline
from tests.cast import make_person
from tests.policies.conftest import BLOCKS, WORDS, ready, stored
from workflow.actors import System
from workflow.engine import NotAllowed, StaleState, WrongState
from workflow.verification import verify

OTHER = Outline("Photographs", [Block("clause", 0, "One clause only.")])


def words(version: PolicyVersion) -> list[str]:
    return [block.text for block in Outline.from_json(stored(version).outline).blocks]


def seen(version: PolicyVersion) -> int:
    return stored(version).version


class TestBeginning:
    def test_a_first_draft_may_be_empty(self, policy, cast):
        version = drafting.start_draft(policy, actor=cast.maya)
        assert (version.number, version.state, words(version)) == (1, "draft", [])
        assert [row.person for row in version.drafters.all()] == [cast.maya]

    def test_the_document_is_remembered_by_name_and_hash(self, policy, cast):
        version = drafting.start_draft(
            policy, actor=cast.maya, outline=WORDS, source=("a" * 300 + ".md", b"x")
        )
        assert stored(version).source_name.endswith(".md")
        assert stored(version).source_sha256 == hashlib.sha256(b"x").hexdigest()

    def test_the_next_one_goes_on_from_the_words_published_last(self, next_draft, version_in_force):
        assert words(next_draft) == [block.text for block in BLOCKS]
        keys = [block.clause for block in Outline.from_json(next_draft.outline).blocks]
        assert keys == [str(row.clause_id) for row in version_in_force.clauses]
        assert next_draft.number == 2

    def test_that_is_also_one_which_is_in_force_only_later(self, new_version, policy_in_force, cast):
        later = drafting.start_draft(policy_in_force, actor=cast.maya)
        drafting.edit(later, actor=cast.maya, seen=later.version, outline=OTHER)
        later = ready(later, cast)
        day = agreeing.clock.today().replace(year=agreeing.clock.today().year + 1)
        agreeing.publish(later, actor=cast.maya, seen=later.version, effective_from=day)
        assert words(drafting.start_draft(policy_in_force, actor=cast.maya)) == ["One clause only."]

    def test_only_one_is_made_at_a_time(self, draft, cast):
        with pytest.raises(ValidationError, match="being made already"):
            drafting.start_draft(draft.policy, actor=cast.maya)
        agreeing.give_up(draft, actor=cast.maya, seen=draft.version)
        assert drafting.start_draft(draft.policy, actor=cast.maya).number == 2

    def test_only_those_who_draft_begin_one(self, policy, cast):
        for person in (cast.olive, cast.pia, cast.petra, cast.ines, cast.tariq):
            with pytest.raises(NotAllowed):
                drafting.start_draft(policy, actor=person)
        assert not policy.versions.exists()
        for person in (cast.dan, make_person("Dora", "Lead", Role.DSL)):
            version = drafting.start_draft(policy, actor=person)
            agreeing.give_up(version, actor=person, seen=version.version)

    def test_nobody_wrote_what_the_system_loaded(self, policy):
        version = drafting.start_draft(policy, actor=System("import"), outline=WORDS)
        assert not version.drafters.exists()


class TestWriting:
    def test_whoever_writes_is_a_drafter(self, draft, cast):
        drafting.edit(draft, actor=cast.dan, seen=seen(draft), outline=OTHER)
        assert words(draft) == ["One clause only."]
        assert {row.person for row in draft.drafters.all()} == {cast.maya, cast.dan}
        drafting.edit(draft, actor=cast.dan, seen=seen(draft), outline=WORDS)
        assert draft.drafters.count() == 2
        assert verify() == []

    def test_whoever_says_what_changes_is_one_too(self, draft, cast):
        drafting.describe(draft, actor=cast.dan, seen=seen(draft), is_major=False, change_summary=" New. ")
        assert draft.drafters.filter(person=cast.dan).exists()
        assert (stored(draft).is_major, stored(draft).change_summary) == (False, "New.")

    def test_nobody_writes_over_words_that_they_have_not_seen(self, draft, cast):
        drawn = seen(draft)
        drafting.edit(draft, actor=cast.maya, seen=drawn, outline=OTHER)
        for change in (
            lambda: drafting.edit(draft, actor=cast.dan, seen=drawn, outline=WORDS),
            lambda: drafting.undo(draft, actor=cast.dan, seen=drawn),
            lambda: drafting.describe(draft, actor=cast.dan, seen=drawn, is_major=True, change_summary="x"),
            lambda: drafting.confirm_keys(draft, actor=cast.maya, seen=drawn),
            lambda: agreeing.consult(draft, actor=cast.dan, seen=drawn),
        ):
            with pytest.raises(StaleState):
                change()
        assert words(draft) == ["One clause only."]
        assert not draft.drafters.filter(person=cast.dan).exists()

    def test_only_those_who_draft_write(self, draft, cast):
        for person in (cast.olive, cast.pia, cast.petra, cast.ines, cast.tariq):
            with pytest.raises(NotAllowed):
                drafting.edit(draft, actor=person, seen=seen(draft), outline=OTHER)
            with pytest.raises(NotAllowed):
                drafting.describe(draft, actor=person, seen=seen(draft), is_major=True, change_summary="x")
        assert words(draft) == [block.text for block in BLOCKS]

    def test_only_a_draft_is_written_on(self, draft, cast):
        agreeing.consult(draft, actor=cast.maya, seen=seen(draft))
        frozen = stored(draft).outline
        for change in (
            lambda: drafting.edit(draft, actor=cast.maya, seen=seen(draft), outline=OTHER),
            lambda: drafting.describe(
                draft, actor=cast.maya, seen=seen(draft), is_major=False, change_summary="x"
            ),
            lambda: drafting.confirm_keys(draft, actor=cast.maya, seen=seen(draft)),
        ):
            with pytest.raises(WrongState):
                change()
        assert stored(draft).outline == frozen


class TestUndo:
    def test_the_last_change_is_taken_back_and_brought_again(self, draft, cast):
        drafting.edit(draft, actor=cast.maya, seen=seen(draft), outline=OTHER)
        drafting.undo(draft, actor=cast.maya, seen=seen(draft))
        assert words(draft) == [block.text for block in BLOCKS]
        drafting.undo(draft, actor=cast.maya, seen=seen(draft))
        assert words(draft) == ["One clause only."]
        assert verify() == []

    def test_there_may_be_nothing_to_undo(self, draft, cast):
        with pytest.raises(ValidationError, match="nothing to undo"):
            drafting.undo(draft, actor=cast.maya, seen=seen(draft))

    def test_handing_it_on_ends_it(self, draft, cast):
        drafting.edit(draft, actor=cast.maya, seen=seen(draft), outline=WORDS)
        agreeing.consult(draft, actor=cast.maya, seen=seen(draft))
        agreeing.send_back(draft, actor=cast.maya, seen=seen(draft), why="A word is missing.")
        with pytest.raises(ValidationError, match="nothing to undo"):
            drafting.undo(draft, actor=cast.maya, seen=seen(draft))


class TestKeys:
    def test_the_manager_says_which_clause_goes_on_as_which(self, next_draft, cast):
        keys = [block.clause for block in Outline.from_json(next_draft.outline).blocks]
        swapped = [keys[0], keys[2], keys[1], *keys[3:7], None]
        drafting.confirm_keys(next_draft, actor=cast.maya, seen=seen(next_draft), keys=swapped)
        row = stored(next_draft)
        assert [block.clause for block in Outline.from_json(row.outline).blocks] == swapped
        assert row.keys_confirmed

    def test_only_the_manager_does(self, next_draft, cast):
        for person in (cast.dan, cast.olive, cast.pia):
            with pytest.raises(NotAllowed):
                drafting.confirm_keys(next_draft, actor=person, seen=seen(next_draft))

    def test_no_clause_goes_on_twice_or_comes_from_elsewhere(self, next_draft, cast, draft):
        keys = [block.clause for block in Outline.from_json(next_draft.outline).blocks]
        other = keeping.add_policy(actor=cast.maya, code="other", title="Other")
        foreign = drafting.start_draft(other, actor=cast.maya, outline=WORDS)
        agreeing.consult(foreign, actor=cast.maya, seen=seen(foreign))
        theirs = str(foreign.policy.clauses.first().pk)
        for wrong in ([keys[0], keys[0], *keys[2:]], [theirs, *keys[1:]]):
            with pytest.raises(ValidationError, match="named twice, or unknown"):
                drafting.confirm_keys(next_draft, actor=cast.maya, seen=seen(next_draft), keys=wrong)
        with pytest.raises(StaleState):
            drafting.confirm_keys(next_draft, actor=cast.maya, seen=seen(next_draft), keys=keys[1:])
        assert not stored(next_draft).keys_confirmed

    def test_words_that_change_afterwards_are_confirmed_again(self, next_draft, cast):
        drafting.confirm_keys(next_draft, actor=cast.maya, seen=seen(next_draft))
        drafting.describe(
            next_draft, actor=cast.maya, seen=seen(next_draft), is_major=True, change_summary="New."
        )
        assert stored(next_draft).keys_confirmed
        drafting.edit(next_draft, actor=cast.maya, seen=seen(next_draft), outline=OTHER)
        assert not stored(next_draft).keys_confirmed

    def test_undoing_a_change_does_not_confirm_anything(self, next_draft, cast):
        drafting.edit(next_draft, actor=cast.maya, seen=seen(next_draft), outline=OTHER)
        drafting.confirm_keys(next_draft, actor=cast.maya, seen=seen(next_draft))
        drafting.undo(next_draft, actor=cast.maya, seen=seen(next_draft))
        assert not stored(next_draft).keys_confirmed

    def test_new_clauses_keep_the_keys_they_were_given_when_it_is_sent_back(self, draft, cast):
        agreeing.consult(draft, actor=cast.maya, seen=seen(draft))
        given = [str(row.clause_id) for row in stored(draft).clauses]
        agreeing.send_back(draft, actor=cast.maya, seen=seen(draft), why="Once more.")
        outline = Outline.from_json(stored(draft).outline)
        assert [block.clause for block in outline.blocks] == given
        longer = replace(outline, blocks=[*outline.blocks, Block("clause", 0, "And no other.")])
        drafting.edit(draft, actor=cast.maya, seen=seen(draft), outline=longer)
        agreeing.consult(draft, actor=cast.maya, seen=seen(draft))
        assert [str(row.clause_id) for row in stored(draft).clauses][:-1] == given
        assert draft.policy.clauses.count() == len(given) + 1
