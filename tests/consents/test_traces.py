"""From where somebody signed: kept apart, unreadable without the keys, and gone after thirty days."""

import datetime as dt

import pytest
from django.db import connection

from consents.actions import answering, proving
from consents.models import SignatureTrace
from consents.tasks import purge_traces
from tests.consents.conftest import moment
from tests.consents.test_sign import sitting
from workflow import clock
from workflow.models import AuditEvent, SweepRun
from workflow.verification import verify

ORIGIN = proving.Origin(ip="203.0.113.77", browser="Mozilla/5.0 " + "x" * 500)


@pytest.fixture
def signed(cast, told, mother):
    return answering.sign(cast.kit, actor=mother, sitting=sitting(cast.kit, origin=ORIGIN))


def test_it_is_kept_beside_the_signature_for_thirty_days(signed):
    trace = signed.trace
    assert trace.ip == "203.0.113.77"
    assert len(trace.browser) == 300
    assert trace.delete_on == dt.date(2026, 12, 24)


def test_nobody_reads_it_in_the_database(signed):
    with connection.cursor() as cursor:
        cursor.execute("SELECT ip, browser FROM consents_signaturetrace")
        stored = repr(cursor.fetchall())
    assert "203.0.113" not in stored
    assert "Mozilla" not in stored


def test_it_is_in_no_event_and_no_log(signed, caplog):
    proving.sweep_traces()
    assert "203.0.113" not in caplog.text
    assert "203.0.113" not in repr(list(AuditEvent.objects.values_list("contents", flat=True)))


def test_without_an_origin_there_is_none(cast, told, mother, answer):
    answer(mother)
    assert not SignatureTrace.objects.exists()


def test_it_goes_on_its_day_and_the_record_says_so(signed):
    with clock.at(moment("2026-12-23", 23)):
        purge_traces()
    assert SignatureTrace.objects.count() == 1
    with clock.at(moment("2026-12-24", 3)):
        purge_traces()
        purge_traces()
    assert not SignatureTrace.objects.exists()
    [event] = AuditEvent.objects.filter(verb="forget traces")
    assert event.system == "signature traces"
    assert SweepRun.objects.filter(name="signature traces").exists()
    # What was signed stays, and stays proved.
    signed.refresh_from_db()
    assert verify() == []
