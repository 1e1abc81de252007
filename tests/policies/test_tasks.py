"""The sweeps as beat runs them, and the signal that hurries one."""

import datetime as dt

import pytest
from django.utils import timezone

from accounts import actions
from accounts.models import Role
from policies import tasks
from policies.models import AcknowledgementRequest
from superstars.celery import app
from tests.cast import SET_UP, make_person
from tests.policies.signatures import make_policy, next_version, request_of, standing
from workflow import clock
from workflow.models import SweepRun

DAY = dt.timedelta(days=1)


@pytest.fixture
def policy(cast):
    return make_policy(cast, "practitioner")


def due_at(task: str) -> list[dt.time]:
    """At which times of a day beat sends `task`."""
    (entry,) = (one for one in app.conf.beat_schedule.values() if one["task"] == f"policies.tasks.{task}")
    when = entry["schedule"]
    return [dt.time(hour, minute) for hour in sorted(when.hour) for minute in sorted(when.minute)]


def test_whoever_begins_is_asked_at_once(policy, cast, django_capture_on_commit_callbacks):
    nora = make_person("Nora", "Bell")
    with django_capture_on_commit_callbacks(execute=True):
        actions.give_role(nora, Role.PRACTITIONER, actor=SET_UP, starts_on=clock.today())
    assert standing(nora, policy) == "pending"


def test_whoever_loses_their_role_is_asked_no_more_from_the_next_day(
    policy, cast, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        actions.end_role(cast.pia.role_assignments.get(), actor=cast.maya, ends_on=clock.today() - DAY)
    assert standing(cast.pia, policy) == "out_of_scope"


def test_a_signal_that_was_missed_is_made_good_by_the_sweep(policy, cast):
    nora = make_person("Nora", "Bell", Role.PRACTITIONER)
    assert request_of(nora, policy) is None
    tasks.sweep_requests()
    assert standing(nora, policy) == "pending"


def test_a_version_begins_by_the_sweep(policy, cast):
    next_version(policy, cast, is_major=True, day=clock.today() + DAY)
    with clock.at(clock.now() + DAY):
        tasks.sweep_beginnings()
        assert request_of(cast.pia, policy).version.number == 2


def test_reminders_are_queued_before_each_digest_and_requests_before_them():
    (digest,) = (one for one in app.conf.beat_schedule.values() if one["task"].endswith("send_digests"))
    first = dt.time(min(digest["schedule"].hour), min(digest["schedule"].minute))
    reminders, requests = due_at("sweep_reminders"), due_at("sweep_requests")
    assert min(reminders) < first
    for hour in digest["schedule"].hour:
        assert any(one.hour == hour and one.minute < first.minute for one in reminders)
        assert any(one.hour == hour and one.minute < min(reminders).minute for one in requests)


def test_what_begins_at_midnight_is_noted_within_minutes():
    assert min(due_at("sweep_beginnings")) < dt.time(0, 5)
    assert len(due_at("sweep_beginnings")) == 24


def test_each_sweep_notes_that_it_ended(policy, cast):
    tasks.sweep_beginnings()
    tasks.sweep_requests()
    tasks.sweep_reminders()
    ended = set(SweepRun.objects.values_list("name", flat=True))
    assert {"policy beginnings", "policy signatures", "policy reminders"} <= ended
    assert all(run.at <= timezone.now() for run in SweepRun.objects.all())
    assert AcknowledgementRequest.objects.count() == 1
