"""The gate that others ask: has this person signed what is in force? One case after the other."""

import datetime as dt

import pytest

from accounts import actions
from accounts.models import Person, Role
from policies.actions import asking, keeping, registering
from policies.models import Policy
from policies.selectors import has_current_acknowledgement
from tests.cast import SINCE
from tests.policies.signatures import SET_UP, make_policy, next_version, request_of, sign
from workflow import clock

pytestmark = pytest.mark.database

DAY = dt.timedelta(days=1)


@pytest.fixture
def policy(cast):
    return make_policy(
        cast, "practitioner", "support", notice_for=("visitor",), since=clock.today() - 9 * DAY
    )


@pytest.fixture
def signed(policy, cast) -> Policy:
    sign(cast.pia, policy)
    return policy


def may(person: Person, code: str = "social-media") -> bool:
    return has_current_acknowledgement(Person.objects.get(pk=person.pk), code)


def test_signed(signed, cast):
    assert may(cast.pia)


def test_asked_and_not_signed(policy, cast):
    assert not may(cast.pia)


def test_never_asked(signed, cast):
    assert not may(cast.petra)


def test_an_unknown_policy(signed, cast):
    assert not may(cast.pia, "nonsense")
    assert not may(cast.pia, "")


def test_another_policy(signed, cast):
    make_policy(cast, code="other", title="Another")
    assert not may(cast.pia, "other")


def test_a_minor_version_after_it_keeps(signed, cast):
    next_version(signed, cast, is_major=False)
    assert may(cast.pia)


def test_a_major_version_after_it_resets(signed, cast):
    next_version(signed, cast, is_major=True)
    assert not may(cast.pia)
    sign(cast.pia, signed)
    assert may(cast.pia)


def test_a_minor_version_after_a_major_one_that_was_not_signed_does_not_help(signed, cast):
    next_version(signed, cast, is_major=True)
    with clock.at(clock.now() + DAY):
        next_version(signed, cast, is_major=False, says="Ask thrice.")
        assert not may(cast.pia)


def test_a_major_version_of_the_future_resets_on_its_day_whether_somebody_noted_it_or_not(signed, cast):
    next_version(signed, cast, is_major=True, day=clock.today() + 5 * DAY)
    assert may(cast.pia)
    with clock.at(clock.now() + 4 * DAY):
        assert may(cast.pia)
    with clock.at(clock.now() + 5 * DAY):
        assert not may(cast.pia)


def test_on_paper(policy, cast):
    registering.record_paper(
        request_of(cast.pia, policy), actor=cast.maya, seen=0, signed_on=clock.today(), how="In the folder."
    )
    assert may(cast.pia)


def test_an_exemption_is_no_signature(policy, cast):
    registering.exempt(request_of(cast.pia, policy), actor=cast.maya, seen=0, why="On leave.")
    assert not may(cast.pia)


def test_a_retired_policy(signed, cast):
    keeping.retire(signed, actor=cast.maya, retired_on=clock.today())
    assert not may(cast.pia)


def test_whoever_has_left_has_signed_all_the_same(signed, cast):
    """The gate asks for a signature; who may be here is asked elsewhere."""
    actions.leave(cast.pia, actor=cast.maya, left_on=clock.today())
    with clock.at(clock.now() + 2 * DAY):
        asking.sweep_requests()
        assert may(cast.pia)


def test_a_notice_is_enough_for_a_visitor(cast):
    viktor = cast.viktor
    policy = make_policy(cast, notice_for=("visitor",))
    sign(viktor, policy)
    assert may(viktor)


def test_a_notice_is_not_enough_for_whoever_works_here_now(cast):
    """At once, and not only when the sweep has asked them for the whole policy."""
    viktor = cast.viktor
    policy = make_policy(cast, notice_for=("visitor",))
    sign(viktor, policy)
    actions.give_role(viktor, Role.PRACTITIONER, actor=SET_UP, starts_on=SINCE)
    assert not may(viktor)
    asking.sweep_requests()
    assert request_of(viktor, policy).kind == "policy"
    assert not may(viktor)
    sign(viktor, policy)
    assert may(viktor)


def test_the_whole_policy_is_enough_for_whoever_only_visits_now(cast):
    cast.pia  # noqa: B018 - she is asked when the policy begins
    policy = make_policy(cast, "practitioner", notice_for=("visitor",))
    sign(cast.pia, policy)
    actions.give_role(cast.pia, Role.VISITOR, actor=SET_UP, starts_on=SINCE)
    actions.end_role(cast.pia.role_assignments.get(role="practitioner"), actor=SET_UP, ends_on=clock.today())
    with clock.at(clock.now() + DAY):
        asking.sweep_requests()
        assert may(cast.pia)
