"""Cases by clause on a policy's page, behind its numbers, and before a review: only what the viewer may see."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from incidents import evidence
from incidents.actions import access, closing
from incidents.actions.naming import Chosen
from incidents.models import Case, Outcome
from policies import counts
from policies.evidence import questions
from tests.incidents.policies import case_naming, clause, confirm, policy_in_force, triage
from workflow import clock

LONG_AGO = dt.date(2020, 1, 1)


@pytest.fixture
def policy(cast):
    return policy_in_force(cast)


def told(policy, viewer) -> list[str]:
    return [str(line.text) for line in counts.for_policy(policy, viewer)]


def said(gather, policy, viewer, since=LONG_AGO) -> list[str]:
    return [str(line.text) for line in gather(policy, since, viewer)]


def close(case: Case, cast, *policies) -> Case:
    """Closed by Maya and Dan, under these policies."""
    fresh = confirm(case, cast.maya)
    outcome = Outcome.objects.get(code="no_further_action")
    ending = closing.Closing(outcome, "Done.", "yes", policies=policies, no_policy=not policies)
    closing.propose_close(fresh, actor=cast.maya, version=fresh.version, closing=ending)
    fresh = Case.objects.get(pk=case.pk)
    closing.confirm_ending(fresh, actor=cast.dan, version=fresh.version)
    return fresh


def test_a_lead_reads_how_many_cases_name_a_clause(policy, cast):
    confirm(case_naming(clause(policy), cast.pia), cast.maya)
    case_naming(clause(policy), cast.sam)
    case_naming(clause(policy, "S2.1"), cast.sam)
    assert told(policy, cast.maya) == [
        "Cases: 2, of which to be confirmed: 1",
        "Cases: 1, of which to be confirmed: 1",
    ]


def test_who_may_see_no_case_reads_no_line(policy, cast):
    """Not even a nought: Olive has no access, and the others lead nothing."""
    close(case_naming(clause(policy), cast.pia), cast, policy)
    for name in ("olive", "pia", "sam", "petra", "ines", "tariq", "viktor"):
        viewer = getattr(cast, name)
        assert told(policy, viewer) == [], name
        assert said(evidence.of_cases, policy, viewer) == [], name
        assert said(evidence.of_outcomes, policy, viewer) == [], name


def test_a_case_about_the_manager_is_counted_for_others_only(policy, cast):
    before = told(policy, cast.maya)
    case = case_naming(clause(policy), cast.pia, about="manager")
    assert told(policy, cast.maya) == before == []
    assert told(policy, cast.dan) == told(policy, cast.olive) == ["Cases: 1, of which to be confirmed: 1"]
    other = case_naming(clause(policy), cast.sam)
    assert told(policy, cast.maya) == ["Cases: 1, of which to be confirmed: 1"]
    access.add_subject(other, actor=cast.dan, person=cast.maya)
    assert told(policy, cast.maya) == []
    assert case.reference not in said(evidence.of_cases, policy, cast.maya)


def test_dropped_merged_and_mistaken_cases_are_not_counted(policy, cast):
    text = clause(policy)
    dropped, merged, target, mistaken = (case_naming(text, cast.pia) for _turn in range(4))
    rows = frozenset(dropped.clauses.values_list("pk", flat=True))
    triage(dropped, cast.maya, Chosen(dropped=rows))
    closing.merge(merged, actor=cast.maya, version=merged.version, into=target, rationale="The same.")
    closing.propose_error(mistaken, actor=cast.maya, version=mistaken.version, rationale="Twice.")
    mistaken = Case.objects.get(pk=mistaken.pk)
    closing.confirm_ending(mistaken, actor=cast.dan, version=mistaken.version)
    assert told(policy, cast.maya) == ["Cases: 1, of which to be confirmed: 1"]


def test_each_number_opens_its_list(policy, cast, lead):
    text = clause(policy)
    cases = [close(case_naming(text, cast.pia), cast, policy), case_naming(text, cast.sam)]
    case_naming(clause(policy, "S2.1"), cast.sam)
    by_clause, _other, whole = counts.for_policy(policy, cast.maya)
    listed = lead.get(by_clause.url).context["page"].object_list
    assert {case.pk for case in listed} == {case.pk for case in cases}
    assert [case.pk for case in lead.get(whole.url).context["page"].object_list] == [cases[0].pk]
    assert str(whole.text) == "Closed cases to which it was applied: 1"


@pytest.mark.parametrize("query", ["clause=x", "policy=1", "since=yesterday", "clause=&since=&policy="])
def test_nonsense_in_the_address_narrows_nothing(policy, cast, lead, query):
    case = case_naming(clause(policy), cast.pia)
    response = lead.get(f"{reverse('queue')}?{query}")
    assert [row.pk for row in response.context["page"].object_list] == [case.pk]


def test_the_page_of_a_policy_counts_for_the_lead_and_not_for_whom_it_is_about(policy, cast, sign_in):
    case_naming(clause(policy), cast.pia, about="manager")
    url = reverse("policy", args=[policy.pk])
    assert "Cases: 1" in sign_in(cast.dan).get(url).content.decode()
    for name in ("maya", "pia"):
        assert "Cases" not in sign_in(getattr(cast, name)).get(url).content.decode().partition("<main")[2]


def test_a_review_hears_of_cases_since_the_last_one(policy, cast):
    with time_machine.travel(clock.now() - dt.timedelta(days=40), tick=False):
        case_naming(clause(policy), cast.pia)
    case_naming(clause(policy, "S2.1"), cast.pia)
    since = clock.today() - dt.timedelta(days=10)
    assert said(evidence.of_cases, policy, cast.maya, since) == [
        "S2.1. Cases: 1, of which to be confirmed: 1"
    ]
    assert len(said(evidence.of_cases, policy, cast.maya)) == 2


def test_a_number_since_a_day_opens_the_cases_since_that_day(policy, cast, lead):
    with time_machine.travel(clock.now() - dt.timedelta(days=40), tick=False):
        case_naming(clause(policy), cast.pia)
    recent = case_naming(clause(policy), cast.sam)
    (line,) = evidence.of_cases(policy, clock.today() - dt.timedelta(days=10), cast.maya)
    assert [case.pk for case in lead.get(line.url).context["page"].object_list] == [recent.pk]


def test_a_review_hears_how_cases_ended_and_nothing_of_what_is_in_them(policy, cast):
    case = close(case_naming(clause(policy), cast.pia), cast, policy)
    open_one = case_naming(clause(policy), cast.sam)
    lines = said(evidence.of_outcomes, policy, cast.maya)
    assert lines == ["No further action: 1", case.reference]
    everything = " ".join([*lines, *said(evidence.of_cases, policy, cast.maya)])
    for secret in (case.reports.get().body, "Done.", "Pia", open_one.reference):
        assert secret not in everything


def test_what_ended_before_the_last_review_is_not_told_again(policy, cast):
    with time_machine.travel(clock.now() - dt.timedelta(days=40), tick=False):
        close(case_naming(clause(policy), cast.pia), cast, policy)
    assert said(evidence.of_outcomes, policy, cast.maya, clock.today() - dt.timedelta(days=10)) == []


def test_reviews_ask_both_questions():
    assert {"cases", "outcomes"} <= {question.code for question in questions()}


def test_counting_costs_the_same_with_few_cases_and_with_many(policy, cast, django_assert_max_num_queries):
    case_naming(clause(policy), cast.pia)
    for _turn in range(2):
        with django_assert_max_num_queries(9):
            counts.for_policy(policy, cast.maya)
        with django_assert_max_num_queries(9):
            evidence.of_outcomes(policy, LONG_AGO, cast.maya)
        for _more in range(5):
            close(case_naming(clause(policy), cast.pia), cast, policy)
