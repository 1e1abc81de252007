"""Two leads decide about clauses and policies at once: one decision, and the record explains it."""

from collections import Counter

import pytest

from incidents.models import Case, CaseClause, CasePolicy
from tests.database.racing import DONE, ROUNDS, race
from tests.incidents.policies import case_naming, clause, confirm, policy_in_force
from workflow.verification import verify

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("real_commits")]


@pytest.fixture
def policy(cast):
    return policy_in_force(cast)


@pytest.mark.parametrize("turn", ROUNDS)
class TestAtOnce:
    def test_one_confirms_what_the_other_drops(self, cast, policy, turn):
        case = case_naming(clause(policy), cast.pia)
        row = str(case.clauses.get().pk)
        said = race(
            ("triage_clauses", {"case": str(case.pk), "actor": str(cast.maya.pk), "confirmed": row}),
            ("triage_clauses", {"case": str(case.pk), "actor": str(cast.dan.pk), "dropped": row}),
        )
        assert Counter(said) == {DONE: 1, "StaleState": 1}
        winner, expected = [(cast.maya, "confirmed"), (cast.dan, "dropped")][said.index(DONE)]
        assert (case.clauses.get().decided_by, case.clauses.get().decision) == (winner, expected)
        assert verify() == []

    def test_both_add_the_same_clause(self, cast, policy, turn):
        case, other = case_naming(clause(policy), cast.pia), str(clause(policy, "S2.1").pk)
        said = race(
            *(
                ("triage_clauses", {"case": str(case.pk), "actor": str(lead.pk), "added": other})
                for lead in (cast.maya, cast.dan)
            )
        )
        assert Counter(said) == {DONE: 1, "StaleState": 1}
        assert case.clauses.filter(text__number="S2.1").count() == 1
        assert verify() == []

    def test_a_case_is_merged_into_the_one_that_is_triaged(self, cast, policy, turn):
        """Both stand, in either order: what is carried along waits for the next triage, or is there before it."""
        target, case = case_naming(clause(policy), cast.pia), case_naming(clause(policy), cast.sam)
        confirm(case, cast.maya)
        row = str(target.clauses.get().pk)
        said = race(
            ("triage_clauses", {"case": str(target.pk), "actor": str(cast.dan.pk), "dropped": row}),
            ("merge", {"case": str(case.pk), "into": str(target.pk), "actor": str(cast.maya.pk)}),
        )
        assert said == [DONE, DONE]
        assert CaseClause.objects.filter(case=target).count() == 1
        assert Case.objects.get(pk=case.pk).state == "merged"
        assert verify() == []

    def test_two_propose_to_close_under_a_policy(self, cast, policy, turn):
        case = confirm(case_naming(clause(policy), cast.pia), cast.maya)
        said = race(
            *(
                (
                    "propose_under",
                    {"case": str(case.pk), "actor": str(lead.pk), "policy": str(policy.pk)},
                )
                for lead in (cast.maya, cast.dan)
            )
        )
        assert Counter(said) == {DONE: 1, "StaleState": 1}
        assert (
            CasePolicy.objects.get(case=case, ended_at=None).named_by
            == [cast.maya, cast.dan][said.index(DONE)]
        )
        assert verify() == []
