"""No inconsistent lifecycle starts, and a lifecycle offers what it would allow."""

from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db.models import TextChoices

from incidents.models import Case
from workflow.lifecycle import Lifecycle, Step, Verb, nobody
from workflow.models import DeadlineRule


class Lamp(TextChoices):
    OFF = "off"
    ON = "on"
    BROKEN = "broken"


SWITCH = Step("switch on", (Lamp.OFF,), Lamp.ON, nobody)
BREAK = Step("break", (Lamp.ON,), Lamp.BROKEN, nobody)


@pytest.fixture(autouse=True)
def registry() -> Iterator[None]:
    """Tables that a test makes are forgotten after it."""
    kept = dict(Lifecycle.registry)
    yield
    Lifecycle.registry.clear()
    Lifecycle.registry.update(kept)


def lamp(*steps: Step, **fields) -> Lifecycle:
    fields = {"states": Lamp, "initial": Lamp.OFF, "ends": [Lamp.BROKEN], **fields}
    return Lifecycle("tests.lamp", steps=steps, **fields)


def test_a_sound_table_has_no_problems():
    assert lamp(SWITCH, BREAK).problems() == []


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (lambda: lamp(SWITCH), "'broken' can never be reached"),
        (lambda: lamp(SWITCH, BREAK, ends=[]), "nothing leads out of 'broken'"),
        (lambda: lamp(SWITCH, BREAK, initial="blue"), "the initial state 'blue' is unknown"),
        (lambda: lamp(SWITCH, BREAK, ends=["gone"]), "unknown end 'gone'"),
        (lambda: lamp(SWITCH, BREAK, Step("dim", (Lamp.ON,), "dim", nobody)), "dim: unknown state 'dim'"),
        (lambda: lamp(SWITCH, BREAK, Step("lit", ("dim",), Lamp.ON, nobody)), "lit: unknown state 'dim'"),
        (lambda: lamp(SWITCH, BREAK, Step("mend", (), Lamp.OFF, nobody)), "mend: from no state"),
        (lambda: lamp(SWITCH, BREAK, SWITCH), "switch on: named twice"),
        (lambda: lamp(SWITCH, BREAK, verbs=[Verb("break", nobody)]), "break: named twice"),
        (lambda: lamp(SWITCH, BREAK, verbs=[Verb("dust", nobody, states=("dim",))]), "dust: unknown state"),
        (lambda: lamp(SWITCH, states=None), "steps without states"),
        (lambda: Lifecycle("tests.lamp", verbs=[Verb("a", nobody), Verb("a", nobody)]), "a: named twice"),
    ],
)
def test_each_inconsistency_is_named_and_stops_the_start(table, said):
    assert any(said in problem for problem in table().problems())
    with pytest.raises(SystemCheckError, match=r"tests\.lamp"):
        call_command("check")


def test_a_model_with_a_state_must_have_a_table_that_begins_where_its_rows_begin():
    del Lifecycle.registry["incidents.case"]
    with pytest.raises(SystemCheckError, match=r"incidents\.Case: no lifecycle begins in 'received'"):
        call_command("check")


def test_every_clock_that_a_step_names_is_a_rule_after_migrate(db):
    named = {
        code
        for table in Lifecycle.registry.values()
        for step in table.steps.values()
        for code in (*step.opens, *step.meets)
    }
    assert named
    assert named <= set(DeadlineRule.objects.values_list("code", flat=True))


def test_available_offers_the_steps_of_the_state_that_the_person_may_take(cast, case):
    names = {step.name for step in case.lifecycle.available(case, cast.maya)}
    assert names == {"acknowledge", "triage", "propose error", "merge"}
    assert case.lifecycle.available(case, cast.pia) == []
    closed = Case(state=Case.State.MERGED)
    assert case.lifecycle.available(closed, cast.maya) == []
