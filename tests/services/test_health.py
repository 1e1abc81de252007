"""/readyz: 503 when a concern could not be stored; anything else that is wrong is a word in a 200."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client

from accounts.notices import sign_in_mail
from superstars.health import EACH_MINUTE
from tests.cast import Cast
from workflow import clock, guards
from workflow.models import SweepRun
from workflow.sweeps import LATE

pytestmark = [pytest.mark.database, pytest.mark.django_db, pytest.mark.usefixtures("certificate_key")]


@pytest.fixture
def cast(db) -> Cast:
    return Cast()


@pytest.fixture
def swept(db) -> None:
    for name in EACH_MINUTE:
        SweepRun.ended(name)


def readyz() -> tuple[int, dict[str, str]]:
    answer = Client().get("/readyz")
    return answer.status_code, answer.json()


WELL = {
    "database": "ok",
    "migrations": "ok",
    "broker": "ok",
    "sweep": "ok",
    "messages": "ok",
    "triggers": "ok",
    "certificates": "ok",
}


def test_all_is_well(swept):
    assert readyz() == (200, WELL)
    assert Client().get("/healthz").content == b"ok"


def test_a_missing_migration_is_not_ready(swept):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'incidents'")
    assert readyz() == (503, {"database": "ok", "migrations": "missing"})


@pytest.mark.parametrize("name", EACH_MINUTE)
def test_one_sweep_that_stands_still_is_told(swept, name):
    with clock.at(clock.now() - LATE - dt.timedelta(seconds=1)):
        SweepRun.ended(name)
    assert readyz() == (200, {**WELL, "sweep": "late"})


def test_sweeps_that_never_ran_are_told(db):
    assert readyz() == (200, {**WELL, "sweep": "late"})


def test_messages_that_wait_are_told_without_a_number(swept, cast):
    with clock.at(clock.now() - dt.timedelta(minutes=16)):
        for _each in range(3):
            sign_in_mail(cast.pia, subject="Your code", text="123456")
    assert readyz() == (200, {**WELL, "messages": "late"})


def test_a_lifted_trigger_is_told(swept):
    guards.lift()
    assert readyz() == (200, {**WELL, "triggers": "missing"})


def test_a_missing_key_of_certificates_is_told(swept, settings, tmp_path):
    settings.CERTIFICATE_KEY = str(tmp_path / "none.pem")
    assert readyz() == (200, {**WELL, "certificates": "no key"})


def test_health_needs_no_sign_in_and_asks_for_no_session(swept, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        readyz()
