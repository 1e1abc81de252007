"""What holds for every setting and every report, whatever the facts (domain §0 R1, §1.9)."""

import uuid

from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.models import Role
from incidents.routing import FALLBACK, MANAGER_SIDE, UNDISCLOSED, Facts, escalate, route

PEOPLE = [uuid.UUID(int=number) for number in range(8)]
ANSWERS = ("me", "child", "staff", "manager", "deputy", "owner", UNDISCLOSED, "something else")

people = st.frozensets(st.sampled_from(PEOPLE), max_size=4)
every_fact = st.builds(
    Facts,
    holders=st.dictionaries(st.sampled_from(Role.values), people, max_size=len(Role.values)),
    subjects=people,
    about=st.frozensets(st.sampled_from(ANSWERS), max_size=3),
    ties=st.frozensets(st.tuples(st.sampled_from(PEOPLE), st.sampled_from(PEOPLE)), max_size=5),
    recused=people,
)
generously = settings(max_examples=400, deadline=None)


@generously
@given(every_fact)
def test_nobody_in_conflict_is_ever_a_reader(facts):
    assert not route(facts).readers & facts.conflicted
    assert not any(escalate(facts, level) & facts.conflicted for level in range(1, 8))


@generously
@given(every_fact)
def test_only_leaders_are_readers(facts):
    leaders = facts.holding(FALLBACK)
    assert route(facts).readers <= leaders
    assert escalate(facts, 1) <= leaders


@generously
@given(every_fact)
def test_sealed_when_nobody_is_free_or_the_owner_who_manages_is_meant_and_else_somebody_leads(facts):
    decision = route(facts)
    leaders = facts.holding(FALLBACK)
    owner_manages = facts.holding([Role.OWNER]) & facts.holding(MANAGER_SIDE) & facts.implicated
    nobody_free = bool(leaders) and leaders <= facts.conflicted
    assert decision.sealed is (nobody_free or bool(owner_manages))
    assert decision.found_somebody is (bool(leaders) and not decision.sealed)
    if decision.sealed:
        assert not decision.readers
        assert not escalate(facts, 1)


@generously
@given(every_fact)
def test_nobody_leads_and_is_informed_at_once(facts):
    decision = route(facts)
    assert not decision.leads & decision.informed


@generously
@given(every_fact)
def test_whom_an_author_may_mean_is_asked_last(facts):
    """Prefer not to say: no manager or DSL, unless nobody else is free."""
    undisclosed = Facts(facts.holders, facts.subjects, facts.about | {UNDISCLOSED}, facts.ties, facts.recused)
    meant = undisclosed.holding(MANAGER_SIDE)
    others = undisclosed.holding(FALLBACK) - undisclosed.conflicted - meant
    if others:
        assert not route(undisclosed).readers & meant
        assert not any(escalate(undisclosed, level) & meant for level in range(1, 8))


@generously
@given(every_fact, st.sampled_from(PEOPLE))
def test_one_more_subject_never_lets_the_subject_in(facts, added):
    later = Facts(facts.holders, facts.subjects | {added}, facts.about, facts.ties, facts.recused)
    assert added not in route(later).readers


@given(every_fact)
def test_the_same_facts_give_the_same_decision(facts):
    assert route(facts) == route(facts)
