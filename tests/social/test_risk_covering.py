"""Covered or off, at the very moment it is asked: from rows and dates, with no worker running (§6.4)."""

import datetime as dt
import itertools
import random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from social.actions import approving_risks, assessing, stopping
from social.models import OfficialAccount, Platform, RiskAssessment, RiskSwitch
from social.selectors.covering import covering, is_covered, with_cover
from tests.social.risk_rows import account, approved, draft, in_review, platform, step, stored, tool
from workflow import clock
from workflow.verification import verify

MICROSECOND = dt.timedelta(microseconds=1)
START = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)


def days(number: float) -> dt.datetime:
    return START + dt.timedelta(days=number)


def plain(target, moment: dt.datetime) -> bool:
    """The same rule read slowly, row by row, in Python."""
    own = [row for row in RiskAssessment.objects.of(target) if row.approved_at and row.approved_at <= moment]
    if not own:
        return False
    last = max(own, key=lambda row: (row.approved_at, row.number))
    london = moment.astimezone(clock.timezone.get_default_timezone()).date()
    switches = [one for one in last.switches.order_by("sequence") if one.at <= moment]
    return (
        london <= last.next_review_on
        and not (last.withdrawn_at and last.withdrawn_at <= moment)
        and not (switches and switches[-1].kind == RiskSwitch.Kind.SUSPENDED)
    )


def plain_account(target: OfficialAccount, moment: dt.datetime) -> bool:
    known = RiskAssessment.objects.of(target.platform).filter(approved_at__lte=moment).exists()
    return plain(target, moment) and (not known or plain(target.platform, moment))


@pytest.mark.database
class TestTheVeryMoment:
    def test_approved_it_covers_from_the_microsecond_on(self, cast):
        with clock.at(START):
            row = approved(platform(), cast)
        assert row.approved_at == START
        assert not is_covered(platform(), START - MICROSECOND)
        assert covering(platform(), START) == row

    def test_expired_it_is_off_at_midnight_in_london(self, cast):
        with clock.at(START):
            row = approved(tool(cast), cast, days=60)
        midnight = clock.london(row.next_review_on + dt.timedelta(days=1), dt.time(0))
        for moment, expected in ((midnight - MICROSECOND, True), (midnight, False)):
            with clock.at(moment):
                # No sweep has run, and nothing was written.
                assert is_covered(tool(cast)) is expected
                assert stored(row).state == "approved"
        assert stored(row).version == row.version

    def test_suspended_restored_and_withdrawn(self, cast):
        with clock.at(START):
            row = approved(platform(), cast)
        moves = (
            (stopping.suspend, days(1), False), (stopping.restore, days(2), True), (stopping.withdraw, days(3), False)
        )  # fmt: skip
        for act, moment, after in moves:
            with clock.at(moment - MICROSECOND):
                assert is_covered(platform()) is not after
            with clock.at(moment):
                step(act, row, cast.maya, body="Something happened.")
                assert is_covered(platform()) is after
        # What was so then is so still, when it is asked later.
        with clock.at(days(9)):
            for _act, moment, after in moves:
                assert is_covered(platform(), moment - MICROSECOND) is not after
                assert is_covered(platform(), moment) is after
        assert verify() == []

    def test_an_account_needs_its_own_and_a_platform_that_is_not_off(self, cast):
        mine = account(cast)
        with clock.at(START):
            assert not is_covered(mine)
            approved(mine, cast)
            # Nobody has assessed the platform: that switches nothing off, and covers nothing either.
            assert is_covered(mine)
            assert not is_covered(platform())
        with clock.at(days(1)):
            of_platform = approved(platform(), cast, days=30)
            assert is_covered(mine)
        with clock.at(days(2)):
            step(stopping.suspend, of_platform, cast.olive, body="Its terms changed.")
            assert covering(mine) is None
            assert not with_cover(OfficialAccount.objects.filter(pk=mine.pk)).get().is_covered
        with clock.at(days(3)):
            step(stopping.restore, of_platform, cast.maya, body="Nothing of it is ours.")
            assert is_covered(mine)
        with clock.at(days(40)):
            # Expired: off for everything on it, though the account's own holds on.
            assert not is_covered(mine)
            assert is_covered(account(cast, "instagram")) is False
        with clock.at(days(41)):
            approved(platform(), cast)
            assert is_covered(mine)

    def test_a_new_version_takes_over_without_a_gap_and_is_off_alone(self, cast):
        with clock.at(START):
            first = approved(platform(), cast)
        with clock.at(days(10)):
            waiting = in_review(platform(), cast)
            assert covering(platform()) == first
        with clock.at(days(11)):
            second = step(approving_risks.approve, waiting, cast.maya, body="Better.")
        assert stored(first).state == "superseded"
        assert covering(platform(), days(11) - MICROSECOND) == first
        assert covering(platform(), days(11)) == second
        with clock.at(days(12)):
            step(stopping.withdraw, second, cast.maya, body="No.")
            assert not is_covered(platform())

    def test_no_draft_and_nothing_that_waits_covers(self, cast):
        made = draft(platform(), cast)
        assert not is_covered(platform())
        step(approving_risks.hand_in, made, cast.dan)
        assert not is_covered(platform())
        assert not RiskAssessment.objects.in_force().exists()

    def test_rows_that_contradict_the_state_cover_nothing_now(self, cast):
        """Somebody wrote "restored" past every action."""
        row = approved(platform(), cast)
        step(stopping.suspend, row, cast.maya, body="Wait.")
        RiskSwitch.objects.create(assessment=row, sequence=2, kind="restored", by=cast.maya)
        assert not is_covered(platform())
        assert {problem.code for problem in verify()} == {"row-inserted"}


@pytest.mark.parametrize("seed", range(3))
def test_any_life_reads_as_the_plain_rule_does(cast, seed):
    """Three subjects live through a random year; asked at every moment that matters, a microsecond around it."""
    chance = random.Random(seed)  # noqa: S311 - a test repeats itself
    mine, targets = account(cast), [account(cast), platform(), tool(cast)]
    moments = [START]
    for number in range(24):
        moment = days(number * 15 + chance.random())
        moments.append(moment)
        with clock.at(moment):
            _something(chance.choice(targets), cast, chance)
    ends = RiskAssessment.objects.exclude(next_review_on=None).values_list("next_review_on", flat=True)
    moments += [clock.london(day + dt.timedelta(days=1), dt.time(0)) for day in ends]
    with clock.at(max(moments) + dt.timedelta(days=1)):
        for moment, shift in itertools.product(moments, (-MICROSECOND, dt.timedelta(0), MICROSECOND)):
            at = moment + shift
            for target in targets:
                read = plain_account if isinstance(target, OfficialAccount) else plain
                assert is_covered(target, at) == read(target, at), (target, at)
                rows = with_cover(type(target)._base_manager.filter(pk=target.pk), at)
                assert rows.get().is_covered == read(target, at)
    assert RiskAssessment.objects.of(mine).count() + RiskAssessment.objects.of(platform()).count() > 2


def _something(target, cast, chance: random.Random) -> None:
    """What people do next with a subject, whatever its state is."""
    held = RiskAssessment.objects.of(target).holding().first()
    if held is None or chance.random() < 0.35:
        approved(target, cast, days=chance.choice([5, 20, 60, 365]))
    elif held.state == "suspended":
        act = stopping.withdraw if held.is_expired else chance.choice([stopping.restore, stopping.withdraw])
        step(act, held, cast.maya, body="Because.")
    else:
        step(chance.choice([stopping.suspend, stopping.withdraw]), held, cast.maya, body="Because.")


def test_asking_costs_the_same_for_few_and_for_many(cast):
    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            list(with_cover(OfficialAccount.objects.all()))
            list(with_cover(Platform.objects.all()))
            is_covered(account(cast))
        return len(asked)

    approved(account(cast), cast)
    few = cost()
    for number in range(40):
        account(cast, name=f"Account {number}")
    assert cost() == few
    assert few <= 6


def test_a_version_is_begun_from_the_words_of_the_last(cast):
    first = approved(platform(), cast)
    second = assessing.begin(platform(), actor=cast.maya)
    assert (second.number, second.purpose) == (2, first.purpose)
    assert [said["key"] for said in second.draft] == [str(row.key) for row in first.hazards.all()]
    assert covering(platform()) == first
