"""Every state × step × kind of person of reviews and planned actions, by hand: what the engine does.

Read a grid by row: a step, and in the column of each state where it leads, or `.` where it is no
step. Below it: who may take it at all. Everybody else is refused, whatever the state.
"""

import pytest
from django.apps import apps
from django.db import models, transaction

from policies.actions import planning
from policies.lifecycle import PLAN_ACTION, REVIEW, SOURCE
from policies.models import PlanAction, Policy
from tests.cast import Cast
from workflow import clock, engine
from workflow.actors import System
from workflow.models import WorkflowModel

REVIEW_GRID = """
            open      changing  done
no_change   done      .         .
change      changing  .         .
changed     .         done      .
look_again  .         open      .
lapse       done      done      .
"""
REVIEW_WHO = {
    "no_change": "olive maya",
    "change": "olive maya",
    "changed": "system",
    "look_again": "olive maya",
    "lapse": "system",
}
LEADERS = "olive maya dan"
# Verb: who, and in which states when not in all.
REVIEW_VERBS = {
    "open": (f"{LEADERS} system", ""),
    "answer": (LEADERS, "open changing"),
    "move": ("system", "open changing"),
    "remind": ("system", ""),
}

# The action is Pia's. Where it was claimed, it is Dan who said so, before it was handed to her.
ACTION_GRID = """
           open         in_progress  blocked      claimed      verified  cancelled
start      in_progress  .            in_progress  .            .         .
block      blocked      blocked      .            .            .         .
claim      claimed      claimed      claimed      .            .         .
verify     .            .            .            verified     .         .
send_back  .            .            .            in_progress  .         .
cancel     cancelled    cancelled    cancelled    cancelled    .         .
"""
ACTION_WHO = {
    "start": "pia",
    "block": "pia",
    "claim": "pia",
    "verify": "olive maya",
    "send_back": "olive maya",
    "cancel": LEADERS,
}
ACTION_VERBS = {
    "add": (LEADERS, ""),
    "note": (f"{LEADERS} pia", ""),
    "change": (LEADERS, "open in_progress blocked claimed"),
    "remind": ("system", ""),
}
SOURCE_VERBS = dict.fromkeys(("add", "change", "check", "new_edition"), "olive maya")

TABLES = {
    "review": (REVIEW, REVIEW_GRID, REVIEW_WHO, REVIEW_VERBS),
    "action": (PLAN_ACTION, ACTION_GRID, ACTION_WHO, ACTION_VERBS),
}
PEOPLE = (*LEADERS.split(), "pia", "sam", "vera", "colin", "viktor", "petra", "ines", "tariq")
REFUSED, WRONG_STATE = "NotAllowed", "WrongState"


def words(name: str) -> str:
    return name.replace("_", " ")


def grid(text: str) -> dict[str, dict[str, str]]:
    """Step → state → target, of a table as it stands above."""
    states, *rows = (line.split() for line in text.strip().splitlines())
    return {words(row[0]): dict(zip(states, row[1:], strict=True)) for row in rows}


@pytest.fixture
def people(cast: Cast) -> dict[str, object]:
    return {name: getattr(cast, name) for name in PEOPLE} | {"system": System("calendar")}


@pytest.fixture
def rows(cast: Cast, policy_in_force: Policy) -> dict[str, WorkflowModel]:
    action = planning.add_action(actor=cast.maya, title="Renew", owner=cast.pia, due_on=clock.today())
    PlanAction.objects.filter(pk=action.pk).update(claimed_by=cast.dan)
    return {"review": policy_in_force.reviews.get(), "action": action}


def outcome(row: WorkflowModel, state: str, move: str, actor: object) -> str:
    """Where it led, or what was raised; undone afterwards."""
    undo = transaction.savepoint()
    model = type(row)._base_manager
    model.filter(pk=row.pk)._move(state=state)
    obj = model.get(pk=row.pk)
    try:
        if move in obj.lifecycle.steps:
            engine.advance(obj, move, actor=actor, version=obj.version)
        else:
            engine.record(obj, move, actor=actor)
        return model.get(pk=row.pk).state
    except engine.EngineError as error:
        return type(error).__name__
    finally:
        transaction.savepoint_rollback(undo)


@pytest.mark.parametrize("name", TABLES)
def test_each_step_in_each_state_by_each_kind_of_person(rows, people, name):
    _table, said, who, _verbs = TABLES[name]
    for step, row in grid(said).items():
        may = who[step.replace(" ", "_")].split()
        for state, target in row.items():
            leads_to = WRONG_STATE if target == "." else target
            for kind, person in people.items():
                expected = leads_to if kind in may else REFUSED
                found = outcome(rows[name], state, step, person)
                assert (step, state, kind, found) == (step, state, kind, expected)


@pytest.mark.parametrize("name", TABLES)
def test_each_verb_in_each_state_by_each_kind_of_person(rows, people, name):
    table, _said, _who, verbs = TABLES[name]
    for verb, (who, in_states) in verbs.items():
        for state in table.states.values:
            stays = state if not in_states or state in in_states.split() else WRONG_STATE
            for kind, person in people.items():
                expected = stays if kind in who.split() else REFUSED
                found = outcome(rows[name], state, words(verb), person)
                assert (verb, state, kind, found) == (verb, state, kind, expected)


def test_each_verb_of_a_source_by_each_kind_of_person(people):
    assert {words(verb) for verb in SOURCE_VERBS} == SOURCE.verbs.keys()
    for verb, who in SOURCE_VERBS.items():
        for kind, person in people.items():
            move = SOURCE.verbs[words(verb)]
            found = move.by_system if isinstance(person, System) else move.allowed(person, None)
            assert (verb, kind, found) == (verb, kind, kind in who.split())


@pytest.mark.parametrize("name", TABLES)
def test_every_state_step_and_verb_has_its_row(name):
    table, said, who, verbs = TABLES[name]
    assert grid(said).keys() == table.steps.keys()
    assert {words(step) for step in who} == table.steps.keys()
    assert {words(verb) for verb in verbs} == table.verbs.keys()
    for row in grid(said).values():
        assert list(row) == list(table.states.values)


def test_no_row_with_a_state_gives_the_name_of_its_version_away():
    """A field of its own called `version` would take the place of the one by which a stale page is known."""
    for model in apps.get_models():
        if issubclass(model, WorkflowModel):
            assert isinstance(model._meta.get_field("version"), models.PositiveIntegerField), model


def test_a_leader_who_holds_an_action_neither_verifies_nor_cancels_it(cast):
    action = planning.add_action(actor=cast.olive, title="Renew", owner=cast.maya, due_on=clock.today())
    for step in ("verify", "send back", "cancel"):
        assert outcome(action, "claimed", step, cast.maya) == REFUSED
    assert outcome(action, "claimed", "verify", cast.dan) == "verified"
