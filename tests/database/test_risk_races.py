"""Two at once about one assessment: one outcome, and nobody relies on what is switched off meanwhile."""

from collections import Counter

import pytest

from social.models import RiskAssessment
from social.selectors.covering import is_covered
from tests.database.racing import DONE, race
from tests.social.risk_rows import account, approved, in_review, platform, stored
from workflow.verification import verify

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("real_commits")]


def test_one_version_is_begun_and_one_approval_counts(cast):
    platform_id = platform().pk
    people = [str(cast.maya.pk), str(cast.dan.pk)]
    said = race(*[("begin_risk", {"platform": platform_id, "actor": person}) for person in people])
    assert Counter(said) == {DONE: 1, "ValidationError": 1}
    assert RiskAssessment.objects.get().number == 1
    row = in_review(account(cast), cast)
    said = race(*[("approve_risk", {"risk": str(row.pk), "actor": str(cast.maya.pk)})] * 2)
    assert Counter(said) == {DONE: 1, "StaleState": 1}
    assert verify() == []


@pytest.mark.parametrize("of_platform", [True, False])
def test_whoever_relies_on_it_is_right_until_they_are_done(cast, of_platform):
    mine = account(cast)
    own = approved(mine, cast)
    row = approved(platform(), cast) if of_platform else own
    said = race(
        ("rely_on_cover", {"account": str(mine.pk), "holds": 0.6}),
        ("suspend_risk", {"risk": str(row.pk), "actor": str(cast.dan.pk), "after": 0.2}),
    )
    assert said == [DONE, DONE]
    assert stored(row).state == "suspended"
    assert not is_covered(mine)
