"""The list of policies: what may be said of one, by whom, and what is refused."""

import datetime as dt
import io

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command

from policies.actions import keeping, sources
from policies.models import Audience, Policy, PolicyLink, PolicyVersion, Review, Source
from policies.selectors import leaning
from workflow import clock
from workflow.actors import System
from workflow.engine import NotAllowed, StaleState

DAY = dt.timedelta(days=1)


@pytest.fixture
def other(cast) -> Policy:
    return keeping.add_policy(actor=cast.maya, title="Complaints", code="complaints")


@pytest.fixture
def source(cast) -> Source:
    return sources.add_source(
        actor=cast.maya, title="A law", standing="legal_duty", edition="1", in_force_on=clock.today()
    )


def fails_at(field: str, act) -> None:
    with pytest.raises(ValidationError) as caught:
        act()
    assert field in caught.value.message_dict


def is_clean() -> bool:
    call_command("verify_audit", stdout=io.StringIO())
    return True


def test_a_policy_gets_a_code_of_its_title(cast):
    titles = ["Anti-Bullying", "Anti-bullying!", "Політика безпеки", "安全", "x" * 200]
    codes = [keeping.add_policy(actor=cast.maya, title=title).code for title in titles]
    assert codes[:2] == ["anti-bullying", "anti-bullying-2"]
    assert all(codes)
    assert len(set(codes)) == len(titles)
    assert is_clean()


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("title", {"title": ""}),
        ("review_months", {"title": "A", "review_months": 13}),
        ("review_months", {"title": "A", "review_months": 0}),
        ("link", {"title": "A", "link": "javascript:alert(1)"}),
        ("owner_role", {"title": "A", "owner_role": "nobody"}),
        ("reviewed_on", {"title": "A", "reviewed_on": dt.date(2999, 1, 1)}),
        ("code", {"title": "A", "code": "complaints"}),
    ],
)
def test_what_makes_no_sense_is_refused(cast, other, field, said):
    fails_at(field, lambda: keeping.add_policy(actor=cast.maya, **said))
    assert Policy.objects.count() == 1


def test_only_owner_and_manager_keep_the_list(cast, policy, other, source):
    row = keeping.link(policy, other, actor=cast.olive)
    citation = keeping.cite(policy, source, actor=cast.olive)
    audience = keeping.bind(policy, "practitioner", actor=cast.olive)
    for person in (cast.dan, cast.pia, cast.petra, cast.ines, cast.tariq):
        for act in (
            lambda who: keeping.add_policy(actor=who, title="B"),
            lambda who: keeping.enter_usual_policies(actor=who),
            lambda who: keeping.change_policy(policy, actor=who, title="B"),
            lambda who: keeping.link(other, policy, actor=who),
            lambda who: keeping.unlink(row, actor=who),
            lambda who: keeping.cite(other, source, actor=who),
            lambda who: keeping.uncite(citation, actor=who),
            lambda who: keeping.bind(policy, "parent", actor=who),
            lambda who: keeping.unbind(audience, actor=who),
            lambda who: keeping.retire(policy, actor=who, retired_on=clock.today()),
        ):
            with pytest.raises(NotAllowed):
                act(person)
    assert (Policy.objects.count(), PolicyLink.objects.filter(ended_at=None).count()) == (2, 1)
    assert policy.audiences.filter(ended_at=None).count() == 1
    assert Policy.objects.get(pk=policy.pk).title == policy.title


def test_who_changes_what_somebody_else_changed_is_told(cast, policy):
    seen = keeping.fingerprint(policy)
    keeping.change_policy(policy, actor=cast.olive, seen=seen, summary="Olive's words.")
    with pytest.raises(StaleState):
        keeping.change_policy(policy, actor=cast.maya, seen=seen, summary="Maya's words.")
    assert Policy.objects.get(pk=policy.pk).summary == "Olive's words."


def test_the_last_review_is_said_by_hand_once(cast, policy):
    """A policy that is kept elsewhere is reminded of as any other (S2.1, S7.1)."""
    day = clock.today() - 400 * DAY
    keeping.change_policy(policy, actor=cast.maya, link="https://example.org/", reviewed_on=day)
    stored = Policy.objects.get(pk=policy.pk)
    assert stored.is_overdue
    review = stored.reviews.get()
    assert (review.reason, review.due_on) == (Review.Reason.ANNUAL, stored.review_due_on)
    fails_at("reviewed_on", lambda: keeping.change_policy(policy, actor=cast.maya, reviewed_on=clock.today()))
    fails_at("reviewed_on", lambda: keeping.change_policy(policy, actor=cast.maya, reviewed_on=None))
    keeping.change_policy(policy, actor=cast.maya, title="Pictures")
    assert Policy.objects.get(pk=policy.pk).reviewed_on == day
    assert is_clean()


def test_a_policy_leans_on_another_once_and_never_on_itself(cast, policy, other):
    row = keeping.link(policy, other, actor=cast.maya)
    for to in (other, policy):
        with pytest.raises(ValidationError):
            keeping.link(policy, to, actor=cast.maya)
    keeping.unlink(row, actor=cast.maya)
    keeping.unlink(row, actor=cast.maya)
    keeping.link(policy, other, actor=cast.maya)
    assert policy.links.count() == 2
    assert is_clean()


def test_each_ending_is_remembered_once(cast, policy, other, source, verbs):
    keeping.uncite(keeping.cite(policy, source, actor=cast.maya), actor=cast.maya)
    audience = keeping.bind(policy, "parent", actor=cast.maya)
    keeping.unbind(audience, actor=cast.maya)
    keeping.unbind(audience, actor=cast.olive)
    assert verbs(policy) == ["add", "cite", "uncite", "bind", "unbind"]
    assert is_clean()


def test_a_short_notice_is_there_for_whoever_signs_it(cast, policy):
    fails_at("kind", lambda: keeping.bind(policy, "visitor", actor=cast.maya, kind=Audience.Kind.NOTICE))
    stale = Policy.objects.get(pk=policy.pk)
    keeping.change_policy(policy, actor=cast.maya, notice="No pictures, please.")
    keeping.bind(stale, "visitor", actor=cast.maya, kind=Audience.Kind.NOTICE)
    fails_at("notice", lambda: keeping.change_policy(policy, actor=cast.maya, notice=" "))
    with pytest.raises(ValidationError):
        keeping.bind(policy, "visitor", actor=cast.maya)
    with pytest.raises(ValidationError):
        keeping.bind(policy, "astronaut", actor=cast.maya)


def test_a_retired_policy_changes_no_more(cast, policy, other, source):
    fails_at("retired_on", lambda: keeping.retire(policy, actor=cast.maya, retired_on=clock.today() - DAY))
    keeping.retire(policy, actor=cast.maya, retired_on=clock.today() + DAY)
    assert Policy.objects.kept().filter(pk=policy.pk).exists()
    keeping.retire(policy, actor=cast.maya, retired_on=clock.today())
    assert not Policy.objects.kept().filter(pk=policy.pk).exists()
    for act in (
        lambda: keeping.retire(policy, actor=cast.maya, retired_on=clock.today()),
        lambda: keeping.change_policy(policy, actor=cast.maya, title="B"),
        lambda: keeping.link(policy, other, actor=cast.maya),
        lambda: keeping.link(other, policy, actor=cast.maya),
        lambda: keeping.cite(policy, source, actor=cast.maya),
        lambda: keeping.bind(policy, "parent", actor=cast.maya),
    ):
        with pytest.raises(ValidationError):
            act()
    assert is_clean()


def test_the_usual_policies_are_entered_as_far_as_they_are_missing(cast, other):
    """The eight that the policy links, and those that its text leans on (S2.1)."""
    assert keeping.enter_usual_policies(actor=cast.maya) == 14
    assert keeping.enter_usual_policies(actor=System("demo")) == 0
    assert Policy.objects.get(code="complaints").pk == other.pk
    links = PolicyLink.objects.filter(policy__code="social-media").values_list("to__code", flat=True)
    assert len(links) == 14
    assert leaning.network(cast.maya).alone == []
    assert is_clean()


def test_a_policy_that_was_entered_already_keeps_its_own_links(cast):
    own = keeping.add_policy(actor=cast.maya, title="Ours", code="social-media")
    keeping.enter_usual_policies(actor=cast.maya)
    assert not own.links.exists()
    assert Policy.objects.get(code="social-media").title == "Ours"


def test_a_version_keeps_what_is_signed_when_the_policy_is_retired(cast, policy_in_force):
    keeping.bind(policy_in_force, "practitioner", actor=cast.maya)
    keeping.retire(policy_in_force, actor=cast.maya, retired_on=clock.today() + DAY)
    assert PolicyVersion.objects.in_force().filter(policy=policy_in_force).exists()
    assert not PolicyVersion.objects.in_force(clock.today() + DAY).exists()
