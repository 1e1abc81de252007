"""The engine moves and remembers, or writes nothing."""

import datetime as dt
import uuid
from contextlib import suppress

import pytest
from django.db import transaction

from incidents.models import Case, CaseAction, Entry, Report
from workflow import audit, clock, engine
from workflow.actors import System
from workflow.models import AuditEvent, ChainHead, Deadline
from workflow.verification import verify

SWEEP = System("sweep")


def trail(obj) -> list[AuditEvent]:
    return list(AuditEvent.objects.filter(object_id=obj.pk).order_by("sequence"))


def everything_written() -> tuple[int, list, list]:
    return (
        AuditEvent.objects.count(),
        list(ChainHead.objects.order_by("pk").values_list("sequence", "hash")),
        list(Case.objects.order_by("pk").values_list("state", "version")),
    )


class TestSteps:
    def test_a_step_moves_the_row_and_writes_one_event(self, cast, case):
        engine.advance(case, "acknowledge", actor=cast.maya, version=0)
        stored = Case.objects.get(pk=case.pk)
        assert (stored.state, stored.version) == ("acknowledged", 1) == (case.state, case.version)
        event = trail(case)[-1]
        assert (event.verb, event.from_state, event.to_state) == ("acknowledge", "received", "acknowledged")
        assert (event.actor_id, event.system) == (cast.maya.pk, "")
        assert verify() == []

    def test_a_step_sets_the_fields_it_is_given_and_seals_them(self, cast, case):
        engine.advance(
            case, "triage", actor=cast.dan, version=0, changes={"urgency": "1-immediate", "support_level": 3}
        )
        assert Case.objects.values_list("urgency", "support_level").get(pk=case.pk) == ("1-immediate", 3)
        assert trail(case)[-1].contents[0] == audit.seal(Case.objects.get(pk=case.pk))

    def test_somebody_without_permission_writes_nothing(self, cast, case):
        before = everything_written()
        with pytest.raises(engine.NotAllowed) as refused:
            engine.advance(case, "acknowledge", actor=cast.pia, version=0)
        assert (refused.value.actor, refused.value.obj, refused.value.verb) == (cast.pia, case, "acknowledge")
        assert everything_written() == before

    def test_a_refusal_names_nobody(self, cast, case):
        with pytest.raises(engine.NotAllowed, match=r"^acknowledge on incidents\.case is not allowed$"):
            engine.advance(case, "acknowledge", actor=cast.pia, version=0)

    def test_a_state_without_that_step_writes_nothing(self, cast, case):
        before = everything_written()
        with pytest.raises(engine.WrongState):
            engine.advance(case, "start", actor=cast.maya, version=0)
        assert everything_written() == before

    def test_a_form_drawn_from_an_older_version_writes_nothing(self, cast, case):
        """Triage is allowed again and again, so the state alone would not tell."""
        engine.advance(case, "triage", actor=cast.maya, version=0)
        before = everything_written()
        with pytest.raises(engine.StaleState):
            engine.advance(case, "triage", actor=cast.dan, version=0)
        assert everything_written() == before

    def test_a_row_that_moved_behind_our_back_writes_nothing(self, cast, case):
        stale = Case.objects.get(pk=case.pk)
        engine.advance(case, "triage", actor=cast.maya, version=0)
        before = everything_written()
        with pytest.raises(engine.StaleState):
            engine.advance(stale, "triage", actor=cast.dan, version=stale.version)
        assert everything_written() == before

    def test_a_state_set_in_memory_is_not_believed(self, cast, case):
        case.state = Case.State.TRIAGED
        with pytest.raises(engine.StaleState):
            engine.advance(case, "start", actor=cast.maya, version=0)
        assert Case.objects.get(pk=case.pk).state == Case.State.RECEIVED

    def test_an_unknown_step_is_a_mistake_of_the_code(self, cast, case):
        with pytest.raises(KeyError):
            engine.advance(case, "abolish", actor=cast.maya, version=0)


class TestRecords:
    def test_a_record_leaves_state_and_version(self, cast, case):
        engine.record(case, "note", actor=cast.dan)
        assert Case.objects.values_list("state", "version").get(pk=case.pk) == ("received", 0)
        assert (trail(case)[-1].from_state, trail(case)[-1].to_state) == ("received", "received")

    def test_a_record_says_the_state_that_the_row_has_now(self, cast, case):
        """Who writes a note has the page from before; somebody acknowledged meanwhile."""
        page = Case.objects.get(pk=case.pk)
        engine.advance(case, "acknowledge", actor=cast.maya, version=0)
        engine.record(page, "note", actor=cast.dan)
        assert (trail(case)[-1].from_state, trail(case)[-1].to_state) == ("acknowledged", "acknowledged")
        assert verify() == []

    def test_somebody_without_permission_records_nothing(self, cast, case):
        outsider = cast.sam
        before = everything_written()
        with pytest.raises(engine.NotAllowed):
            engine.record(case, "note", actor=outsider)
        assert everything_written() == before

    def test_on_behalf_of_somebody_says_how_it_was_obtained(self, cast, case):
        event = engine.record(case, "note", actor=cast.dan, on_behalf_of=cast.petra, obtained="by telephone")
        event.refresh_from_db()
        assert (event.on_behalf_of_id, event.obtained) == (cast.petra.pk, "by telephone")
        assert audit.event_hash(event) == event.hash


class TestSystem:
    def test_the_system_takes_only_the_steps_that_are_its_own(self, case):
        with pytest.raises(engine.NotAllowed):
            engine.advance(case, "acknowledge", actor=SWEEP, version=0)
        with pytest.raises(engine.NotAllowed):
            engine.record(case, "note", actor=SWEEP)

    def test_a_person_takes_none_of_the_systems(self, cast, case, report):
        for verb in ("escalate", "reroute"):
            with pytest.raises(engine.NotAllowed):
                engine.record(case, verb, actor=cast.maya)
        with pytest.raises(engine.NotAllowed):
            engine.advance(report, "route", actor=cast.pia, version=report.version)

    def test_an_event_of_the_system_names_it_and_no_person(self, case):
        event = engine.record(case, "escalate", actor=SWEEP, rule="case.triage", reason="level 1")
        assert (event.actor_id, event.system) == (None, "sweep")


class TestChain:
    def test_each_event_carries_the_one_before_and_the_head_is_the_last(self, cast, case):
        engine.record(case, "note", actor=cast.maya)
        engine.advance(case, "acknowledge", actor=cast.maya, version=0)
        events = trail(case)
        assert [event.sequence for event in events] == [1, 2, 3]
        assert [event.previous_hash for event in events] == ["", events[0].hash, events[1].hash]
        head = ChainHead.objects.get(object_id=case.pk)
        assert (head.sequence, head.hash) == (3, events[-1].hash)

    def test_every_stored_event_hashes_to_what_it_says(self, cast, case):
        assert all(audit.event_hash(event) == event.hash for event in AuditEvent.objects.all())

    def test_an_event_holds_no_words_of_the_content(self, cast, case):
        entry = Entry(case=case, kind=Entry.Kind.NOTE, author=cast.dan, body="Kit has a bruise")
        event = engine.record(case, "note", actor=cast.dan, contents=[entry])
        said = audit.canonical([getattr(event, name) for name in audit.EVENT_FIELDS])
        assert "bruise" not in said
        assert entry.salt not in said
        assert event.contents == [audit.seal(entry)]

    def test_the_same_content_twice_has_two_digests(self, cast, case):
        """Salted: nobody can look up what a digest says by guessing."""
        one, two = (
            Entry(case=case, kind="note", author=cast.dan, body="Nothing new", recorded_at=clock.now())
            for _ in range(2)
        )
        assert audit.seal(one)["digest"] != audit.seal(two)["digest"]

    def test_an_event_has_a_person_or_the_system_never_both_nor_neither(self, db):
        event = AuditEvent(
            object_type="x", object_id=uuid.uuid4(), sequence=1, verb="v", at=clock.now(), hash=""
        )
        with pytest.raises(Exception, match="event_has_one_actor"), transaction.atomic():
            event.save()
        event.actor_id, event.system = uuid.uuid4(), "sweep"
        with pytest.raises(Exception, match="event_has_one_actor"), transaction.atomic():
            event.save()


class TestSchemas:
    def test_a_field_added_later_breaks_no_older_proof(self, cast, case, monkeypatch):
        old = Entry(case=case, kind="note", author=cast.dan, body="Before", recorded_at=clock.now())
        engine.record(case, "note", actor=cast.dan, contents=[old])
        old.save(force_insert=True)
        first = Entry.audit_schemas[1]
        without_agency = tuple(name for name in first if name != "agency_id")
        # As if the agency had come with a later version of the code.
        monkeypatch.setattr(Entry, "audit_schemas", {1: first, 2: (*without_agency, "agency_id", "salt")})
        new = Entry(case=case, kind="note", author=cast.dan, body="After", recorded_at=clock.now())
        event = engine.record(case, "note", actor=cast.dan, contents=[new])
        new.save(force_insert=True)
        assert event.contents[0]["schema"] == "incidents.entry@2"
        assert verify() == []

    def test_a_schema_whose_fields_are_changed_is_found(self, cast, case, monkeypatch):
        """A version once used stays as it was: editing it would break every older proof."""
        entry = Entry(case=case, kind="note", author=cast.dan, body="Words", recorded_at=clock.now())
        engine.record(case, "note", actor=cast.dan, contents=[entry])
        entry.save(force_insert=True)
        monkeypatch.setattr(Entry, "audit_schemas", {1: ("body",)})
        assert [problem.code for problem in verify()] == ["row-changed"]

    def test_any_moment_and_any_text_have_one_form_on_both_databases(self):
        noon = dt.datetime(2026, 6, 1, 12, 0, 0, 5, tzinfo=dt.UTC)
        summer = noon.astimezone(dt.timezone(dt.timedelta(hours=1)))
        assert audit.canonical(noon) == audit.canonical(summer) == '"2026-06-01T12:00:00.000005+00:00"'
        assert audit.canonical({"b": 1, "a": ["é", None]}) == '{"a":["\\u00e9",null],"b":1}'
        assert audit.canonical(dt.date(2026, 6, 1)) == '"2026-06-01"'
        with pytest.raises(TypeError, match="no canonical form"):
            audit.canonical(object())

    @pytest.mark.parametrize(
        "body", ["عربي \u200f\u202eRTL", "Zoë 👩🏽‍🦰", "e\u0301 é", "\t\r\n \u2028", "x" * 100_000, "'; --"]
    )
    def test_words_in_any_script_verify_after_they_were_stored(self, cast, case, body):
        entry = Entry(case=case, kind="note", author=cast.dan, body=body, recorded_at=clock.now())
        engine.record(case, "note", actor=cast.dan, contents=[entry])
        entry.save(force_insert=True)
        assert verify() == []


class TestDeadlines:
    def open_rules(self, case) -> set[str]:
        return set(Deadline.objects.open().of(case).values_list("rule_id", flat=True))

    def test_steps_start_and_end_clocks(self, cast, case):
        assert self.open_rules(case) == {"case.acknowledge", "case.triage"}
        engine.advance(case, "acknowledge", actor=cast.maya, version=0)
        assert self.open_rules(case) == {"case.triage"}
        engine.advance(case, "triage", actor=cast.maya, version=1, opens=["lado.refer"])
        assert self.open_rules(case) == {"lado.refer"}
        engine.record(case, "contact", actor=cast.maya, meets=["lado.refer"])
        assert self.open_rules(case) == set()
        assert verify() == []

    def test_a_clock_that_runs_is_not_started_again(self, cast, case):
        engine.record(case, "note", actor=cast.maya, opens=["lado.refer"])
        first = Deadline.objects.open().of(case).get(rule="lado.refer")
        engine.record(case, "note", actor=cast.maya, opens=["lado.refer"])
        assert Deadline.objects.open().of(case).get(rule="lado.refer") == first

    def test_a_clock_may_have_begun_before_the_step(self, cast, case):
        began = clock.now() - dt.timedelta(days=30)
        engine.record(case, "note", actor=cast.maya, opens=["lado.refer"], since=began)
        assert Deadline.objects.open().of(case).get(rule="lado.refer").started_at == began

    def test_the_events_that_start_and_end_a_clock_seal_it(self, cast, case):
        deadline = Deadline.objects.open().of(case).get(rule="case.acknowledge")
        assert str(deadline.pk) in {content["id"] for content in trail(case)[0].contents}
        engine.advance(case, "acknowledge", actor=cast.maya, version=0)
        deadline.refresh_from_db()
        assert audit.seal(deadline) in trail(case)[-1].contents


class TestTransactions:
    def test_outside_a_transaction_nothing_is_written(self, real_commits, cast, case):
        before = everything_written()
        action = CaseAction(case=case, title="Ring the nursery", owner=cast.dan, due_on=clock.today())
        for attempt in (
            lambda: engine.create(action, "add", actor=cast.maya),
            lambda: engine.advance(case, "acknowledge", actor=cast.maya, version=0),
            lambda: engine.record(case, "note", actor=cast.maya),
        ):
            with pytest.raises(transaction.TransactionManagementError, match="inside a transaction"):
                attempt()
        assert everything_written() == before
        assert not CaseAction.objects.exists()

    def test_a_fault_after_the_step_takes_the_step_back(self, real_commits, cast, case):
        before = everything_written()
        with suppress(RuntimeError), transaction.atomic(durable=True):
            engine.advance(case, "acknowledge", actor=cast.maya, version=0)
            raise RuntimeError
        assert everything_written() == before
        assert verify() == []


def test_a_report_is_created_by_its_author_alone(cast):
    report = Report(author=cast.pia, report_type="concern", body="Words")
    with pytest.raises(engine.NotAllowed):
        engine.create(report, "send", actor=cast.sam)
    assert not Report.objects.exists()
    assert not AuditEvent.objects.filter(object_type="incidents.report").exists()
