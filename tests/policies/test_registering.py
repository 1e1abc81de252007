"""What others note about a signature: paper, a reply, an exemption. Nobody does any of it for themselves."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from policies.actions import registering, signing
from policies.models import Acknowledgement
from policies.selectors import has_current_acknowledgement as gate
from tests.policies import signatures
from tests.policies.signatures import make_policy, next_version, request_of, shown, standing
from workflow import clock
from workflow.engine import NotAllowed, StaleState
from workflow.models import Deadline
from workflow.verification import verify

DAY = dt.timedelta(days=1)


def paper(request, actor, seen=0, **said):
    said = {"signed_on": clock.today(), "how": "Signed in the office; in the blue folder.", **said}
    registering.record_paper(request, actor=actor, seen=seen, **said)


def reply(request, actor, seen=0):
    registering.reply(request, actor=actor, seen=seen, note="Because of the children.")


def exempt(request, actor, seen=0):
    registering.exempt(request, actor=actor, seen=seen, why="On leave until spring.")


def end_exemption(request, actor, seen=0):
    registering.end_exemption(request, actor=actor, seen=seen)


VERBS = {"paper": paper, "reply": reply, "exempt": exempt, "end": end_exemption}
MAY = {
    "paper": {"olive", "maya", "dan"},
    "reply": {"olive", "maya", "dan"},
    "exempt": {"olive", "maya"},
    "end": {"olive", "maya"},
}


@pytest.fixture
def policy(cast):
    return make_policy(cast, *signatures.STAFF, since=clock.today() - 10 * DAY)


def asked_a_question(request, cast):
    signing.ask_question(request, actor=cast.pia, shown=shown(request), note="Why?")


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("name", ["olive", "maya", "dan", "sam", "vera", "petra", "ines", "tariq"])
def test_who_may_do_what_for_somebody_else(policy, cast, verb, name):
    request = request_of(cast.pia, policy)
    if verb == "reply":
        asked_a_question(request, cast)
    if verb == "end":
        exempt(request, cast.olive)
    before = request.answers.count()
    actor = getattr(cast, name)
    if name in MAY[verb]:
        VERBS[verb](request, actor, before)
        assert request.answers.count() == before + 1
        assert request.answers.order_by("-at").first().by == actor
    else:
        with pytest.raises(NotAllowed):
            VERBS[verb](request, actor, before)
        assert request.answers.count() == before
    assert verify() == []


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("name", ["olive", "maya", "dan"])
def test_nobody_does_it_for_themselves(policy, cast, verb, name):
    person = getattr(cast, name)
    request = request_of(person, policy)
    with pytest.raises(NotAllowed):
        VERBS[verb](request, person)
    assert not Acknowledgement.objects.exists()


@pytest.mark.parametrize("verb", VERBS)
def test_whoever_was_quicker_is_not_overlooked(policy, cast, verb):
    request = request_of(cast.pia, policy)
    asked_a_question(request, cast)
    with pytest.raises(StaleState):
        VERBS[verb](request, cast.maya, 0)
    assert request.answers.count() == 1


@pytest.mark.parametrize("verb", ["paper", "reply", "exempt"])
def test_what_was_signed_stays_signed(policy, cast, verb):
    request = request_of(cast.pia, policy)
    signatures.sign(cast.pia, policy)
    with pytest.raises(ValidationError, match="settled before"):
        VERBS[verb](request, cast.maya, 1)
    assert standing(cast.pia, policy) == "signed"


class TestPaper:
    def test_it_says_the_day_how_and_by_whom(self, policy, cast):
        request = request_of(cast.pia, policy)
        paper(request, cast.dan, signed_on=clock.today() - 3 * DAY)
        row = Acknowledgement.objects.get()
        assert (row.kind, row.means, row.signed_on, row.by) == (
            "signed", "paper", clock.today() - 3 * DAY, cast.dan,
        )  # fmt: skip
        assert row.note == "Signed in the office; in the blue folder."
        assert standing(cast.pia, policy) == "signed"
        assert not Deadline.objects.open().of(request).exists()

    def test_it_counts_for_the_words_of_its_day(self, policy, cast):
        """The minor version of today was not on the paper of yesterday."""
        first = policy.versions.get()
        next_version(policy, cast, is_major=False)
        paper(request_of(cast.pia, policy), cast.maya, signed_on=clock.today() - DAY)
        row = Acknowledgement.objects.get()
        assert (row.version, row.text_hash) == (first, first.text_hash)

    @pytest.mark.parametrize(
        ("said", "field"),
        [
            ({"signed_on": clock.today() + DAY}, "signed_on"),
            ({"signed_on": clock.today() - 11 * DAY}, "signed_on"),
            ({"how": " "}, "how"),
        ],
    )
    def test_what_is_refused(self, policy, cast, said, field):
        with pytest.raises(ValidationError) as refused:
            paper(request_of(cast.pia, policy), cast.maya, **said)
        assert set(refused.value.message_dict) == {field}
        assert not Acknowledgement.objects.exists()


class TestReply:
    def test_only_somebody_who_waits_is_answered(self, policy, cast):
        request = request_of(cast.pia, policy)
        with pytest.raises(ValidationError, match="Nobody waits"):
            reply(request, cast.maya)
        asked_a_question(request, cast)
        reply(request, cast.maya, 1)
        with pytest.raises(ValidationError, match="Nobody waits"):
            reply(request, cast.maya, 2)


class TestExemption:
    def test_it_is_no_signature(self, policy, cast):
        exempt(request_of(cast.pia, policy), cast.maya)
        assert standing(cast.pia, policy) == "exempt"
        assert not gate(cast.pia, policy.code)

    def test_it_ends_with_a_new_clock(self, policy, cast):
        request = request_of(cast.pia, policy)
        exempt(request, cast.maya)
        with clock.at(clock.now() + 30 * DAY):
            end_exemption(request, cast.olive, 1)
            assert standing(cast.pia, policy) == "pending"
        assert Deadline.objects.open().of(request).get().due_at > clock.now() + 43 * DAY
        assert verify() == []

    def test_only_an_exemption_is_ended(self, policy, cast):
        request = request_of(cast.pia, policy)
        for _again in range(2):
            with pytest.raises(ValidationError, match="not exempt"):
                end_exemption(request, cast.maya, request.answers.count())
            if not request.answers.exists():
                signatures.sign(cast.pia, policy)

    def test_the_next_major_version_asks_anew(self, policy, cast):
        request = request_of(cast.pia, policy)
        exempt(request, cast.maya)
        next_version(policy, cast, is_major=True)
        assert standing(cast.pia, policy) == "pending"
        with pytest.raises(ValidationError, match="asks anew"):
            end_exemption(request, cast.maya, 1)
