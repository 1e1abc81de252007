"""Two at once: one winner and one event where only one may win; both where both stand."""

import datetime as dt
from collections import Counter
from typing import Any

import pytest

from accounts.models import Role
from incidents.actions import drafting, handling, reporting
from incidents.models import Case, CaseReport, Category, Entry, Report
from notifications.models import Message
from tests.cast import Cast, make_person
from tests.database import racing
from tests.database.racing import DONE, ROUNDS, race
from workflow.models import AuditEvent, Checkpoint, Deadline, ReadEvent
from workflow.verification import verify

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("real_commits")]


def new_case(cast: Cast, *about: str) -> Case:
    sent = reporting.submit_report(actor=cast.pia, report_type="concern", about=list(about), body="Words")
    return sent.cases.get()


def worked_on(cast: Cast) -> Case:
    """Triaged by Maya as something that may meet the harm threshold: the LADO clock runs."""
    case = new_case(cast, "staff")
    decision = handling.Triage(
        category=Category.objects.filter(asks_harm_questions=True).first(),
        four_c="conduct",
        urgency="1-immediate",
        rationale="May be.",
        harm=dict.fromkeys(Case.HARM_QUESTIONS, "unsure"),
    )
    handling.triage(case, actor=cast.maya, version=0, decision=decision)
    return case


def sent_while_nobody_led() -> Report:
    """It is stored, and waits for somebody to lead."""
    author = make_person("Rosa", "Vale", Role.PRACTITIONER)
    report = reporting.submit_report(actor=author, report_type="concern", about=["child"], body="Words")
    assert not report.cases.exists()
    return report


def events(obj: Any, *verbs: str) -> int:
    return AuditEvent.objects.filter(object_id=obj.pk, verb__in=verbs).count()


def ids(**rows: Any) -> dict[str, str]:
    return {name: str(row.pk) for name, row in rows.items()}


@pytest.mark.parametrize("turn", ROUNDS)
class TestOneWinner:
    def test_two_leads_acknowledge(self, cast, turn):
        case = new_case(cast, "child")
        said = race(*(("acknowledge", ids(case=case, actor=lead)) for lead in (cast.maya, cast.dan)))
        assert Counter(said) == {DONE: 1, "StaleState": 1}
        assert events(case, "acknowledge") == 1
        assert Case.objects.values_list("state", "version").get(pk=case.pk) == ("acknowledged", 1)
        assert verify() == []

    def test_two_people_close(self, cast, turn):
        nora = make_person("Nora", "Bell", Role.DEPUTY_DSL)
        case = worked_on(cast)
        race(("contact_lado", ids(case=case, actor=cast.maya)))
        assert race(("propose", ids(case=case, actor=cast.maya))) == [DONE]
        said = race(*(("close", ids(case=case, actor=second)) for second in (cast.dan, nora)))
        assert Counter(said) == {DONE: 1, "StaleState": 1}
        assert events(case, "close") == 1
        assert verify() == []

    def test_a_step_and_its_contrary(self, cast, turn):
        """One proposes to close, the other clears it of harm."""
        case = worked_on(cast)
        race(("contact_lado", ids(case=case, actor=cast.maya)))
        said = race(("propose", ids(case=case, actor=cast.maya)), ("clear", ids(case=case, actor=cast.dan)))
        assert Counter(said) == {DONE: 1, "StaleState": 1}
        assert verify() == []

    def test_the_same_draft_is_sent_twice(self, cast, turn):
        draft = drafting.start_draft(actor=cast.pia, report_type="concern", page="about", typed={})
        said = race(*[("send", ids(draft=draft, actor=cast.pia))] * 2)
        assert Counter(said) == {DONE: 1, "AlreadySent": 1}
        report = Report.objects.get()
        assert report.pk == draft.pk
        assert events(report, "send") == 1
        assert verify() == []

    def test_one_report_is_routed_twice(self, turn):
        report = sent_while_nobody_led()
        cast = Cast()
        said = race(*[("route", ids(report=report))] * 2)
        assert said == [DONE, DONE]
        assert CaseReport.objects.filter(report=report).count() == 1
        assert events(report, "route") == 1
        told = Message.objects.filter(object_id=report.cases.get().pk).values_list("recipient_id", flat=True)
        assert sorted(told) == sorted([cast.maya.pk, cast.dan.pk])
        assert verify() == []

    def test_one_deadline_is_escalated_twice(self, cast, turn):
        case = new_case(cast, "child")
        deadline = Deadline.objects.open().of(case).get(rule="case.triage")
        said = race(*[("escalate", ids(deadline=deadline))] * 2)
        assert Counter(said) == {DONE: 1, "ValidationError": 1}
        assert events(case, "escalate") == 1
        assert Deadline.objects.get(pk=deadline.pk).level == 1
        assert verify() == []

    def test_one_deadline_is_escalated_and_met(self, cast, turn):
        case = new_case(cast, "child")
        deadline = Deadline.objects.open().of(case).get(rule="case.acknowledge")
        said = race(("escalate", ids(deadline=deadline)), ("acknowledge", ids(case=case, actor=cast.maya)))
        assert said[1] == DONE
        assert events(case, "escalate") == (1 if said[0] == DONE else 0)
        assert Deadline.objects.get(pk=deadline.pk).met_at
        assert verify() == []

    def test_two_checkpoints(self, cast, turn):
        new_case(cast, "child")
        said = race(("seal", {}), ("seal", {}))
        assert DONE in said
        assert set(said) <= {DONE, "IntegrityError"}
        assert [c.sequence for c in Checkpoint.objects.order_by("sequence")] == list(
            range(1, said.count(DONE) + 1)
        )
        assert verify() == []

    def test_two_cases_merged_into_each_other(self, cast, turn):
        one, two = new_case(cast, "child"), new_case(cast, "child")
        said = race(
            ("merge", ids(case=one, into=two, actor=cast.maya)),
            ("merge", ids(case=two, into=one, actor=cast.dan)),
        )
        assert Counter(said) == {DONE: 1, "ValidationError": 1}
        assert sorted(Case.objects.values_list("state", flat=True)) == ["merged", "received"]
        assert verify() == []

    def test_an_action_is_finished_twice(self, cast, turn):
        case = new_case(cast, "child")
        race(("add_action", ids(case=case, actor=cast.maya)))
        action = case.actions.get()
        said = race(*(("finish", ids(action=action, actor=lead)) for lead in (cast.maya, cast.dan)))
        assert Counter(said) == {DONE: 1, "StaleState": 1}
        assert events(action, "finish") == 1
        assert verify() == []


@pytest.mark.parametrize("turn", ROUNDS)
class TestBothStand:
    def test_two_notes(self, cast, turn):
        case = new_case(cast, "child")
        leads = (cast.maya, cast.dan)
        said = race(*(("note", {**ids(case=case, actor=lead), "body": lead.name}) for lead in leads))
        assert said == [DONE, DONE]
        assert set(Entry.objects.values_list("body", flat=True)) == {lead.name for lead in leads}
        assert events(case, "note") == 2
        assert verify() == []

    def test_a_note_and_a_step(self, cast, turn):
        case = new_case(cast, "child")
        said = race(
            ("note", {**ids(case=case, actor=cast.maya), "body": "Rang"}),
            ("acknowledge", ids(case=case, actor=cast.dan)),
        )
        assert said == [DONE, DONE]
        assert verify() == []

    def test_many_notes_and_a_step(self, cast, turn):
        case = new_case(cast, "child")
        notes = [("note", {**ids(case=case, actor=cast.maya), "body": str(number)}) for number in range(5)]
        said = race(*notes, ("acknowledge", ids(case=case, actor=cast.dan)))
        assert said == [DONE] * 6
        assert events(case, "note", "acknowledge") == 6
        assert verify() == []

    def test_a_contact_that_ends_a_clock_and_a_step_that_ends_it(self, cast, turn):
        case = worked_on(cast)
        said = race(
            ("contact_lado", ids(case=case, actor=cast.maya)), ("clear", ids(case=case, actor=cast.dan))
        )
        assert said == [DONE, DONE]
        assert not Deadline.objects.open().of(case).filter(rule="lado.refer").exists()
        assert events(case, "contact", "triage") == 3
        assert verify() == []

    def test_a_checkpoint_and_work_going_on(self, cast, turn):
        case = new_case(cast, "child")
        notes = [("note", {**ids(case=case, actor=cast.maya), "body": str(number)}) for number in range(3)]
        assert race(*notes, ("seal", {})) == [DONE] * 4
        assert verify() == []

    def test_reports_are_sent_while_the_record_is_proved(self, cast, turn):
        said = race(("prove", {}), ("report_often", {**ids(actor=cast.pia), "times": 6}))
        assert said == [DONE, DONE]
        assert Report.objects.filter(state="routed").count() == 6
        assert verify() == []


@pytest.mark.parametrize("turn", ROUNDS)
class TestSubjectsAddedWhileSomebodyReads:
    def test_after_it_they_read_no_more(self, cast, turn):
        """Dan reads on and on; Maya names him. What he read before stays told."""
        case = new_case(cast, "child")
        said = race(
            ("add_subject", {**ids(case=case, actor=cast.maya), "person": str(cast.dan.pk)}),
            ("read", ids(case=case, actor=cast.dan)),
        )
        assert said[0] == DONE
        assert said[1] in {DONE, "DoesNotExist"}
        assert not Case.objects.visible_to(cast.dan).exists()
        assert not case.accesses.filter(person=cast.dan, revoked_at=None).exists()
        added = AuditEvent.objects.get(object_id=case.pk, verb="add subject").at
        late = ReadEvent.objects.filter(actor_id=cast.dan.pk, at__gt=added + dt.timedelta(seconds=2))
        assert not late.exists()
        assert verify() == []

    def test_a_note_of_theirs_at_the_same_moment_stands_or_is_refused(self, cast, turn):
        case = new_case(cast, "child")
        said = race(
            ("add_subject", {**ids(case=case, actor=cast.maya), "person": str(cast.dan.pk)}),
            ("note", {**ids(case=case, actor=cast.dan), "body": "Mine"}),
        )
        assert said[0] == DONE
        assert said[1] in {DONE, "NotAllowed"}
        assert events(case, "note") == (1 if said[1] == DONE else 0)
        assert verify() == []

    def test_named_twice_at_once_is_named_once(self, cast, turn):
        case = new_case(cast, "child")
        said = race(
            *(
                ("add_subject", {**ids(case=case, actor=cast.maya), "person": str(cast.sam.pk)})
                for _ in range(2)
            )
        )
        assert Counter(said) == {DONE: 1, "ValidationError": 1}
        assert case.subjects.filter(person=cast.sam).count() == 1
        assert verify() == []


def test_every_contender_has_a_name_of_its_own():
    """One dictionary holds them all: of two with one name, a race would start the wrong one."""
    found = [name for module in racing.MODULES for name in module.CONTENDERS]
    assert len(found) == len(set(found))
