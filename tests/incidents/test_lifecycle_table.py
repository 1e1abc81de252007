"""Every state × step × kind of person, by hand: what the engine does, in each of them.

Read a grid by row: a step, and in the column of each state where it leads, or `.` where it is no
step. Below it: who may take it at all. Everybody else is refused, whatever the state.
"""

import pytest
from django.db import transaction

from incidents.lifecycle import ACTION, CASE, REPORT
from incidents.models import Case
from tests.incidents.kinds import Kinds
from workflow import engine
from workflow.lifecycle import Lifecycle
from workflow.models import WorkflowModel

CASE_GRID = """
                   received      acknowledged  triaged       in_progress   close_proposed    closed    reopened      merged  entered_in_error
acknowledge        acknowledged  .             .             .             .                 .         .             .       .
triage             triaged       triaged       triaged       triaged       .                 .         triaged       .       .
start              .             .             in_progress   .             .                 .         in_progress   .       .
propose_close      .             .             close_proposed close_proposed .               .         .             .       .
propose_error      close_proposed close_proposed close_proposed close_proposed .             .         close_proposed .      .
send_back          .             .             .             .             in_progress       .         .             .       .
withdraw_proposal  .             .             .             .             in_progress       .         .             .       .
close              .             .             .             .             closed            .         .             .       .
close_alone        .             .             closed        closed        .                 .         .             .       .
confirm_error      .             .             .             .             entered_in_error  .         .             .       .
merge              merged        merged        merged        merged        .                 .         merged        .       .
reopen             .             .             .             .             .                 reopened  .             .       reopened
"""  # noqa: E501

# Kinds of people, each with an access row unless it says otherwise:
#   lead, second     DSL and deputy DSL, made lead by the routing
#   proposer         a deputy DSL who leads, and who made the proposal that waits
#   owner_lead       the owner, made lead by a conflict of interest
#   owner, manager   informed, and no safeguarding lead
#   deputy_lead      a deputy manager, made lead because nobody else was free
#   reader           a deputy DSL, informed only
#   wrote            a DSL who leads, and wrote the report
#   author           wrote it; no access
#   no_access        a DSL whom nobody gave access
#   conflicted       a DSL with a row, who is whom it is about
#   related          a DSL with a row, tied to whom it is about
#   recused          a DSL with a row, who stepped back
#   ended            a DSL whose access has ended
#   left_the_role    led it, and is now a practitioner
#   inspector, technical_admin   with a row, which is worth nothing to them
#   system
LEADING = "lead second proposer owner_lead deputy_lead reader wrote"
CASE_WHO = {
    "acknowledge": LEADING,
    "triage": LEADING,
    "start": LEADING,
    "propose_close": LEADING,
    "propose_error": LEADING,
    "withdraw_proposal": LEADING,
    "merge": LEADING,
    # A second person, and no deputy manager (domain §5).
    "send_back": "lead second owner_lead owner manager reader wrote",
    "close": "lead second owner_lead owner manager reader wrote",
    "confirm_error": "lead second owner_lead owner manager reader wrote",
    # Here: routine, level 1. Never one's own report.
    "close_alone": "lead second proposer owner_lead deputy_lead reader",
    "reopen": "lead second proposer owner_lead owner reader wrote",
}

READING = "lead second proposer owner_lead owner manager deputy_lead reader wrote"
OPEN = "received acknowledged triaged in_progress reopened"
# Verb: who, and in which states when not in all.
CASE_VERBS = {
    "open": ("system", ""),
    "note": (READING, ""),
    "contact": (READING, ""),
    "message": (LEADING, ""),
    "answer": ("author wrote", ""),
    "add_subject": (LEADING, ""),
    "reroute": ("system", ""),
    "grant": (LEADING, ""),
    "revoke": (LEADING, ""),
    "recuse": (READING, ""),
    "escalate": ("system", ""),
    "receive": (LEADING, ""),
    "add_action": (READING, OPEN),
}

REPORT_GRID = """
       sent    routed  sealed
route  routed  .       .
seal   sealed  .       .
"""
REPORT_WHO = {"route": "system", "seal": "system"}
REPORT_VERBS = {"send": ("author", ""), "add_to": ("author", "")}

ACTION_GRID = """
        open       done  cancelled
finish  done       .     .
cancel  cancelled  .     .
"""
ACTION_WHO = {"finish": f"{LEADING} doer", "cancel": LEADING}
ACTION_VERBS = {"add": (READING, "")}

TABLES = {
    "case": (CASE, CASE_GRID, CASE_WHO, CASE_VERBS),
    "report": (REPORT, REPORT_GRID, REPORT_WHO, REPORT_VERBS),
    "action": (ACTION, ACTION_GRID, ACTION_WHO, ACTION_VERBS),
}
REFUSED, WRONG_STATE = "NotAllowed", "WrongState"


def words(name: str) -> str:
    return name.replace("_", " ")


def grid(text: str) -> dict[str, dict[str, str]]:
    """Step → state → target, of a table as it stands above."""
    states, *rows = (line.split() for line in text.strip().splitlines())
    return {words(row[0]): dict(zip(states, row[1:], strict=True)) for row in rows}


@pytest.fixture
def kinds(cast) -> Kinds:
    return Kinds(cast)


def in_state(kinds: Kinds, name: str, state: str) -> WorkflowModel:
    """The object of a table, put into a state and loaded as a page would load it."""
    row: WorkflowModel = getattr(kinds, name)
    merged = {"merged_into": kinds.other} if state == "merged" else {}
    type(row)._base_manager.filter(pk=row.pk)._move(state=state, **merged)
    return type(row)._base_manager.get(pk=row.pk)


def outcome(kinds: Kinds, name: str, state: str, move: str, actor: object) -> str:
    """Where it led, or what was raised; undone afterwards."""
    undo = transaction.savepoint()
    obj = in_state(kinds, name, state)
    try:
        if move in obj.lifecycle.steps:
            changes = {"merged_into": kinds.other} if move == "merge" else {}
            engine.advance(obj, move, actor=actor, version=obj.version, changes=changes)
        else:
            engine.record(obj, move, actor=actor)
        return type(obj)._base_manager.get(pk=obj.pk).state
    except engine.EngineError as error:
        return type(error).__name__
    finally:
        transaction.savepoint_rollback(undo)


@pytest.mark.parametrize("name", TABLES)
def test_each_step_in_each_state_by_each_kind_of_person(kinds, name):
    _table, said, who, _verbs = TABLES[name]
    for step, row in grid(said).items():
        may = who[step.replace(" ", "_")].split()
        assert set(may) <= kinds.people.keys()
        for state, target in row.items():
            leads_to = WRONG_STATE if target == "." else target
            for kind, person in kinds.people.items():
                expected = leads_to if kind in may else REFUSED
                found = outcome(kinds, name, state, step, person)
                assert (step, state, kind, found) == (step, state, kind, expected)


@pytest.mark.parametrize("name", TABLES)
def test_each_verb_in_each_state_by_each_kind_of_person(kinds, name):
    table, _said, _who, verbs = TABLES[name]
    for verb, (who, in_states) in verbs.items():
        assert set(who.split()) <= kinds.people.keys()
        for state in table.states.values:
            stays = state if not in_states or state in in_states.split() else WRONG_STATE
            for kind, person in kinds.people.items():
                expected = stays if kind in who.split() else REFUSED
                found = outcome(kinds, name, state, words(verb), person)
                assert (verb, state, kind, found) == (verb, state, kind, expected)


@pytest.mark.parametrize("name", TABLES)
def test_every_state_step_and_verb_has_its_row(name):
    table, said, who, verbs = TABLES[name]
    assert grid(said).keys() == table.steps.keys()
    assert {words(step) for step in who} == table.steps.keys()
    assert {words(verb) for verb in verbs} == table.verbs.keys()
    for row in grid(said).values():
        assert list(row) == list(table.states.values)


def test_every_lifecycle_of_this_app_has_a_table():
    tables = {table.name for table, *_rest in TABLES.values()}
    assert tables == {name for name in Lifecycle.registry if name.startswith("incidents.")}


CLOSING_ALONE = [
    ({}, "closed"),
    ({"support_level": 2}, REFUSED),
    ({"support_level": None}, REFUSED),
    ({"urgency": "2-same-day"}, REFUSED),
    ({"urgency": "1-immediate"}, REFUSED),
    ({"harmed": "yes"}, REFUSED),
    ({"risk": "unsure"}, REFUSED),
    ({"harmed": "no", "offence": "no", "risk": "no", "unsuitable": "no"}, "closed"),
]


def test_who_may_close_alone_is_data(kinds):
    """Routine and Level 1 only, and never where the harm threshold may be met (domain §6.1)."""
    untouched = {name: getattr(kinds.case, name) for fields, _expected in CLOSING_ALONE for name in fields}
    for fields, expected in CLOSING_ALONE:
        Case.objects.filter(pk=kinds.case.pk).update(**{**untouched, **fields})
        found = outcome(kinds, "case", "triaged", "close alone", kinds.people["lead"])
        assert (fields, found) == (fields, expected)
