"""The chronology: every event in words, in the order in which things happened."""

import datetime as dt

import pytest

from accounts.selectors.happenings import names_of
from incidents import lifecycle
from incidents.actions import access, doing, reporting, writing
from incidents.selectors import chronology, wording
from tests import factories
from workflow import clock


def lines(case):
    record = chronology.Record([case])
    events = list(record.events())
    return chronology.lines(record, events, names_of(event.actor_id for event in events))


@pytest.mark.parametrize(
    "table", [lifecycle.CASE, lifecycle.REPORT, lifecycle.ACTION], ids=lambda table: table.name
)
def test_every_move_has_words(table):
    assert set(wording.DONE[table.name]) == {*table.steps, *table.verbs}


def test_what_came_late_stands_where_it_happened(case, cast):
    noon = clock.now()
    writing.add_note(case, actor=cast.maya, body="Today.")
    writing.add_note(case, actor=cast.maya, body="Last week.", happened_at=noon - dt.timedelta(days=7))
    bodies = [line.body for line in lines(case)]
    assert bodies.index("Today.") < bodies.index("Last week.") == len(bodies) - 1
    late = lines(case)[-1]
    assert late.is_late
    assert late.recorded_at >= noon > late.happened_at


def test_a_report_happened_when_its_author_says(cast):
    day = clock.today() - dt.timedelta(days=3)
    details = reporting.Details(happened_on=day)
    report = reporting.submit_report(
        actor=cast.pia, report_type="concern", about=["child"], body="A.", details=details
    )
    sent = next(line for line in lines(report.cases.get()) if report.reference in str(line.title))
    assert sent.happened_at == day
    assert sent.is_late


def test_readers_subjects_deadlines_and_actions_are_named(case, cast):
    access.grant_access(case, actor=cast.maya, person=cast.olive, capacity="informed")
    access.add_subject(case, actor=cast.maya, child=cast.kit)
    doing.add_action(case, actor=cast.maya, title="Write", owner=cast.pia, due_on=clock.today())
    access.end_access(case.accesses.get(person=cast.olive), actor=cast.maya)
    notes = [note for line in lines(case) for note in line.notes]
    assert "Olive Okafor can see it: given by a lead" in notes
    assert "Olive Okafor can no longer see it" in notes
    assert "Kit Rossi" in notes
    assert "Write (Pia Novak)" in notes
    assert any(note.startswith("Triage: due ") for note in notes)


def test_what_the_author_adds_is_there(case, report, cast):
    reporting.add_to_report(report, actor=cast.pia, body="I forgot this.")
    assert any(line.body == "I forgot this." and line.who == "Pia Novak" for line in lines(case))


def test_another_case_of_the_same_report_tells_nothing(case, report, cast):
    other = factories.CaseFactory.create()
    other.reports.through.objects.create(case=other, report=report)
    access.add_subject(case, actor=cast.maya, child=cast.kit)
    assert not any("Kit Rossi" in line.notes for line in lines(other))


def test_a_long_chronology_is_cut_and_nothing_is_lost(case, cast, lead):
    factories.notes(case, 150, author=cast.pia)
    first = lead.get(f"/cases/{case.pk}/").context["chronology"]
    second = lead.get(f"/cases/{case.pk}/?page=2").context["chronology"]
    bodies = {line.body for line in (*first, *second) if line.body.startswith("Note ")}
    assert len(first) == 100
    assert len(bodies) == 150


def test_rules_are_said_in_words():
    assert wording.rule("coi.child") == "about a child or somebody outside"
    assert (
        wording.rule("coi.child.fallback") == "about a child or somebody outside; nobody named first was free"
    )
