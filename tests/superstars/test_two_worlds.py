"""The same database with and without a case that somebody must not know of.

Whatever they can reach is the same, apart from nonces and times (R1, R8): every URL with
real ids, their mail, their bell. A new URL joins by itself.
"""

import dataclasses
import datetime as dt
import functools
import uuid
from collections.abc import Callable

import pytest
import time_machine
from django.test import Client

from accounts import actions as people
from accounts.models import Child, Person, Role, RoleAssignment, Tie
from incidents.actions import access, closing, doing, escalating, handling, reporting, routing, writing
from incidents.actions.naming import Chosen
from incidents.models import (
    Access,
    Case,
    CaseAccount,
    CaseAction,
    CaseClause,
    CasePolicy,
    Entry,
    ExternalContact,
    Outcome,
    Report,
    Subject,
)
from notifications.sweeps import send_digests, sweep_outbox
from policies.actions import asking, beginning, keeping, planning, reminding, reviewing
from policies.models import AcknowledgementRequest, PlanAction, Policy, PolicyVersion, Review
from social.actions import taking_down
from social.models import AccessPermission, OfficialAccount, Post, RiskAssessment, TakeDown
from tests.cast import SET_UP, SINCE, Cast
from tests.incidents.policies import case_naming, clause, confirm, policy_in_force, triage
from tests.social.post_scene import PostScene
from tests.superstars import snapshots
from tests.superstars.fitting import fitting, kinds_of_addresses
from workflow import clock

pytestmark = pytest.mark.timeout(900)

MONDAY = dt.datetime(2026, 11, 16, 9, 0, tzinfo=dt.UTC)
FRIDAY = dt.datetime(2026, 11, 20, 9, 0, tzinfo=dt.UTC)

# Rows whose ids could stand in an address.
MODELS = (Case, Report, Entry, Access, CaseAction, Subject, Person, Child, RoleAssignment, Tie)
POLICY_MODELS = (Policy, PolicyVersion, Review, PlanAction, AcknowledgementRequest)
SOCIAL_MODELS = (OfficialAccount, AccessPermission, RiskAssessment, Post, TakeDown)
# No address takes their ids: they are asked for as hidden rows only.
ROWS_OF_CASES = (CaseAccount, CaseClause, CasePolicy)
EVERYTHING = (*MODELS, *POLICY_MODELS, *SOCIAL_MODELS, *ROWS_OF_CASES)
NOTHING = uuid.UUID("00000000-0000-4000-8000-000000000000")


@dataclasses.dataclass(frozen=True)
class Scene:
    """Who must not know, what both worlds share beforehand, and the case that only one has."""

    viewer: str
    hide: Callable[[Cast], Case]
    share: Callable[[Cast], None] = lambda cast: None


def _report(cast: Cast, about: list[str], *named: reporting.Named) -> Case:
    details = reporting.Details(people=named)
    report = reporting.submit_report(
        actor=cast.pia, report_type="concern", about=about, body="Hidden words.", details=details
    )
    return report.cases.get()


def _worked_on(case: Case, lead: Person, cast: Cast) -> Case:
    """Everything that leaves traces: a step, entries, messages, an action, and clocks that run on."""
    handling.acknowledge(case, actor=lead, version=case.version)
    writing.add_note(case, actor=lead, body="Hidden note.")
    report = case.reports.get()
    writing.write_to_author(case, report, actor=lead, body="Hidden question.")
    writing.answer(case, report, actor=cast.pia, body="Hidden answer.")
    reporting.add_to_report(report, actor=cast.pia, body="Hidden addition.")
    doing.add_action(case, actor=lead, title="Call somebody", owner=cast.vera, due_on=clock.today())
    return case


def _about(answer: str, lead: str) -> Callable[[Cast], Case]:
    return lambda cast: _worked_on(_report(cast, [answer]), getattr(cast, lead), cast)


def _about_sam(cast: Cast) -> Case:
    return _worked_on(_report(cast, ["staff"], reporting.Named("subject", person=cast.sam)), cast.maya, cast)


def _about_ana(cast: Cast) -> Case:
    return _worked_on(_report(cast, ["child"], reporting.Named("child", child=cast.ana)), cast.dan, cast)


def _maya_named_later(cast: Cast) -> Case:
    """Maya had the case, and worked on it, until somebody wrote down that it is about her."""
    case = _worked_on(_report(cast, ["child"]), cast.maya, cast)
    access.add_subject(case, actor=cast.dan, person=cast.maya)
    return case


def _maya_steps_back(cast: Cast) -> Case:
    case = _worked_on(_report(cast, ["child"]), cast.maya, cast)
    access.recuse(case, actor=cast.maya)
    return case


def _breach(answer: str, lead: str, second: str) -> Callable[[Cast], Case]:
    """A breach that names a clause and an account of ours; both are confirmed, more is added, and it ends under
    the policy.
    """
    return lambda cast: _closed(_broken(cast, answer, getattr(cast, lead)), cast, lead, second)


def _broken(cast: Cast, answer: str, lead: Person) -> Case:
    ours = OfficialAccount.objects.get()
    case = case_naming(clause(_policy(), "S1.1"), cast.pia, about=answer, account=ours)
    meant = Chosen(confirmed=frozenset(case.accounts.values_list("pk", flat=True)))
    broken = Chosen(added=(clause(_policy(), "S2.1"),))
    return triage(confirm(case, lead), lead, broken, meant)


def _policy() -> Policy:
    """The one that is broken; the other is the acceptable use that everybody signs."""
    return Policy.objects.exclude(code="acceptable-use").get()


def _closed(case: Case, cast: Cast, lead: str, second: str) -> Case:
    lado = ExternalContact.objects.get(code=writing.LADO_AGENCY)
    writing.record_contact(case, actor=getattr(cast, lead), agency=lado, body="Spoke with them.")
    ending = closing.Closing(
        Outcome.objects.get(code="training_required"), "Done.", "yes", policies=(_policy(),)
    )
    closing.propose_close(case, actor=getattr(cast, lead), version=case.version, closing=ending)
    fresh = Case.objects.get(pk=case.pk)
    closing.confirm_ending(fresh, actor=getattr(cast, second), version=fresh.version)
    return fresh


def _maya_confirmed_it_and_is_named_later(cast: Cast) -> Case:
    """The clause that she confirmed is counted no more, for her."""
    case = _broken(cast, "child", cast.maya)
    access.add_subject(case, actor=cast.dan, person=cast.maya)
    return case


def _dan_is_sams_brother(cast: Cast) -> None:
    people.tie(cast.dan, cast.sam, "relative", actor=SET_UP, source="Staff file", starts_on=SINCE)


def _ana_is_mayas_child(cast: Cast) -> None:
    people.tie(cast.maya, cast.ana, "parent", actor=SET_UP, source="Registration form", starts_on=SINCE)


SCENES = {
    "a case about the manager who is the DSL": Scene("maya", _about("manager", "dan")),
    "a case about the deputy": Scene("dan", _about("deputy", "maya")),
    "a case about the owner": Scene("olive", _about("owner", "maya")),
    "a relative by tie": Scene("dan", _about_sam, _dan_is_sams_brother),
    "the manager's own child": Scene("maya", _about_ana, _ana_is_mayas_child),
    "a subject added later": Scene("maya", _maya_named_later),
    "somebody who stepped back": Scene("maya", _maya_steps_back),
    "a colleague who leads nothing": Scene("sam", _about_sam),
    "somebody who is given access to nothing": Scene("tariq", _about("child", "maya")),
    "a breach by the manager that names a clause": Scene("maya", _breach("manager", "dan", "olive")),
    "a breach for an owner without access": Scene("olive", _breach("child", "maya", "dan")),
    "a breach for whoever wrote about another": Scene("sam", _breach("child", "maya", "dan")),
    "a clause confirmed by whom it is about": Scene("maya", _maya_confirmed_it_and_is_named_later),
}


# Each walks every address: these on every run, with ids of the kinds that an address is about; by `make
# test-all` every scene, with every id at every address.
ALWAYS = {
    "a case about the manager who is the DSL",
    "a relative by tie",
    "a subject added later",
    "a breach by the manager that names a clause",
}
WALKS = [
    *[pytest.param(SCENES[name], False, id=name) for name in sorted(ALWAYS)],
    *[
        pytest.param(scene, True, id=f"{name}, every id everywhere", marks=pytest.mark.nightly)
        for name, scene in SCENES.items()
    ],
]


@pytest.mark.parametrize(("scene", "everywhere"), WALKS)
def test_a_hidden_case_changes_nothing_its_viewer_can_reach(
    scene: Scene, everywhere: bool, cast: Cast, sign_in, certificate_key
):
    kinds = None if everywhere else kinds_of_addresses()
    viewer: Person = getattr(cast, scene.viewer)
    with time_machine.travel(MONDAY, tick=False):
        _ordinary_world(cast)
        scene.share(cast)
    with time_machine.travel(FRIDAY, tick=False):
        _let_time_pass()
        client, existing = sign_in(viewer), snapshots.places_of(EVERYTHING)
        known = snapshots.places_of(MODELS, most=2)
        known |= snapshots.places_of((*POLICY_MODELS, *SOCIAL_MODELS), most=1)
        without = snapshots.take(client, viewer, known, fits=fitting(kinds, EVERYTHING))
    with time_machine.travel(MONDAY, tick=False):
        scene.hide(cast)
        hidden = snapshots.few_of_each(EVERYTHING, existing, most=3)
    with time_machine.travel(FRIDAY, tick=False):
        _let_time_pass()
        fits = fitting(kinds, EVERYTHING)
        with_it = snapshots.take(client, viewer, known, but=without, fits=fits)
        assert _differences(without, with_it) == []
        _hidden_rows_answer_like_nothing(client, viewer, hidden, fits)


def _ordinary_world(cast: Cast) -> None:
    """A case that every leader but the owner sees, a report of Sam's, an action, and people."""
    report = reporting.submit_report(
        actor=cast.sam,
        report_type="contact",
        about=["child"],
        body="A friend request.",
        details=reporting.Details(people=(reporting.Named("child", child=cast.kit),)),
    )
    case = report.cases.get()
    handling.acknowledge(case, actor=cast.dan, version=case.version)
    doing.add_action(case, actor=cast.dan, title="Write a letter", owner=cast.sam, due_on=clock.today())
    for name in ("vera", "petra", "ana", "tariq"):
        getattr(cast, name)
    _ordinary_policies(cast)
    # An account, its assessment, and a post whose picture of Kit has to come down.
    scene = PostScene(cast)
    scene.published(cast.kit)
    scene.withdraws()


def _ordinary_policies(cast: Cast) -> None:
    """A policy in force that everybody who works there signs, broken once; a review, and something to do."""
    policy = policy_in_force(cast)
    for role in (Role.PRACTITIONER, Role.SUPPORT):
        keeping.bind(policy, role, actor=cast.maya)
    asking.sweep_requests()
    confirm(case_naming(clause(policy), cast.sam), cast.maya)
    review = reviewing.open_review(policy, actor=cast.maya, reason="technology", note="A new app.")
    due_on = clock.today() + dt.timedelta(days=10)
    planning.add_action(
        actor=cast.maya, title="Ask the shop", owner=cast.sam, due_on=due_on, origin="review", review=review
    )


def _let_time_pass() -> None:
    """Every sweep of the schedule, as a worker would run them."""
    routing.sweep_unrouted()
    escalating.sweep_deadlines()
    routing.sweep_access()
    doing.remind_of_actions()
    beginning.sweep_beginnings()
    asking.sweep_requests()
    reminding.sweep_reminders()
    taking_down.sweep_takedowns()
    sweep_outbox()
    send_digests()


def _differences(without: snapshots.Snapshot, with_it: snapshots.Snapshot) -> list[str]:
    changed = {key for key in without.keys() | with_it.keys() if without.get(key) != with_it.get(key)}
    return sorted(f"{method} {path}" for method, path in changed)


def _hidden_rows_answer_like_nothing(
    client: Client, viewer: Person, hidden: set[snapshots.Places], fits: snapshots.Fits | None
) -> None:
    """An address with a hidden row's id answers as one with an id of nothing, to the byte."""
    unknown = snapshots.take(client, viewer, [(NOTHING,), (NOTHING, NOTHING)], only_with_ids=True)
    asked = 0
    for place in sorted(hidden):
        found = snapshots.take(client, viewer, [place], only_with_ids=True, fits=fits)
        asked += len(found)
        for (method, path), answer in found.items():
            plain = functools.reduce(lambda text, pk: text.replace(str(pk), str(NOTHING)), place, path)
            assert answer == unknown[(method, plain)], f"{method} {path}"
    assert asked > len(hidden)
