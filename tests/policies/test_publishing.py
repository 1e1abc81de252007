"""Published for a day, or recorded as in force already: once, never backwards, never in place of another."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from policies.actions import agreeing, drafting, keeping
from policies.actions.agreeing import Adoption
from policies.models import ClauseText, PolicyVersion
from tests.policies.conftest import WORDS, ready, stored, with_owner
from workflow import clock
from workflow.actors import System
from workflow.engine import NotAllowed, WrongState
from workflow.verification import verify

DAY = dt.timedelta(days=1)


def in_force(policy, day=None):
    return list(PolicyVersion.objects.in_force(day).filter(policy=policy))


class TestWordsThatWereAddedTo:
    """A clause put in behind everybody's back, which no trigger refuses, is never approved or published."""

    def put_in(self, version):
        clause = version.policy.clauses.create()
        ClauseText.objects.create(
            version=version, edition=version.edition, position=99, clause=clause, kind="clause", number="S9",
            text="Anything goes.",
        )  # fmt: skip

    def test_it_is_not_approved(self, draft, cast):
        version = with_owner(draft, cast)
        self.put_in(version)
        with pytest.raises(ValidationError, match="not those that were shown"):
            agreeing.approve(version, actor=cast.olive, seen=version.version)
        assert stored(version).state == "owner_approval"

    def test_it_is_not_published(self, draft, cast):
        version = ready(draft, cast)
        self.put_in(version)
        with pytest.raises(ValidationError, match="not those that were shown"):
            agreeing.publish(version, actor=cast.maya, seen=version.version, effective_from=clock.today())
        assert stored(version).state == "approved"


class TestPublishing:
    def test_never_for_a_day_that_has_passed(self, draft, cast):
        version = ready(draft, cast)
        with pytest.raises(ValidationError, match="today or a later day"):
            agreeing.publish(
                version, actor=cast.maya, seen=version.version, effective_from=clock.today() - DAY
            )
        assert stored(version).state == "approved"

    def test_one_to_come_leaves_the_other_in_force_until_then(self, policy_in_force, new_version):
        first = in_force(policy_in_force)
        coming = new_version(day=clock.today() + 10 * DAY)
        assert in_force(policy_in_force) == first
        assert in_force(policy_in_force, clock.today() + 10 * DAY) == [coming]

    def test_no_two_from_the_same_day_and_none_before_another(self, policy_in_force, new_version, cast):
        new_version(day=clock.today() + 10 * DAY)
        version = ready(drafting.start_draft(policy_in_force, actor=cast.maya), cast)
        for day in (clock.today(), clock.today() + 10 * DAY):
            with pytest.raises(ValidationError, match="Another version begins"):
                agreeing.publish(version, actor=cast.maya, seen=version.version, effective_from=day)
        later = clock.today() + 11 * DAY
        agreeing.publish(version, actor=cast.maya, seen=version.version, effective_from=later)
        for ahead in range(20):
            assert len(in_force(policy_in_force, clock.today() + ahead * DAY)) == 1
        assert verify() == []

    def test_only_manager_and_owner_publish(self, draft, cast):
        version = ready(draft, cast)
        for person in (cast.dan, cast.pia, cast.petra):
            with pytest.raises(NotAllowed):
                agreeing.publish(version, actor=person, seen=version.version, effective_from=clock.today())

    def test_nothing_is_published_without_approval_by_the_row_either(self, draft):
        """ORM: a state is the engine's; raw SQL: the database wants a day, a hash and the seal."""
        with pytest.raises(TypeError):
            PolicyVersion.objects.filter(pk=draft.pk).update(state="published")
        draft.state = "published"
        draft.save()
        assert stored(draft).state == "draft"
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE policies_policyversion SET state = 'published'")


class TestAdopting:
    SINCE = dt.date(2024, 7, 23)
    ADOPTION = Adoption(SINCE, "The committee", SINCE)

    def test_it_says_since_when_by_whom_and_who_recorded_it_and_fakes_no_approval(self, draft, cast, verbs):
        agreeing.adopt(draft, actor=cast.maya, seen=draft.version, adoption=self.ADOPTION)
        version = stored(draft)
        assert (version.effective_from, version.approved_by_name) == (self.SINCE, "The committee")
        assert version.approved_by is None
        assert version.is_adopted
        assert {"approve", "agree", "publish", "consult"}.isdisjoint(verbs(version))
        policy = version.policy
        policy.refresh_from_db()
        assert policy.reviewed_on == self.SINCE
        assert policy.review_due_on == dt.date(2025, 7, 23)
        assert policy.is_overdue
        assert verify() == []

    def test_the_system_may_record_one(self, policy):
        version = drafting.start_draft(policy, actor=System("import"), outline=WORDS)
        agreeing.adopt(version, actor=System("import"), seen=version.version, adoption=self.ADOPTION)
        assert stored(version).state == "published"

    def test_only_manager_and_owner_do(self, draft, cast):
        for person in (cast.dan, cast.pia, cast.ines):
            with pytest.raises(NotAllowed):
                agreeing.adopt(draft, actor=person, seen=draft.version, adoption=self.ADOPTION)

    def test_only_the_first_version_can_have_been_in_force(self, next_draft, cast):
        with pytest.raises(ValidationError, match="make a new one"):
            agreeing.adopt(next_draft, actor=cast.maya, seen=next_draft.version, adoption=self.ADOPTION)

    @pytest.mark.parametrize(
        ("field", "adoption"),
        [
            ("in_force_since", Adoption(dt.date(2999, 1, 1), "X", SINCE)),
            ("approved_by", Adoption(SINCE, "  ", SINCE)),
            ("reviewed_on", Adoption(SINCE, "X", dt.date(2999, 1, 1))),
        ],
    )
    def test_what_does_not_fit_is_said_at_its_field(self, draft, cast, field, adoption):
        with pytest.raises(ValidationError) as refused:
            agreeing.adopt(draft, actor=cast.maya, seen=draft.version, adoption=adoption)
        assert list(refused.value.message_dict) == [field]
        assert stored(draft).state == "draft"


class TestGivingUp:
    def test_its_number_is_not_used_again_and_another_may_begin(self, policy_in_force, next_draft, cast):
        agreeing.give_up(next_draft, actor=cast.maya, seen=next_draft.version)
        assert drafting.start_draft(policy_in_force, actor=cast.maya).number == 3
        assert in_force(policy_in_force)[0].number == 1

    def test_what_is_published_is_not_given_up_or_sent_back(self, version_in_force, cast):
        with pytest.raises(WrongState):
            agreeing.give_up(version_in_force, actor=cast.maya, seen=version_in_force.version)
        with pytest.raises(WrongState):
            agreeing.send_back(version_in_force, actor=cast.olive, seen=version_in_force.version, why="x")


def test_a_retired_policy_gets_no_new_version(policy_in_force, cast):
    keeping.retire(policy_in_force, actor=cast.maya, retired_on=clock.today())
    with pytest.raises(ValidationError, match="kept no longer"):
        drafting.start_draft(policy_in_force, actor=cast.maya)


@pytest.mark.parametrize("begins_in", [0, 5])
def test_nothing_is_published_of_a_policy_that_is_kept_no_longer(
    next_draft, policy_in_force, cast, begins_in
):
    version = ready(next_draft, cast)
    day = clock.today() + dt.timedelta(days=begins_in)
    keeping.retire(policy_in_force, actor=cast.maya, retired_on=day)
    with pytest.raises(ValidationError, match="kept no longer"):
        agreeing.publish(version, actor=cast.maya, seen=version.version, effective_from=day)
    assert stored(version).state == "approved"


def test_nor_is_it_recorded_as_in_force(draft, policy, cast):
    keeping.retire(policy, actor=cast.maya, retired_on=clock.today())
    adoption = Adoption(in_force_since=clock.today(), approved_by="Us", reviewed_on=clock.today())
    with pytest.raises(ValidationError, match="kept no longer"):
        agreeing.adopt(draft, actor=cast.maya, seen=draft.version, adoption=adoption)
