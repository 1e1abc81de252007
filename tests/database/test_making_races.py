"""Two at once while a version is made: one draft, one winner, one in force, and never a drafter's approval."""

import datetime as dt
from collections import Counter

import pytest

from accounts import actions as people
from accounts.models import Person, Role
from policies.actions import drafting, keeping
from policies.models import ClauseText, Policy, PolicyVersion
from policies.outline import Outline
from tests.cast import SET_UP, SINCE
from tests.database.racing import DONE, ROUNDS, race
from tests.database.test_races import events, ids
from tests.policies.conftest import WORDS, ready, with_owner
from workflow import clock
from workflow.models import AuditEvent
from workflow.verification import verify

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("real_commits")]


def new_policy(cast) -> Policy:
    return keeping.add_policy(actor=cast.maya, code="photographs", title="Photographs")


def new_draft(cast) -> PolicyVersion:
    return drafting.start_draft(new_policy(cast), actor=cast.maya, outline=WORDS)


def row(version: PolicyVersion) -> PolicyVersion:
    return PolicyVersion.objects.get(pk=version.pk)


def one_a_day(policy: Policy) -> bool:
    """At most one in force on each day about now."""
    days = (clock.today() + dt.timedelta(days=ahead) for ahead in range(-40, 40))
    return all(PolicyVersion.objects.in_force(day).filter(policy=policy).count() <= 1 for day in days)


@pytest.mark.parametrize("turn", ROUNDS)
class TestOneWinner:
    def test_two_begin_a_version(self, cast, turn):
        policy = new_policy(cast)
        said = race(*(("start_version", ids(policy=policy, actor=one)) for one in (cast.maya, cast.dan)))
        assert Counter(said) == {DONE: 1, "ValidationError": 1}
        assert policy.versions.count() == 1
        assert verify() == []

    def test_two_load_the_same_document(self, cast, turn):
        load = {"title": "Photographs"} | ids(actor=cast.maya)
        said = race(("load_document", load), ("load_document", load))
        assert said.count(DONE) == 1
        assert Policy.objects.count() == PolicyVersion.objects.count() == 1
        assert verify() == []

    def test_two_edit(self, cast, turn):
        version = new_draft(cast)
        said = race(
            *(
                ("edit_version", ids(version=version, actor=one) | {"words": one.name})
                for one in (cast.maya, cast.dan)
            )
        )
        assert Counter(said) == {DONE: 1, "StaleState": 1}
        winner = (cast.maya, cast.dan)[said.index(DONE)]
        assert [block.text for block in Outline.from_json(row(version).outline).blocks] == [winner.name]
        assert events(version, "edit") == 1
        assert verify() == []

    def test_one_edits_while_another_shows_it_to_people(self, cast, turn):
        """Nobody is asked about words that were written while they were handed on."""
        version = new_draft(cast)
        said = race(
            ("consult_on", ids(version=version, actor=cast.maya)),
            ("edit_version", ids(version=version, actor=cast.dan) | {"words": "Other."}),
        )
        assert Counter(said) == {DONE: 1, "StaleState": 1}
        frozen = [text.text for text in ClauseText.objects.filter(version=version).order_by("position")]
        assert frozen == ([block.text for block in WORDS.blocks] if said[0] == DONE else [])
        assert verify() == []

    def test_two_publish_for_different_days(self, cast, turn):
        version = ready(new_draft(cast), cast)
        said = race(
            ("publish_version", ids(version=version, actor=cast.maya) | {"in_days": 0}),
            ("publish_version", ids(version=version, actor=cast.olive) | {"in_days": 3}),
        )
        assert Counter(said) == {DONE: 1, "StaleState": 1}
        assert events(version, "publish") == 1
        assert row(version).effective_from == clock.today() + dt.timedelta(days=3 * said.index(DONE))
        assert one_a_day(version.policy)
        assert verify() == []

    def test_one_adopts_while_another_shows_it_to_people(self, cast, turn):
        version = new_draft(cast)
        said = race(
            ("adopt_version", ids(version=version, actor=cast.olive)),
            ("consult_on", ids(version=version, actor=cast.maya)),
        )
        assert Counter(said) == {DONE: 1, "StaleState": 1}
        assert ClauseText.objects.filter(version=version).count() == len(WORDS.blocks)
        assert one_a_day(version.policy)
        assert verify() == []

    def test_a_version_begins_once(self, cast, turn):
        """The publisher, and two sweeps at the same moment."""
        version = ready(new_draft(cast), cast)
        said = race(
            ("publish_version", ids(version=version, actor=cast.maya) | {"in_days": 0}),
            ("note_beginnings", {}),
            ("note_beginnings", {}),
        )
        assert said == [DONE] * 3
        race(("note_beginnings", {}), ("note_beginnings", {}))
        assert events(version, "begin") == 1
        assert version.policy.reviews.count() == 1
        assert verify() == []


@pytest.mark.parametrize("turn", ROUNDS)
class TestTheDrafterNeverApproves:
    def test_the_owner_approves_while_they_write_on_it(self, cast, turn):
        """In two windows at once: approved by somebody who did not write, or written on and not approved."""
        people.give_role(cast.olive, Role.DSL, actor=SET_UP, starts_on=SINCE)
        olive = Person.objects.get(pk=cast.olive.pk)
        version = with_owner(new_draft(cast), cast)
        said = race(
            ("approve_version", ids(version=version, actor=olive)),
            ("edit_once_sent_back", ids(version=version, actor=olive)),
        )
        after = row(version)
        wrote = after.drafters.filter(person=olive).exists()
        assert not (wrote and after.approved_by_id == olive.pk)
        assert after.state == ("approved" if said[0] == DONE and said[1] != DONE else "draft")
        assert verify() == []

    def test_an_owner_approves_twice(self, cast, turn):
        version = with_owner(new_draft(cast), cast)
        said = race(*[("approve_version", ids(version=version, actor=cast.olive))] * 2)
        assert Counter(said) == {DONE: 1, "StaleState": 1}
        assert AuditEvent.objects.filter(object_id=version.pk, verb="approve").count() == 1
        assert row(version).approved_by == cast.olive
