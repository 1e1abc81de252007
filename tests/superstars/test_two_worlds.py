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
from accounts.models import Child, Person, RoleAssignment, Tie
from incidents.actions import access, doing, escalating, handling, reporting, routing, writing
from incidents.models import Access, Case, CaseAction, Entry, Report, Subject
from notifications.sweeps import send_digests, sweep_outbox
from policies.actions import asking, beginning, reminding
from tests.cast import SET_UP, SINCE, Cast
from tests.superstars import snapshots
from workflow import clock

pytestmark = pytest.mark.timeout(300)

MONDAY = dt.datetime(2026, 11, 16, 9, 0, tzinfo=dt.UTC)
FRIDAY = dt.datetime(2026, 11, 20, 9, 0, tzinfo=dt.UTC)

# Rows whose ids could stand in an address.
MODELS = (Case, Report, Entry, Access, CaseAction, Subject, Person, Child, RoleAssignment, Tie)
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
}


@pytest.mark.parametrize("scene", SCENES.values(), ids=SCENES.keys())
def test_a_hidden_case_changes_nothing_its_viewer_can_reach(scene: Scene, cast: Cast, sign_in):
    viewer: Person = getattr(cast, scene.viewer)
    with time_machine.travel(MONDAY, tick=False):
        _ordinary_world(cast)
        scene.share(cast)
    with time_machine.travel(FRIDAY, tick=False):
        _let_time_pass()
        client, existing = sign_in(viewer), snapshots.places_of(MODELS)
        known = snapshots.places_of(MODELS, most=2)
        without = snapshots.take(client, viewer, known)
    with time_machine.travel(MONDAY, tick=False):
        scene.hide(cast)
        hidden = snapshots.places_of(MODELS) - existing
    with time_machine.travel(FRIDAY, tick=False):
        _let_time_pass()
        with_it = snapshots.take(client, viewer, known)
        assert _differences(without, with_it) == []
        _hidden_rows_answer_like_nothing(client, viewer, hidden)


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


def _let_time_pass() -> None:
    """Every sweep of the schedule, as a worker would run them."""
    routing.sweep_unrouted()
    escalating.sweep_deadlines()
    routing.sweep_access()
    doing.remind_of_actions()
    beginning.sweep_beginnings()
    asking.sweep_requests()
    reminding.sweep_reminders()
    sweep_outbox()
    send_digests()


def _differences(without: snapshots.Snapshot, with_it: snapshots.Snapshot) -> list[str]:
    changed = {key for key in without.keys() | with_it.keys() if without.get(key) != with_it.get(key)}
    return sorted(f"{method} {path}" for method, path in changed)


def _hidden_rows_answer_like_nothing(client: Client, viewer: Person, hidden: set[snapshots.Places]) -> None:
    """An address with a hidden row's id answers as one with an id of nothing, to the byte."""
    unknown = snapshots.take(client, viewer, [(NOTHING,), (NOTHING, NOTHING)], only_with_ids=True)
    for place in sorted(hidden):
        for (method, path), answer in snapshots.take(client, viewer, [place], only_with_ids=True).items():
            plain = functools.reduce(lambda text, pk: text.replace(str(pk), str(NOTHING)), place, path)
            assert answer == unknown[(method, plain)], f"{method} {path}"
