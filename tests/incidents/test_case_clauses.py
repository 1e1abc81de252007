"""Clauses in a case: a report proposes, triage confirms or drops and may add, merging carries, closing applies."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from incidents.actions import closing, handling
from incidents.actions.naming import Chosen
from incidents.models import Case, CaseClause, CasePolicy, Category, Outcome
from tests.incidents.policies import case_naming, clause, confirm, policy_in_force, triage
from tests.incidents.stages import ENDING, TRIAGE, state
from workflow import engine
from workflow.models import AuditEvent
from workflow.verification import verify


@pytest.fixture
def policy(cast):
    return policy_in_force(cast)


@pytest.fixture
def named(cast, policy) -> Case:
    return case_naming(clause(policy), cast.pia)


def decisions(case: Case) -> dict[str, str]:
    return dict(case.clauses.values_list("text__number", "decision"))


def ending(*policies, no_policy: bool = False) -> closing.Closing:
    outcome = Outcome.objects.get(code="no_further_action")
    return closing.Closing(outcome, "Done.", "yes", policies=policies, no_policy=no_policy)


def test_what_a_report_names_is_proposed(lead, named):
    assert decisions(named) == {"S1.2": ""}
    page = lead.get(reverse("case", args=[named.pk])).content.decode()
    assert "S1.2 of Social media, version 1" in page
    assert "to be confirmed" in page
    assert "Named: S1.2 of Social media, version 1" in page
    assert verify() == []


def test_triage_confirms_what_stays_ticked(lead, named, take, cast):
    row = named.clauses.get()
    drawn = lead.get(reverse("case-step", args=[named.pk, "triage"])).context["form"]
    assert drawn["clauses"].initial == [str(row.pk)]
    take(lead, named, "triage", clauses=str(row.pk), clauses_shown=str(row.pk), **TRIAGE)
    row.refresh_from_db()
    assert (row.decision, row.decided_by) == ("confirmed", cast.maya)
    assert "Clauses confirmed: S1.2 of Social media, version 1." in named.entries.get().body
    assert verify() == []


def test_triage_drops_what_is_not(lead, named, take):
    row = named.clauses.get()
    take(lead, named, "triage", clauses_shown=str(row.pk), **TRIAGE)
    assert decisions(named) == {"S1.2": "dropped"}
    page = lead.get(reverse("case", args=[named.pk])).content.decode()
    assert "Clauses dropped: S1.2 of Social media, version 1." in page
    drawn = lead.get(reverse("case-step", args=[named.pk, "triage"])).context["form"]
    assert drawn["clauses"].initial == []


def test_triage_adds_another(lead, named, take, policy, cast):
    row, other = named.clauses.get(), clause(policy, "S2.1")
    drawn = lead.get(reverse("case-step", args=[named.pk, "triage"])).content.decode()
    assert f'<option value="{other.pk}">S2.1 Only cameras of the setting are used.</option>' in drawn
    shown = {"clauses": str(row.pk), "clauses_shown": str(row.pk)}
    take(lead, named, "triage", another_clause=str(other.pk), **shown, **TRIAGE)
    assert decisions(named) == {"S1.2": "confirmed", "S2.1": "confirmed"}
    added = named.clauses.get(clause=other.clause_id)
    assert (added.named_by, added.report) == (cast.maya, None)
    assert verify() == []


def test_a_clause_that_nobody_was_shown_is_neither_confirmed_nor_dropped(lead, named, take, policy, cast):
    """Another case is merged into it while the form is open: its clause waits for the next triage."""
    row = named.clauses.get()
    other = case_naming(clause(policy, "S2.1"), cast.sam)
    closing.merge(other, actor=cast.maya, version=other.version, into=named, rationale="The same.")
    take(lead, named, "triage", clauses=str(row.pk), clauses_shown=str(row.pk), **TRIAGE)
    assert decisions(named) == {"S1.2": "confirmed", "S2.1": ""}


def test_rows_of_another_case_are_not_decided_here(lead, named, take, policy, cast):
    other = case_naming(clause(policy, "S2.1"), cast.sam).clauses.get()
    response = take(lead, named, "triage", clauses=str(other.pk), clauses_shown=str(other.pk), **TRIAGE)
    assert "clauses" in response.context["form"].errors
    take(lead, named, "triage", clauses_shown=f"{other.pk} nonsense", **TRIAGE)
    triage(named, cast.maya, Chosen(dropped=frozenset({other.pk})))
    other.refresh_from_db()
    assert other.decision == ""


def test_a_triage_that_says_nothing_of_clauses_changes_none(named, cast):
    triage(named, cast.maya)
    assert decisions(named) == {"S1.2": ""}


def test_the_same_decision_twice_is_one(named, cast):
    confirm(named, cast.maya)
    first = named.clauses.get()
    confirm(named, cast.dan)
    assert named.clauses.get().decided_by == first.decided_by
    said = [row["schema"] for event in AuditEvent.objects.filter(verb="triage") for row in event.contents]
    assert said.count("incidents.caseclause@1") == 1


def test_who_may_not_triage_decides_no_clause(named, cast):
    """Olive has no access, and Pia wrote it: nothing is written, whatever they send."""
    for person in (cast.olive, cast.pia):
        with pytest.raises(engine.NotAllowed):
            confirm(named, person)
    assert decisions(named) == {"S1.2": ""}
    assert not CaseClause.objects.exclude(decision="").exists()


def test_who_was_slower_decides_no_clause(named, cast):
    seen = Case.objects.get(pk=named.pk)
    triage(named, cast.dan)
    chosen = Chosen(confirmed=frozenset(named.clauses.values_list("pk", flat=True)))
    row = seen.version
    with pytest.raises(engine.StaleState):
        _triage_as_seen(named, row, cast.maya, chosen)
    assert decisions(named) == {"S1.2": ""}


def _triage_as_seen(case, version, lead, chosen):
    row = Category.objects.get(code="other")
    decision = handling.Triage(row, row.four_c, "3-routine", "Why.", support_level=1, clauses=chosen)
    handling.triage(case, actor=lead, version=version, decision=decision)


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        ("", "", ""),
        ("", "confirmed", "confirmed"),
        ("confirmed", "", "confirmed"),
        ("dropped", "", "dropped"),
        ("dropped", "confirmed", "confirmed"),
        ("", "dropped", ""),
    ],
)
def test_merging_the_same_clause_keeps_what_a_lead_confirmed(policy, cast, ours, theirs, expected):
    text = clause(policy)
    cases = {}
    for author, decision in ((cast.pia, ours), (cast.sam, theirs)):
        case = case_naming(text, author)
        rows = frozenset(case.clauses.values_list("pk", flat=True))
        if decision == "confirmed":
            confirm(case, cast.maya)
        elif decision:
            triage(case, cast.maya, Chosen(dropped=rows))
        cases[author] = Case.objects.get(pk=case.pk)
    target, case = cases[cast.pia], cases[cast.sam]
    closing.merge(case, actor=cast.maya, version=case.version, into=target, rationale="The same.")
    assert decisions(target) == {"S1.2": expected}
    assert verify() == []


def test_merging_carries_a_clause_with_who_named_and_decided_it(policy, cast):
    case, target = case_naming(clause(policy), cast.pia), case_naming(clause(policy, "S2.1"), cast.sam)
    case = confirm(case, cast.maya)
    closing.merge(case, actor=cast.maya, version=case.version, into=target, rationale="The same.")
    carried = target.clauses.get(text__number="S1.2")
    assert (carried.report, carried.decision) == (case.reports.get(), "confirmed")
    assert verify() == []


def test_closing_names_the_policies_applied(lead, deputy, named, take, policy, cast):
    case = confirm(named, cast.maya)
    drawn = lead.get(reverse("case-step", args=[case.pk, "propose-close"])).context["form"]
    assert drawn["policies"].initial == [str(policy.pk)]
    take(lead, case, "propose-close", **ENDING | {"policies": str(policy.pk)})
    assert Case.objects.get(pk=case.pk).policies_applied == "some"
    assert (
        "Policies applied: Social media."
        in deputy.get(reverse("case-step", args=[case.pk, "close"])).content.decode()
    )
    take(deputy, case, "close")
    page = deputy.get(reverse("case", args=[case.pk])).content.decode()
    assert '<span class="ss-tag ss-tag--good">applied</span>' in page
    assert verify() == []


@pytest.mark.parametrize("said", [[], ["", ""], ["none", "POLICY"], ["nonsense"]])
def test_nothing_ends_without_saying_so(lead, named, take, policy, cast, said):
    case = confirm(named, cast.maya)
    said = [str(policy.pk) if one == "POLICY" else one for one in said]
    response = take(lead, case, "propose-close", **ENDING | {"policies": said})
    assert "policies" in response.context["form"].errors
    assert state(case) == "triaged"


def test_the_action_asks_for_one_answer_whatever_the_form_does(named, cast, policy):
    case = confirm(named, cast.maya)
    for wrong in (ending(), ending(policy, no_policy=True)):
        with pytest.raises(ValidationError, match="Choose the policies"):
            closing.propose_close(case, actor=cast.maya, version=case.version, closing=wrong)
    assert not CasePolicy.objects.exists()


def test_none_applied_is_said_in_words(lead, named, take, cast):
    case = confirm(named, cast.maya)
    take(lead, case, "propose-close", **ENDING)
    assert Case.objects.get(pk=case.pk).policies_applied == "none"
    assert lead.get(reverse("case", args=[case.pk])).content.decode().count("No policy was applied.") == 2


def test_a_second_proposal_replaces_the_first_and_reopening_ends_it(named, cast, policy):
    other = policy_in_force(cast, "Cameras", code="cameras")
    case = confirm(named, cast.maya)
    moves = (
        lambda case, seen: closing.propose_close(case, closing=ending(policy), **seen(cast.maya)),
        lambda case, seen: closing.send_back(case, rationale="And cameras.", **seen(cast.dan)),
        lambda case, seen: closing.propose_close(case, closing=ending(other), **seen(cast.maya)),
        lambda case, seen: closing.confirm_ending(case, **seen(cast.dan)),
    )
    for move in moves:
        fresh = Case.objects.get(pk=case.pk)
        move(fresh, lambda who, row=fresh: {"actor": who, "version": row.version})
    assert list(case.policies.filter(ended_at=None).values_list("policy", flat=True)) == [other.pk]
    fresh = Case.objects.get(pk=case.pk)
    closing.reopen(fresh, actor=cast.maya, version=fresh.version, rationale="New words.")
    assert not case.policies.filter(ended_at=None).exists()
    assert Case.objects.get(pk=case.pk).policies_applied == ""
    assert verify() == []


def test_the_database_knows_a_clause_once_and_a_decision_with_its_decider(named, cast):
    row = named.clauses.get()
    for wrong in (
        lambda: CaseClause.objects.create(case=named, clause=row.clause, text=row.text, report=row.report),
        lambda: CaseClause.objects.filter(pk=row.pk).update(named_by=cast.maya),
        lambda: CaseClause.objects.filter(pk=row.pk).update(decision="confirmed"),
        lambda: CaseClause.objects.filter(pk=row.pk).update(report=None),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            wrong()


def test_what_nobody_sealed_is_named_by_verification(named, cast):
    CaseClause.objects.update(decision="confirmed", decided_by=cast.dan, decided_at=named.opened_at)
    assert [problem.code for problem in verify()] == ["row-changed"]
