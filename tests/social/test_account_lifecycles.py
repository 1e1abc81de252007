"""Every state × step × kind of person of accounts, access, removals and checks, by hand; and every verb has its words.

Read a grid by row: a step, and in the column of each state where it leads, or `.` where it is no step.
"""

import pytest
from django.db import transaction

from accounts.models import Person
from social.actions import holders, recertifying
from social.lifecycle.access import ACCESS
from social.lifecycle.accounts import ACCOUNT, RECERTIFICATION, REMOVAL
from social.models import AccountRemoval, Recertification
from social.selectors.story import DONE
from tests.social.access_rows import approved
from tests.social.accounts import live
from workflow import engine
from workflow.actors import System
from workflow.models import WorkflowModel

pytestmark = pytest.mark.django_db

GRIDS = {
    "account": """
                 proposed  assessed  live         dormant      compromised  closed
    assess       assessed  .         .            .            .            .
    send_back    .         proposed  .            .            .            .
    go_live      .         live      .            live         .            .
    rest         .         .         dormant      .            .            .
    raise_alarm  .         .         compromised  compromised  .            .
    secure       .         .         .            .            assessed     .
    close        closed    closed    closed       closed       closed       .
    """,
    "access": """
               requested  more_info  approved     suspended    refused  withdrawn  expired  revoked  surrendered
    ask_back   more_info  .          .            .            .        .          .        .        .
    answer     .          requested  .            .            .        .          .        .        .
    approve    approved   approved   .            .            .        .          .        .        .
    refuse     refused    refused    .            .            .        .          .        .        .
    withdraw   withdrawn  withdrawn  .            .            .        .          .        .        .
    suspend    .          .          suspended    .            .        .          .        .        .
    restore    .          .          .            approved     .        .          .        .        .
    revoke     .          .          revoked      revoked      .        .          .        .        .
    surrender  .          .          surrendered  surrendered  .        .          .        .        .
    expire     .          .          expired      expired      .        .          .        .        .
    """,
    "removal": """
        to_do  done
    do  done   .
    """,
    "check": """
              open       done  overtaken
    finish    done       .     .
    overtake  overtaken  .     .
    """,
}
LEADERS = "olive maya dan"
# Dan proposed the account and is to be taken away; Pia holds the permission.
WHO = {
    "account": dict.fromkeys(("assess", "send_back", "raise_alarm"), LEADERS)
    | {"go_live": "maya", "rest": LEADERS, "secure": LEADERS, "close": "olive maya"},
    "access": dict.fromkeys(("ask_back", "approve", "refuse", "restore", "revoke"), "maya")
    | dict.fromkeys(("answer", "surrender"), "pia")
    | {"withdraw": "pia system", "suspend": f"{LEADERS} system", "expire": "system"},
    "removal": {"do": "olive maya"},
    "check": {"finish": LEADERS, "overtake": "system"},
}
TABLES = {"account": ACCOUNT, "access": ACCESS, "removal": REMOVAL, "check": RECERTIFICATION}
PEOPLE = (*LEADERS.split(), "pia", "sam", "viktor", "petra", "ines", "tariq")


def grid(name: str) -> dict[str, dict[str, str]]:
    states, *rows = (line.split() for line in GRIDS[name].strip().splitlines())
    return {row[0].replace("_", " "): dict(zip(states, row[1:], strict=True)) for row in rows}


@pytest.fixture
def rows(cast) -> dict[str, WorkflowModel]:
    account = live(cast)
    recertifying.open_check(account, actor=cast.maya)
    holders.end_holder(account.holders.get(person=cast.dan), actor=cast.maya)
    access = approved(cast, cast.pia)
    # What each state needs to be there at all: so that nothing but the step decides.
    type(access).objects.update(refused_because="No.")
    removal = AccountRemoval.objects.get()
    AccountRemoval.objects.update(
        right_removed=True, password_changed=True, done_by=cast.maya, done_at=removal.opened_at
    )
    Recertification.objects.update(done_by=cast.maya, done_at=removal.opened_at)
    return {"account": account, "access": access, "removal": removal, "check": Recertification.objects.get()}


def outcome(row: WorkflowModel, state: str, step: str, actor: Person | System) -> str:
    """Where it led, or what was raised; undone afterwards."""
    undo = transaction.savepoint()
    model = type(row)._base_manager
    model.filter(pk=row.pk)._move(state=state)
    obj = model.get(pk=row.pk)
    try:
        engine.advance(obj, step, actor=actor, version=obj.version)
        return model.get(pk=row.pk).state
    except engine.EngineError as error:
        return type(error).__name__
    finally:
        transaction.savepoint_rollback(undo)


@pytest.mark.parametrize("name", GRIDS)
def test_each_step_in_each_state_by_each_kind_of_person(cast, rows, name):
    people = {one: getattr(cast, one) for one in PEOPLE} | {"system": System("anything")}
    for step, row in grid(name).items():
        may = WHO[name][step.replace(" ", "_")].split()
        for state, target in row.items():
            leads_to = "WrongState" if target == "." else target
            # Whoever may not is refused in every state; one is enough for each of them.
            asked = people if state == next(iter(row)) else {one: people[one] for one in may}
            for kind, person in asked.items():
                expected = leads_to if kind in may else "NotAllowed"
                assert (step, state, kind, outcome(rows[name], state, step, person)) == (
                    step,
                    state,
                    kind,
                    expected,
                )


def test_every_state_step_and_verb_has_its_row_and_its_words():
    for name, table in TABLES.items():
        assert grid(name).keys() == table.steps.keys()
        assert {step.replace("_", " ") for step in WHO[name]} == table.steps.keys()
        assert all(list(row) == list(table.states.values) for row in grid(name).values())
        assert DONE[table.name].keys() == table.steps.keys() | table.verbs.keys()
    assert not ACCESS.steps["restore"].by_system
