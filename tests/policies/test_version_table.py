"""Every state × step × kind of person of a version, by hand: what the engine does, in each of them.

Read the grid by row: a step, and in the column of each state where it leads, or `.` where it is no
step. Below it: who may take it at all. Everybody else is refused, whatever the state.
"""

from typing import Any

import pytest
from django.db import transaction

from accounts.models import Role
from policies.actions import drafting
from policies.lifecycle import VERSION
from policies.models import AcknowledgementRequest, Audience, Drafter, PolicyVersion
from tests.cast import make_person
from tests.policies.conftest import WORDS
from workflow import clock, engine
from workflow.actors import System

GRID = """
                 draft         consultation    manager_review  owner_approval  approved   published  abandoned
edit             draft         .               .               .               .          .          .
describe         draft         .               .               .               .          .          .
confirm_keys     draft         .               .               .               .          .          .
consult          consultation  .               .               .               .          .          .
hand_to_manager  .             manager_review  .               .               .          .          .
agree            .             .               owner_approval  .               .          .          .
approve          .             .               .               approved        .          .          .
publish          .             .               .               .               published  .          .
adopt            published     .               .               .               .          .          .
send_back        .             draft           draft           draft           draft      .          .
give_up          abandoned     abandoned       abandoned       abandoned       abandoned  .          .
"""
WRITING = "manager manager_wrote deputy_manager dsl owner_wrote"
KEEPING = "owner owner_wrote manager manager_wrote"
WHO = {
    "edit": WRITING,
    "describe": WRITING,
    "confirm_keys": "manager manager_wrote",
    "consult": WRITING,
    "hand_to_manager": WRITING,
    # The manager may have drafted it: the owner decides after.
    "agree": "manager manager_wrote",
    # Never whoever wrote on it; a manager only where every owner did, and here one did not.
    "approve": "owner",
    "publish": KEEPING,
    "adopt": f"{KEEPING} system",
    "send_back": f"{WRITING} owner",
    "give_up": WRITING,
}
SIGNATURES = "owner owner_wrote manager manager_wrote deputy_manager"
# Verb: who, and in which states when not in all.
VERBS = {
    "draft": (f"{WRITING} system", ""),
    "consulted": (WRITING, "consultation"),
    "begin": ("system", "published"),
    "supersede": ("system", "published"),
    "ask": ("system", "published"),
    "remind": ("system", "published"),
    "release": ("system", "published"),
    "answer": ("asked", "published"),
    "record_paper": (SIGNATURES, "published"),
    "reply": (SIGNATURES, "published"),
    "exempt": (KEEPING, "published"),
    "end_exemption": (KEEPING, "published"),
}
REFUSED, WRONG_STATE = "NotAllowed", "WrongState"


def words(name: str) -> str:
    return name.replace("_", " ")


def grid() -> dict[str, dict[str, str]]:
    """Step → state → target, of the table as it stands above."""
    states, *rows = (line.split() for line in GRID.strip().splitlines())
    return {words(row[0]): dict(zip(states, row[1:], strict=True)) for row in rows}


class Kinds:
    """A version that a manager and an owner wrote on, and everybody by kind."""

    def __init__(self, cast: Any, policy: Any) -> None:
        self.version = drafting.start_draft(policy, actor=cast.maya, outline=WORDS)
        self.people: dict[str, Any] = {
            "manager_wrote": cast.maya,
            "owner": cast.olive,
            "manager": make_person("Mona", "Kind", Role.MANAGER),
            "owner_wrote": make_person("Otto", "Kind", Role.OWNER, Role.DSL),
            "deputy_manager": make_person("Dora", "Kind", Role.DEPUTY_MANAGER),
            "dsl": make_person("Dina", "Kind", Role.DSL),
            "deputy_dsl": make_person("Deri", "Kind", Role.DEPUTY_DSL),
            "asked": cast.pia,
            "practitioner": cast.sam,
            "parent": cast.petra,
            "inspector": cast.ines,
            "technical_admin": cast.tariq,
            "nobody": make_person("Noa", "Kind"),
            "system": System("sweep"),
        }
        Drafter.objects.create(version=self.version, person=self.people["owner_wrote"])
        AcknowledgementRequest.objects.create(
            version=self.version, person=cast.pia, kind=Audience.Kind.POLICY, asked_at=clock.now()
        )


@pytest.fixture
def kinds(cast, policy) -> Kinds:
    return Kinds(cast, policy)


def outcome(kinds: Kinds, state: str, move: str, actor: Any) -> str:
    """Where it led, or what was raised; undone afterwards."""
    undo = transaction.savepoint()
    rows = PolicyVersion.objects.filter(pk=kinds.version.pk)
    published = {"is_frozen": True, "effective_from": clock.today(), "text_hash": "x"}
    rows._move(state=state, **(published if state == "published" else {}))
    version = rows.get()
    try:
        if move in VERSION.steps:
            changes = published if VERSION.steps[move].target == "published" else {}
            engine.advance(version, move, actor=actor, version=version.version, changes=changes)
        else:
            engine.record(version, move, actor=actor)
        return rows.get().state
    except engine.EngineError as error:
        return type(error).__name__
    finally:
        transaction.savepoint_rollback(undo)


def test_each_step_in_each_state_by_each_kind_of_person(kinds):
    for step, row in grid().items():
        may = WHO[step.replace(" ", "_")].split()
        assert set(may) <= kinds.people.keys()
        for state, target in row.items():
            leads_to = WRONG_STATE if target == "." else target
            for kind, person in kinds.people.items():
                expected = leads_to if kind in may else REFUSED
                found = outcome(kinds, state, step, person)
                assert (step, state, kind, found) == (step, state, kind, expected)


def test_each_verb_in_each_state_by_each_kind_of_person(kinds):
    for verb, (who, in_states) in VERBS.items():
        assert set(who.split()) <= kinds.people.keys()
        for state in PolicyVersion.State.values:
            stays = state if not in_states or state in in_states.split() else WRONG_STATE
            for kind, person in kinds.people.items():
                expected = stays if kind in who.split() else REFUSED
                found = outcome(kinds, state, words(verb), person)
                assert (verb, state, kind, found) == (verb, state, kind, expected)


def test_every_state_step_and_verb_has_its_row():
    assert grid().keys() == VERSION.steps.keys()
    assert {words(step) for step in WHO} == VERSION.steps.keys()
    assert {words(verb) for verb in VERBS} == VERSION.verbs.keys()
    for row in grid().values():
        assert list(row) == PolicyVersion.State.values
