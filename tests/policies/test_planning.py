"""The action plan: given, done, seen by another person, escalated (§6.10)."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from notifications.models import Message
from policies.actions import planning
from policies.models import PlanAction, PlanEntry
from tests.cast import make_person
from workflow import clock, engine
from workflow.models import Deadline
from workflow.verification import verify


@pytest.fixture
def action(cast) -> PlanAction:
    """Pia's, given by Maya, due in a week."""
    return planning.add_action(
        actor=cast.maya,
        title="Renew the notice",
        owner=cast.pia,
        due_on=clock.today() + dt.timedelta(days=7),
    )


def stored(row):
    return type(row).objects.get(pk=row.pk)


def due(action: PlanAction) -> Deadline:
    return Deadline.objects.open().of(action).get()


def told(kind: str) -> set:
    return set(Message.objects.filter(kind=kind).values_list("recipient_id", flat=True))


def test_it_is_given_to_somebody_who_is_told_by_a_day_that_people_chose(action, cast, verbs):
    assert action.state == "open"
    assert due(action).rule_id == "plan.action"
    assert due(action).due_at == clock.london(action.due_on, planning.END_OF_DAY)
    assert told("plan-action-given") == {cast.pia.pk}
    assert verbs(action) == ["add"]
    assert verify() == []


def test_it_is_done_by_its_owner_and_verified_by_another(action, cast, verbs):
    planning.start(action, actor=cast.pia, seen=0)
    planning.claim(action, actor=cast.pia, seen=1, body="It hangs at the door.")
    assert stored(action).claimed_by == cast.pia
    assert told("plan-action-waits") == {cast.maya.pk}
    planning.verify(action, actor=cast.dan, seen=2, body="I saw it.")
    assert stored(action).state == "verified"
    assert not Deadline.objects.open().of(action).exists()
    assert verbs(action) == ["add", "start", "claim", "verify"]
    assert list(action.entries.values_list("kind", flat=True)) == ["evidence", "verified"]
    assert verify() == []


def test_nobody_verifies_or_cancels_their_own(cast):
    mine = planning.add_action(actor=cast.olive, title="Ring them", owner=cast.maya, due_on=clock.today())
    with pytest.raises(engine.NotAllowed):
        planning.cancel(mine, actor=cast.maya, seen=0, body="Not needed.")
    planning.claim(mine, actor=cast.maya, seen=0, body="Rung.")
    for attempt in (planning.verify, planning.send_back, planning.cancel):
        with pytest.raises(engine.NotAllowed):
            attempt(mine, actor=cast.maya, seen=1, body="I say so.")
    assert told("plan-action-waits") == {cast.dan.pk}, "somebody else than its owner is asked to look"
    planning.verify(mine, actor=cast.olive, seen=1, body="Seen.")


def test_whoever_claimed_it_does_not_verify_it_after_handing_it_over(cast):
    """Dan claims it, Maya hands it to Pia: neither Dan nor Pia verifies."""
    action = planning.add_action(actor=cast.maya, title="Ring them", owner=cast.dan, due_on=clock.today())
    planning.claim(action, actor=cast.dan, seen=0, body="Rung.")
    drawn = planning.as_drawn(stored(action))
    planning.change_action(
        action, actor=cast.maya, drawn=drawn, why="Dan is away.", title="Ring them", owner=cast.pia,
        due_on=clock.today(),
    )  # fmt: skip
    for person in (cast.dan, cast.pia):
        with pytest.raises(engine.NotAllowed):
            planning.verify(action, actor=person, seen=1, body="Seen.")
    planning.verify(action, actor=cast.maya, seen=1, body="Seen.")
    assert verify() == []


def test_nobody_hands_over_or_puts_off_their_own(cast):
    mine = planning.add_action(actor=cast.olive, title="Ring them", owner=cast.maya, due_on=clock.today())
    with pytest.raises(engine.NotAllowed):
        planning.change_action(
            mine, actor=cast.maya, drawn=planning.as_drawn(stored(mine)), why="Later.", title="Ring them",
            owner=cast.pia, due_on=clock.today() + dt.timedelta(days=30),
        )  # fmt: skip
    assert stored(mine).owner == cast.maya
    assert due(mine).due_at.date() == clock.london(clock.today(), planning.END_OF_DAY).date()


def test_another_day_moves_the_clock_and_says_why(action, cast, verbs):
    later = action.due_on + dt.timedelta(days=14)
    planning.change_action(
        action, actor=cast.maya, drawn=planning.as_drawn(stored(action)), why="The printer is away.",
        title="Renew the notice at the door", owner=cast.sam, due_on=later,
    )  # fmt: skip
    changed = stored(action)
    assert (changed.title, changed.owner, changed.due_on) == ("Renew the notice at the door", cast.sam, later)
    assert due(action).due_at == clock.london(later, planning.END_OF_DAY)
    assert Deadline.objects.of(action).count() == 2
    row = action.entries.get()
    assert row.kind == "changed"
    assert row.body.splitlines()[:2] == ["The printer is away.", "Before: Pia Novak."]
    assert row.body.endswith("Said in other words.")
    assert told("plan-action-given") == {cast.pia.pk, cast.sam.pk}
    assert verbs(action) == ["add", "change"]
    assert verify() == []


def test_words_that_named_somebody_by_mistake_are_not_repeated(action, cast):
    planning.change_action(
        action, actor=cast.maya, drawn=planning.as_drawn(stored(action)), why="It named somebody.",
        title="Renew it", owner=cast.pia, due_on=action.due_on,
    )  # fmt: skip
    assert action.title not in action.entries.get().body
    assert Message.objects.filter(kind="plan-action-given").count() == 1, "nothing new for its owner"


def test_an_overdue_action_is_handed_over_without_another_day(action, cast):
    with clock.at(clock.now() + dt.timedelta(days=30)):
        planning.change_action(
            action, actor=cast.maya, drawn=planning.as_drawn(stored(action)), why="Pia is ill.",
            title=action.title, owner=cast.sam, due_on=action.due_on,
        )  # fmt: skip
    assert stored(action).owner == cast.sam
    assert Deadline.objects.of(action).count() == 1


def test_two_changes_drawn_from_one_page_do_not_overwrite_each_other(action, cast):
    drawn = planning.as_drawn(stored(action))
    said = {"title": action.title, "due_on": action.due_on, "why": "So."}
    planning.change_action(action, actor=cast.maya, drawn=drawn, owner=cast.sam, **said)
    with pytest.raises(engine.StaleState):
        planning.change_action(action, actor=cast.dan, drawn=drawn, owner=cast.dan, **said)
    assert stored(action).owner == cast.sam


def test_what_blocks_it_is_said_and_the_clock_runs_on(action, cast):
    planning.block(action, actor=cast.pia, seen=0, body="No ink.")
    assert stored(action).state == "blocked"
    assert told("plan-action-waits") == {cast.maya.pk}
    assert due(action)
    planning.start(action, actor=cast.pia, seen=1)
    assert stored(action).state == "in_progress"


def test_sent_back_it_is_its_owners_again(action, cast):
    planning.claim(action, actor=cast.pia, seen=0, body="Done.")
    planning.send_back(action, actor=cast.maya, seen=1, body="The second door has none.")
    assert (stored(action).state, stored(action).claimed_by) == ("in_progress", None)
    assert Message.objects.filter(kind="plan-action-given", recipient_id=cast.pia.pk).count() == 2
    assert verify() == []


def test_cancelled_with_a_reason_by_somebody_else(action, cast):
    planning.cancel(action, actor=cast.maya, seen=0, body="The door is gone.")
    assert stored(action).state == "cancelled"
    assert not Deadline.objects.open().of(action).exists()
    assert action.entries.get().by == cast.maya


@pytest.mark.parametrize("body", ["", "  \n"])
def test_every_step_but_starting_needs_words(action, cast, body):
    for step in (planning.block, planning.claim, planning.cancel):
        with pytest.raises(ValidationError):
            step(action, actor=cast.pia, seen=0, body=body)
    with pytest.raises(ValidationError):
        planning.add_note(action, actor=cast.pia, body=body)


def test_its_owner_and_leaders_write_notes_and_nobody_else(action, cast):
    for person in (cast.pia, cast.dan):
        planning.add_note(action, actor=person, body="A line.")
    for person in (cast.sam, cast.petra, cast.ines, cast.tariq):
        with pytest.raises(engine.NotAllowed):
            planning.add_note(action, actor=person, body="A line.")
    assert action.entries.count() == 2


@pytest.mark.parametrize("who", ["pia", "petra", "ines", "tariq"])
def test_only_leaders_plan(cast, who):
    with pytest.raises(engine.NotAllowed):
        planning.add_action(actor=getattr(cast, who), title="X", owner=cast.pia, due_on=clock.today())
    assert not PlanAction.objects.exists()


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"due_on": dt.date(2020, 1, 1)}, "due_on"),
        ({"title": "   "}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"origin": "nonsense"}, "origin"),
    ],
)
def test_what_makes_no_sense_is_refused(cast, said, field):
    whole = {"title": "X", "owner": cast.pia, "due_on": clock.today()} | said
    with pytest.raises(ValidationError) as raised:
        planning.add_action(actor=cast.maya, **whole)
    assert field in raised.value.message_dict


@pytest.mark.parametrize("who", ["petra", "ines", "viktor", "colin"])
def test_only_somebody_who_works_here_is_given_something(cast, who):
    with pytest.raises(ValidationError) as raised:
        planning.add_action(actor=cast.maya, title="X", owner=getattr(cast, who), due_on=clock.today())
    assert "owner" in raised.value.message_dict


def test_from_a_review_it_says_so(policy_in_force, cast):
    review = policy_in_force.reviews.get()
    action = planning.add_action(
        actor=cast.dan, title="Renew it", owner=cast.pia, due_on=clock.today(), review=review
    )
    assert (action.origin, action.review) == ("review", review)
    assert verify() == []


def test_what_was_written_is_never_changed(action, cast):
    planning.add_note(action, actor=cast.pia, body="A line.")
    row = PlanEntry.objects.get()
    for attempt in (row.delete, lambda: PlanEntry.objects.update(body="Other")):
        with pytest.raises(DatabaseError), transaction.atomic():
            attempt()


def test_with_the_manager_away_the_next_leader_is_asked_to_look(db):
    owner = make_person("Olga", "Perl", "owner")
    pia = make_person("Paul", "Reed", "practitioner")
    action = planning.add_action(actor=owner, title="X", owner=pia, due_on=clock.today())
    planning.claim(action, actor=pia, seen=0, body="Done.")
    assert told("plan-action-waits") == {owner.pk}


def test_overdue_is_computed_from_the_day(action, cast):
    with clock.at(clock.london(action.due_on)):
        assert not PlanAction.objects.overdue().exists()
        assert not action.is_overdue
    with clock.at(clock.london(action.due_on + dt.timedelta(days=1))):
        assert PlanAction.objects.overdue().get() == action
        assert action.is_overdue
