"""Who is asked to sign: everybody in scope, once per major version, nobody who has left; by any sweep."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts import actions
from accounts.models import Role
from policies.actions import asking, beginning, keeping, registering
from policies.models import AcknowledgementRequest, Audience
from tests.cast import SINCE, make_person
from tests.policies.signatures import SET_UP, make_policy, next_version, request_of, sign, standing
from workflow import clock
from workflow.models import AuditEvent, Deadline
from workflow.verification import verify

DAY = dt.timedelta(days=1)


@pytest.fixture
def policy(cast):
    return make_policy(cast, "practitioner", "support", notice_for=("visitor",))


@pytest.fixture(autouse=True)
def record_is_whole(db):
    yield
    assert verify() == []


def open_requests() -> set[str]:
    rows = AcknowledgementRequest.objects.open().select_related("person")
    return {row.person.given_name for row in rows}


def running() -> set:
    rows = Deadline.objects.open().filter(object_type=AcknowledgementRequest._meta.label_lower)
    return set(rows.values_list("object_id", flat=True))


def test_everybody_in_scope_is_asked_at_once_and_nobody_else(cast):
    for name in ("pia", "sam", "vera", "viktor", "petra", "ines", "tariq"):
        getattr(cast, name)
    policy = make_policy(cast, "practitioner", "support", notice_for=("visitor",))
    assert open_requests() == {"Pia", "Sam", "Viktor"}
    assert request_of(cast.viktor, policy).kind == "notice"
    assert request_of(cast.pia, policy).kind == "policy"
    assert running() == set(AcknowledgementRequest.objects.values_list("pk", flat=True))


def test_one_event_for_all_of_them(cast, verbs):
    for number in range(20):
        make_person(f"P{number}", "Q", Role.PRACTITIONER)
    policy = make_policy(cast)
    assert verbs(policy.versions.get()).count("ask") == 1


def test_a_sweep_that_finds_nothing_writes_nothing(policy, cast):
    events = AuditEvent.objects.count()
    for _again in range(3):
        assert asking.sweep_requests() == 0
    assert AuditEvent.objects.count() == events


def test_a_sweep_that_finds_nothing_asks_a_fixed_number_of_times(policy, cast):
    asking.sweep_requests()
    with CaptureQueriesContext(connection) as few:
        asking.sweep_requests()
    for number in range(4):
        make_policy(cast, code=f"more-{number}", title=f"More {number}")
    with CaptureQueriesContext(connection) as many:
        asking.sweep_requests()
    assert len(many) == len(few)


def test_whoever_begins_later_is_asked_by_the_sweep_with_a_clock_of_their_own(policy, cast):
    with clock.at(clock.now() + 10 * DAY):
        newcomer = make_person("Nora", "Bell", Role.SUPPORT)
        asking.sweep_requests()
        row = request_of(newcomer, policy)
        assert Deadline.objects.open().of(row).get().due_at > clock.now() + 13 * DAY
        asking.sweep_requests()
    assert AcknowledgementRequest.objects.filter(person=newcomer).count() == 1


def test_whoever_leaves_is_asked_no_more_and_their_clock_ends(policy, cast, verbs):
    row = request_of(cast.pia, policy)
    actions.leave(cast.pia, actor=cast.maya, left_on=clock.today())
    asking.sweep_requests()
    assert standing(cast.pia, policy) == "pending", "they are here today"
    with clock.at(clock.now() + DAY):
        asking.sweep_requests()
        assert standing(cast.pia, policy) == "out_of_scope"
    assert row.pk not in running()
    assert verbs(policy.versions.get())[-1] == "release"


def test_whoever_comes_back_is_asked_again_under_the_same_row(policy, cast):
    row = request_of(cast.pia, policy)
    actions.leave(cast.pia, actor=cast.maya, left_on=clock.today())
    with clock.at(clock.now() + DAY):
        asking.sweep_requests()
    with clock.at(clock.now() + 30 * DAY):
        actions.leave(cast.pia, actor=cast.maya, left_on=None)
        actions.give_role(cast.pia, Role.SUPPORT, actor=SET_UP, starts_on=clock.today())
        asking.sweep_requests()
        assert request_of(cast.pia, policy) == row
        assert standing(cast.pia, policy) == "pending"


@pytest.mark.parametrize("answer", ["sign", "exempt"])
def test_what_was_settled_stays_settled_through_leaving_and_coming_back(policy, cast, answer):
    row = request_of(cast.pia, policy)
    if answer == "sign":
        sign(cast.pia, policy)
    else:
        registering.exempt(row, actor=cast.maya, seen=0, why="On leave.")
    before = standing(cast.pia, policy)
    actions.leave(cast.pia, actor=cast.maya, left_on=clock.today())
    with clock.at(clock.now() + DAY):
        asking.sweep_requests()
        assert standing(cast.pia, policy) == before
        actions.leave(cast.pia, actor=cast.maya, left_on=None)
        asking.sweep_requests()
        assert standing(cast.pia, policy) == before


def test_a_role_that_is_bound_later_is_asked_and_released_when_unbound(policy, cast):
    cast.vera  # noqa: B018 - she is here before
    row = keeping.bind(policy, Role.VOLUNTEER, actor=cast.maya)
    asking.sweep_requests()
    assert standing(cast.vera, policy) == "pending"
    keeping.unbind(row, actor=cast.maya)
    asking.sweep_requests()
    assert standing(cast.vera, policy) == "out_of_scope"


def test_somebody_in_two_audiences_signs_the_whole_policy(cast):
    both = make_person("Nora", "Bell", Role.VISITOR, Role.PRACTITIONER)
    policy = make_policy(cast, "practitioner", notice_for=("visitor",))
    assert request_of(both, policy).kind == "policy"


def test_an_open_notice_becomes_the_whole_policy_with_the_clock_it_had(cast):
    viktor = cast.viktor
    policy = make_policy(cast, notice_for=("visitor",))
    row = request_of(viktor, policy)
    due = Deadline.objects.open().of(row).get().due_at
    with clock.at(clock.now() + 3 * DAY):
        actions.give_role(viktor, Role.PRACTITIONER, actor=SET_UP, starts_on=SINCE)
        asking.sweep_requests()
    assert request_of(viktor, policy).kind == Audience.Kind.POLICY
    assert Deadline.objects.open().of(row).get().due_at == due


def test_a_retired_policy_is_asked_for_no_more(policy, cast):
    keeping.retire(policy, actor=cast.maya, retired_on=clock.today() + DAY)
    asking.sweep_requests()
    assert "Pia" in open_requests()
    with clock.at(clock.now() + DAY):
        asking.sweep_requests()
        assert open_requests() == set()
        assert running() == set()


@pytest.mark.database
class TestVersions:
    def test_a_version_of_the_future_asks_on_its_day_and_not_before(self, policy, cast):
        next_version(policy, cast, is_major=True, day=clock.today() + 5 * DAY)
        assert request_of(cast.pia, policy).version.number == 1
        with clock.at(clock.now() + 4 * DAY):
            assert beginning.sweep_beginnings() == 0
        with clock.at(clock.now() + 5 * DAY):
            assert beginning.sweep_beginnings() == 1
            assert beginning.sweep_beginnings() == 0
            assert request_of(cast.pia, policy).version.number == 2

    def test_the_request_before_is_overtaken_once_and_its_clock_ends(self, policy, cast, verbs):
        first = request_of(cast.pia, policy)
        with clock.at(clock.now() + DAY):
            next_version(policy, cast, is_major=True)
        first.refresh_from_db()
        assert first.closing == "superseded"
        assert first.pk not in running()
        assert verbs(first.version).count("release") == 1

    def test_two_versions_of_days_on_which_nobody_swept(self, policy, cast):
        """The machine was off for a week: only the last one is asked for."""
        next_version(policy, cast, is_major=True, day=clock.today() + 2 * DAY)
        next_version(policy, cast, is_major=True, day=clock.today() + 4 * DAY, says="Ask thrice.")
        with clock.at(clock.now() + 7 * DAY):
            beginning.sweep_beginnings()
            asking.sweep_requests()
        numbers = AcknowledgementRequest.objects.filter(person=cast.pia).values_list(
            "version__number", "closing"
        )
        assert sorted(numbers) == [(1, "superseded"), (3, "")]

    def test_the_sweep_of_requests_alone_asks_as_well(self, policy, cast):
        next_version(policy, cast, is_major=True, day=clock.today() + 2 * DAY)
        with clock.at(clock.now() + 2 * DAY):
            asking.sweep_requests()
            assert request_of(cast.pia, policy).version.number == 2
            beginning.sweep_beginnings()
        assert AcknowledgementRequest.objects.filter(person=cast.pia).count() == 2
