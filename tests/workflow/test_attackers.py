"""What docs/audit.md says of people who use the site: what they can hide from the record, and not.

What an administrator of the database can hide is in the tests of tampering.
"""

import ast
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.db import DatabaseError, transaction
from django.urls import reverse

from incidents.actions import access, reporting, writing
from incidents.models import Entry, Subject
from tests.workflow.tampering import found, make_world, tamper
from workflow import engine, reads
from workflow.models import AuditEvent, DeadlineRule, ReadEvent
from workflow.verification import verify

pytestmark = pytest.mark.database

PAPER = Path(settings.BASE_DIR, "docs/audit.md")
TEST = re.compile(r"`(tests/[\w/]+\.py)::([\w:]+)`")


class TestSomebodyWhoUsesTheSite:
    def test_a_refused_attempt_stays_though_its_transaction_did_not(self, real_commits, cast, case, sign_in):
        """The owner may read this case and not lead it."""
        access.grant_access(case, actor=cast.maya, person=cast.olive, capacity="informed")
        answer = sign_in(cast.olive).post(reverse("case-step", args=[case.pk, "acknowledge"]), {"version": 0})
        assert answer.status_code == 403
        assert list(
            reads.readers_of(case).filter(what__startswith="refused").values_list("actor_id", "what")
        ) == [(cast.olive.pk, "refused: acknowledge")]
        assert not AuditEvent.objects.filter(object_id=case.pk, verb="acknowledge").exists()

    def test_who_steps_back_does_not_take_back_what_they_read_and_wrote(self, cast, case):
        reads.record_read(cast.dan, case, "case page")
        note = writing.add_note(case, actor=cast.dan, body="I knew.")
        access.recuse(case, actor=cast.dan)
        assert ReadEvent.objects.filter(actor_id=cast.dan.pk, object_id=case.pk).exists()
        assert Entry.objects.get(pk=note.pk).body == "I knew."
        assert AuditEvent.objects.get(object_id=case.pk, verb="note").actor_id == cast.dan.pk

    def test_who_names_a_colleague_to_be_rid_of_them_is_named_too(self, cast, case):
        """It works at once, which is what it is for; the owner sees who did it."""
        access.add_subject(case, actor=cast.maya, person=cast.dan)
        assert AuditEvent.objects.get(object_id=case.pk, verb="add subject").actor_id == cast.maya.pk
        assert Subject.objects.get(person=cast.dan).added_by == cast.maya

    def test_what_was_sent_or_written_cannot_be_changed_by_any_code(self, cast, report):
        entry = reporting.add_to_report(report, actor=cast.pia, body="One more thing")
        for row in (report, entry):
            row.body = "Nothing."
            with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
                row.save()
            with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
                type(row).objects.filter(pk=row.pk).update(body="Nothing.")
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            entry.delete()

    def test_an_author_cannot_act_on_the_case_of_their_own_report(self, cast, case):
        for verb in ("note", "message", "add subject", "grant"):
            with pytest.raises(engine.NotAllowed):
                engine.record(case, verb, actor=cast.pia)


class TestWhatTheRecordDoesNotCover:
    def test_a_rule_changed_is_not_found_and_a_running_deadline_is_not_moved_by_it(self, cast):
        """Reference data is edited in the app and not sealed; what it led to is."""
        world = make_world(cast)
        before = list(world.case.accesses.values_list("pk"))
        tamper("UPDATE workflow_deadlinerule SET amount = 99, escalate_after_hours = 9999")
        assert DeadlineRule.objects.filter(amount=99).exists()
        assert found() == set()
        assert list(world.case.accesses.values_list("pk")) == before
        tamper("UPDATE workflow_deadline SET due_at = '2099-01-01 00:00:00+00:00'")
        assert {code for code, _where in found()} == {"row-changed"}

    def test_words_read_in_the_database_leave_no_trace(self, cast):
        """The tables are not encrypted: whoever reads them with SQL reads everything, unseen."""
        world = make_world(cast)
        before = ReadEvent.objects.count()
        assert (
            Entry.objects.filter(body__contains="Spoke").values_list("body", flat=True)[0]
            == "Spoke with Pia."
        )
        assert ReadEvent.objects.count() == before
        assert verify() == []
        assert world.note.body == "Spoke with Pia."


class TestThePaper:
    def test_each_line_names_a_test_and_each_test_exists(self):
        rows = [
            line
            for line in PAPER.read_text(encoding="utf-8").splitlines()
            if line.startswith("| ") and not set(line) <= set("| -") and "Test" not in line
        ]
        assert len(rows) > 20
        assert [row for row in rows if not TEST.search(row)] == []
        for path, name in TEST.findall(PAPER.read_text(encoding="utf-8")):
            tree = ast.parse(Path(settings.BASE_DIR, path).read_text(encoding="utf-8"))
            for part in name.split("::"):
                tree = next(
                    (node for node in ast.iter_child_nodes(tree) if getattr(node, "name", "") == part), None
                )
                assert tree is not None, f"{path}::{name}"

    def test_each_code_that_verify_can_say_is_explained(self):
        code = Path(settings.BASE_DIR, "workflow/verification.py").read_text(encoding="utf-8")
        codes = set(re.findall(r'Problem\(\s*"([a-z-]+)"', code)) | {"event-rewritten", "chain-gone"}
        paper = PAPER.read_text(encoding="utf-8")
        assert len(codes) > 12
        assert [code for code in sorted(codes) if f"`{code}`" not in paper] == []
