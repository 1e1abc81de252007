"""Two at once at the list of policies: nothing twice, nothing lost, nobody sees a fault of the server."""

from collections import Counter

import pytest

from policies.actions import keeping
from policies.models import Audience, Policy, PolicyLink
from tests.database.racing import DONE, ROUNDS, race
from tests.database.test_races import events, ids
from workflow.verification import verify

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("real_commits")]


def added(cast, title: str, **said: str) -> Policy:
    return keeping.add_policy(actor=cast.maya, title=title, **said)


@pytest.mark.parametrize("turn", ROUNDS)
class TestTwoKeepers:
    def test_both_enter_the_usual_policies(self, cast, turn):
        said = race(*(("enter_usual", ids(actor=one)) for one in (cast.maya, cast.olive)))
        assert said == [DONE, DONE]
        assert Policy.objects.count() == 15
        social = Policy.objects.get(code="social-media")
        assert social.links.filter(ended_at=None).count() == 14
        assert events(social, "add") == events(social, "link") == 1
        assert verify() == []

    def test_both_add_a_policy_of_the_same_title(self, cast, turn):
        said = race(*(("add_policy", ids(actor=one) | {"title": "Pets"}) for one in (cast.maya, cast.olive)))
        assert said == [DONE, DONE]
        assert set(Policy.objects.values_list("code", flat=True)) == {"pets", "pets-2"}
        assert verify() == []

    def test_both_link_the_same_policies(self, cast, turn):
        policy, other = added(cast, "A"), added(cast, "B")
        said = race(
            *(("link_policies", ids(policy=policy, to=other, actor=one)) for one in (cast.maya, cast.olive))
        )
        assert Counter(said) == {DONE: 1, "ValidationError": 1}
        assert PolicyLink.objects.count() == events(policy, "link") == 1
        assert verify() == []

    def test_both_end_a_link(self, cast, turn):
        policy, other = added(cast, "A"), added(cast, "B")
        link = keeping.link(policy, other, actor=cast.maya)
        said = race(*(("unlink_policies", ids(link=link, actor=one)) for one in (cast.maya, cast.olive)))
        assert said == [DONE, DONE]
        assert events(policy, "unlink") == 1
        assert verify() == []

    def test_both_change_what_is_said(self, cast, turn):
        """Nobody's words are overwritten unseen."""
        policy = added(cast, "A")
        said = race(
            *(
                ("change_summary", ids(policy=policy, actor=one) | {"summary": one.name})
                for one in (cast.maya, cast.olive)
            )
        )
        assert Counter(said) == {DONE: 1, "StaleState": 1}
        winner = (cast.maya, cast.olive)[said.index(DONE)]
        assert Policy.objects.get(pk=policy.pk).summary == winner.name
        assert verify() == []

    def test_one_takes_the_notice_away_while_another_asks_somebody_to_sign_it(self, cast, turn):
        policy = added(cast, "A", notice="No pictures.")
        said = race(
            ("take_notice_away", ids(policy=policy, actor=cast.maya)),
            ("bind_to_notice", ids(policy=policy, actor=cast.olive)),
        )
        assert Counter(said) == {DONE: 1, "ValidationError": 1}
        has_notice = bool(Policy.objects.get(pk=policy.pk).notice)
        assert Audience.objects.filter(kind=Audience.Kind.NOTICE).exists() is has_notice
        assert verify() == []

    def test_one_retires_it_while_another_links_it(self, cast, turn):
        policy, other = added(cast, "A"), added(cast, "B")
        said = race(
            ("retire_policy", ids(policy=policy, actor=cast.maya)),
            ("link_policies", ids(policy=policy, to=other, actor=cast.olive)),
        )
        assert said[0] == DONE
        assert said[1] in (DONE, "ValidationError")
        assert PolicyLink.objects.exists() is (said[1] == DONE)
        assert verify() == []
