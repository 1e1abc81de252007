"""The decision becomes access: from the first day, and again whenever the facts change (COI-2, COI-4)."""

import datetime as dt

import pytest
from django.db import transaction

from accounts import actions
from accounts.models import Person, Role
from incidents.actions import access, escalating, reporting, routing
from incidents.actions.reporting import Details, Named
from incidents.models import Case, Report
from tests.cast import SET_UP, SINCE, make_person
from workflow import clock, engine
from workflow.models import AuditEvent, Deadline
from workflow.verification import verify


def sent(author, *about: str, **people) -> Report:
    """A report that names people by their part."""
    named = tuple(Named(part, **one) for part, one in people.items())
    made = reporting.submit_report(
        actor=author, report_type="concern", about=list(about), body="Words", details=Details(people=named)
    )
    return Report.objects.get(pk=made.pk)


def readers(case: Case) -> set:
    return {row.person for row in case.accesses.filter(revoked_at=None)}


def can_see(case: Case, *people) -> set:
    return {one for one in people if Case.objects.visible_to(one).filter(pk=case.pk).exists()}


def test_about_the_manager_she_never_has_a_row(cast):
    case = sent(cast.pia, "manager").cases.get()
    assert readers(case) == {cast.olive, cast.dan} == can_see(case, *cast.leaders)
    assert cast.maya in {subject.person for subject in case.subjects.all()}
    assert AuditEvent.objects.get(object_id=case.pk, sequence=1).rule == "coi.manager"


def test_a_tie_keeps_a_relative_out(cast):
    actions.tie(cast.dan, cast.kit, "relative", actor=SET_UP, source="Declared", starts_on=SINCE)
    case = sent(cast.pia, "child", child={"child": cast.kit}).cases.get()
    assert readers(case) == {cast.maya} == can_see(case, *cast.leaders)


def test_a_tie_that_has_ended_keeps_nobody_out(cast):
    row = actions.tie(cast.dan, cast.kit, "relative", actor=SET_UP, source="Declared", starts_on=SINCE)
    actions.end_tie(row, actor=SET_UP, ends_on=SINCE)
    case = sent(cast.pia, "child", child={"child": cast.kit}).cases.get()
    assert readers(case) == {cast.maya, cast.dan}


def test_a_leader_who_reports_about_themselves_does_not_read_it(cast):
    case = sent(cast.dan, "me").cases.get()
    assert cast.dan not in can_see(case, *cast.leaders)
    assert readers(case) == {cast.maya, cast.olive}


def test_a_witness_is_no_subject(cast):
    case = sent(cast.pia, "child", child={"child": cast.kit}, witness={"person": cast.maya}).cases.get()
    assert readers(case) == {cast.maya, cast.dan}


def test_a_subject_added_later_takes_access_away_and_brings_the_owner_in(cast):
    case = sent(cast.pia, "child").cases.get()
    assert can_see(case, *cast.leaders) == {cast.maya, cast.dan}
    access.add_subject(case, actor=cast.dan, person=cast.maya)
    assert readers(case) == {cast.dan, cast.olive} == can_see(case, *cast.leaders)
    last = AuditEvent.objects.filter(object_id=case.pk).latest("sequence")
    assert (last.verb, last.rule, last.reason) == ("reroute", "coi.manager", "subject added")
    assert verify() == []


def test_a_leader_named_later_starts_the_lado_clock_once(cast):
    case = sent(cast.pia, "child").cases.get()
    lado = Deadline.objects.of(case).filter(rule="lado.refer")
    assert not lado.exists()
    access.add_subject(case, actor=cast.dan, person=cast.maya)
    case.refresh_from_db()
    started = lado.get()
    assert case.next_due_at <= started.due_at
    with transaction.atomic():
        engine.record(case, "contact", actor=cast.dan, meets=["lado.refer"])
    routing.sweep_access()
    access.add_subject(case, actor=cast.dan, person=cast.sam)
    assert lado.get() == started
    assert verify() == []


def test_a_conflict_of_the_whole_house_seals_the_case(cast):
    case = sent(cast.pia, "child").cases.get()
    for leader in (cast.maya, cast.olive, cast.dan):
        access.add_subject(case, actor=cast.dan, person=leader)
    case.refresh_from_db()
    assert case.is_sealed
    assert readers(case) == set() == can_see(case, *cast.leaders)
    assert verify() == []


def test_everybody_implicated_seals_the_report_and_opens_no_case(cast):
    report = sent(cast.pia, "manager", "deputy", "owner")
    assert (report.state, report.cases.count()) == ("sealed", 0)
    assert AuditEvent.objects.get(object_id=report.pk, verb="seal").rule == "coi.sealed"
    assert verify() == []


def test_the_owner_who_manages_is_passed_by_when_a_deadline_is_missed(cast):
    """The deputy, though free, works for her: nobody inside is let in (§1.9)."""
    case = sent(cast.pia, "child").cases.get()
    actions.give_role(cast.olive, Role.MANAGER, actor=SET_UP, starts_on=SINCE)
    access.add_subject(case, actor=cast.dan, person=cast.olive)
    case.refresh_from_db()
    assert case.is_sealed
    for deadline in Deadline.objects.open().of(case).select_related("rule"):
        assert escalating.escalate(deadline)
    assert readers(case) == set()
    assert verify() == []


def test_with_nobody_to_lead_it_waits_and_the_sweep_finds_somebody(db):
    author = make_person("Rosa", "Vale", Role.PRACTITIONER)
    report = sent(author, "child")
    assert (report.state, report.cases.count()) == ("sent", 0)
    routing.sweep_unrouted()
    assert not report.cases.exists()
    lead = make_person("Lena", "Frost", Role.DSL)
    routing.sweep_unrouted()
    assert readers(report.cases.get()) == {lead}
    assert verify() == []


def test_who_leads_no_more_sees_no_more(cast):
    case = sent(cast.pia, "child").cases.get()
    for row in cast.dan.role_assignments.all():
        actions.end_role(row, actor=SET_UP, ends_on=clock.today() - dt.timedelta(days=1))
    gone = Person.objects.get(pk=cast.dan.pk)
    assert can_see(case, gone) == set()
    with pytest.raises(engine.NotAllowed):
        access.add_subject(case, actor=gone, name="Somebody")
    routing.sweep_access()
    assert readers(case) == {cast.maya}
    assert verify() == []


def test_an_undisclosed_report_never_reaches_the_manager_by_waiting(cast):
    case = sent(cast.pia, "undisclosed").cases.get()
    deadline = Deadline.objects.open().of(case).select_related("rule").get(rule="case.triage")
    for _level in range(6):
        assert escalating.escalate(deadline)
    assert readers(case) == {cast.dan, cast.olive} == can_see(case, *cast.leaders)
