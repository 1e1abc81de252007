"""What the record says in words: every verb has them, whoever acted, and what was written then."""

import pytest

from policies.actions import planning, sources
from policies.lifecycle import PLAN_ACTION, REVIEW, SOURCE
from policies.selectors import chain
from workflow import clock


@pytest.mark.parametrize("table", [SOURCE, REVIEW, PLAN_ACTION], ids=lambda table: table.name)
def test_every_verb_and_step_has_words(table):
    assert set(chain.DONE[table.name]) == {*table.steps, *table.verbs}
    assert set(chain.TONES) <= {verb for words in chain.DONE.values() for verb in words}


def test_a_line_says_what_who_and_which_words(cast):
    action = planning.add_action(actor=cast.maya, title="X", owner=cast.pia, due_on=clock.today())
    planning.add_note(action, actor=cast.pia, body="A line.")
    note, added = chain.timeline(action)
    assert (str(note.title), note.who, note.body) == ("Note", "Pia Novak", "A line.")
    assert (str(added.title), added.who, added.body) == ("Added to the plan", "Maya Lindqvist", "")


def test_the_system_acts_by_rule(policy_in_force):
    (opened,) = chain.timeline(policy_in_force.reviews.get())
    assert (str(opened.title), opened.who) == ("Review opened", "by rule")


def test_the_edition_of_a_source_stands_in_its_line(cast):
    source = sources.add_source(
        actor=cast.maya, title="EYFS", standing="legal_duty", edition="2025", in_force_on=clock.today()
    )
    assert [line.body for line in chain.timeline(source)] == ["2025"]


def test_steps_since_names_only_what_came_after(cast):
    action = planning.add_action(actor=cast.maya, title="X", owner=cast.pia, due_on=clock.today())
    planning.start(action, actor=cast.pia, seen=0)
    planning.add_note(action, actor=cast.pia, body="A line.")
    planning.claim(action, actor=cast.pia, seen=1, body="Done.")
    fresh = type(action).objects.get(pk=action.pk)
    said = [str(what) for what, _who, _when in chain.steps_since(fresh, 1)]
    assert said == ["Said to be done"]
