"""Signing, asking and declining: for oneself only, under the words that were shown, once."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from policies.actions import registering, signing
from policies.models import Acknowledgement, AcknowledgementRequest
from policies.selectors.words import Shown
from tests.policies import signatures
from tests.policies.signatures import NOTICE, make_policy, next_version, request_of, shown, standing
from workflow import audit, clock
from workflow.engine import NotAllowed, StaleState
from workflow.models import AuditEvent, Deadline
from workflow.verification import verify

pytestmark = pytest.mark.database

ANSWERS = {
    "sign": lambda request, actor, seen: signing.sign(
        request, actor=actor, shown=seen, typed_name=actor.name
    ),
    "ask": lambda request, actor, seen: signing.ask_question(request, actor=actor, shown=seen, note="Why?"),
    "decline": lambda request, actor, seen: signing.decline(request, actor=actor, shown=seen, note="No."),
}
every_answer = pytest.mark.parametrize("answer", ANSWERS.values(), ids=list(ANSWERS))


@pytest.fixture
def policy(cast):
    make_policy(cast, code="other", title="Another")
    return make_policy(cast, "practitioner", "support", notice_for=("visitor",))


def test_whoever_signs_has_signed_the_words_shown(policy, cast, verbs):
    request = request_of(cast.pia, policy)
    signing.sign(request, actor=cast.pia, shown=shown(request), typed_name="  Pia Novak ")
    row = Acknowledgement.objects.get()
    version = policy.versions.get()
    assert (row.kind, row.typed_name, row.version, row.text_hash) == (
        "signed", "Pia Novak", version, version.text_hash,
    )  # fmt: skip
    assert (row.means, row.by, row.signed_on) == ("online", cast.pia, clock.today())
    assert standing(cast.pia, policy) == "signed"
    assert verbs(version)[-1] == "answer"
    assert not Deadline.objects.open().of(request).exists()
    assert verify() == []


def test_a_visitor_signs_the_notice_as_it_was_shown(cast):
    viktor = cast.viktor
    policy = make_policy(cast, notice_for=("visitor",))
    signatures.sign(viktor, policy)
    row = Acknowledgement.objects.get()
    assert (row.notice, row.text_hash) == (NOTICE, audit.sha256(NOTICE))


@every_answer
def test_nobody_answers_for_another(policy, cast, answer):
    request = request_of(cast.pia, policy)
    for person in (cast.maya, cast.olive, cast.sam, cast.tariq):
        with pytest.raises(NotAllowed):
            answer(request, person, shown(request))
    assert not Acknowledgement.objects.exists()


@every_answer
def test_what_is_settled_is_answered_no_more(policy, cast, answer):
    request = request_of(cast.pia, policy)
    seen = shown(request)
    signatures.sign(cast.pia, policy)
    with pytest.raises(ValidationError, match="settled before"):
        answer(request, cast.pia, seen)
    assert Acknowledgement.objects.count() == 1


@every_answer
@pytest.mark.parametrize("is_major", [True, False])
def test_words_that_were_replaced_meanwhile_are_not_signed(policy, cast, answer, is_major):
    request = request_of(cast.pia, policy)
    seen = shown(request)
    tomorrow = clock.now() + dt.timedelta(days=1)
    with clock.at(tomorrow):
        next_version(policy, cast, is_major=is_major)
        with pytest.raises((StaleState, ValidationError)):
            answer(request, cast.pia, seen)
    assert not Acknowledgement.objects.exists()


@every_answer
def test_a_hash_or_version_that_was_made_up_is_not_signed(policy, cast, answer):
    request = request_of(cast.pia, policy)
    version = policy.versions.get()
    for seen in (
        Shown(version.pk, "0" * 64),
        Shown(version.pk, audit.sha256(NOTICE)),
        Shown(request_of(cast.pia, policy).pk, version.text_hash),
    ):
        with pytest.raises(StaleState):
            answer(request, cast.pia, seen)


def test_a_major_version_not_noticed_by_the_sweep_is_not_signed_under_the_old_request(policy, cast):
    """At midnight it is in force, whether somebody noted it or not."""
    request = request_of(cast.pia, policy)
    tomorrow = clock.now() + dt.timedelta(days=1)
    next_version(policy, cast, is_major=True, day=tomorrow.date())
    with clock.at(tomorrow), pytest.raises(StaleState):
        signing.sign(request, actor=cast.pia, shown=shown(request), typed_name="Pia Novak")


def test_a_retired_policy_is_signed_no_more(policy, cast):
    request = request_of(cast.pia, policy)
    seen = shown(request)
    policy.retired_on = clock.today()
    policy.save()
    with pytest.raises(ValidationError, match="no longer in force"):
        signing.sign(request, actor=cast.pia, shown=seen, typed_name="Pia Novak")


@pytest.mark.parametrize("typed", ["", "   ", "\n"])
def test_no_answer_without_words(policy, cast, typed):
    request = request_of(cast.pia, policy)
    seen = shown(request)
    for call in (
        lambda: signing.sign(request, actor=cast.pia, shown=seen, typed_name=typed),
        lambda: signing.ask_question(request, actor=cast.pia, shown=seen, note=typed),
        lambda: signing.decline(request, actor=cast.pia, shown=seen, note=typed),
    ):
        with pytest.raises(ValidationError):
            call()
    assert not Acknowledgement.objects.exists()


def test_a_question_or_a_refusal_leaves_it_open_and_can_be_signed_later(policy, cast):
    request = request_of(cast.pia, policy)
    signing.ask_question(request, actor=cast.pia, shown=shown(request), note="What is kind?")
    assert standing(cast.pia, policy) == "question"
    registering.reply(request, actor=cast.maya, seen=1, note="As you would be treated.")
    assert standing(cast.pia, policy) == "pending"
    signing.decline(request, actor=cast.pia, shown=shown(request), note="I am never unkind.")
    assert standing(cast.pia, policy) == "declined"
    signatures.sign(cast.pia, policy)
    assert standing(cast.pia, policy) == "signed"
    assert verify() == []


def test_overdue_is_computed_from_the_clock_and_never_stored(policy, cast):
    before = AcknowledgementRequest.objects.values().get(pk=request_of(cast.pia, policy).pk)
    events = AuditEvent.objects.count()
    with clock.at(clock.now() + dt.timedelta(days=14)):
        assert standing(cast.pia, policy) == "pending"
    with clock.at(clock.now() + dt.timedelta(days=15)):
        assert standing(cast.pia, policy) == "overdue"
    assert AcknowledgementRequest.objects.values().get(pk=before["id"]) == before
    assert AuditEvent.objects.count() == events


def test_an_answer_is_later_than_the_one_before_where_clocks_differ(policy, cast):
    request = request_of(cast.pia, policy)
    signing.ask_question(request, actor=cast.pia, shown=shown(request), note="What is kind?")
    with clock.at(clock.now() - dt.timedelta(seconds=30)):
        registering.reply(request, actor=cast.maya, seen=1, note="As you would be treated.")
    assert standing(cast.pia, policy) == "pending"


def test_minor_keeps_and_major_resets(policy, cast):
    signatures.sign(cast.pia, policy)
    first = request_of(cast.pia, policy)
    with clock.at(clock.now() + dt.timedelta(days=1)):
        next_version(policy, cast, is_major=False)
        assert request_of(cast.pia, policy) == first
        assert standing(cast.pia, policy) == "signed"
        # Who had not signed yet signs the words of today, under the request they had.
        signatures.sign(cast.sam, policy) if request_of(cast.sam, policy) else None
    with clock.at(clock.now() + dt.timedelta(days=2)):
        major = next_version(policy, cast, is_major=True)
        assert request_of(cast.pia, policy).version == major
        assert standing(cast.pia, policy) == "pending"
    first.refresh_from_db()
    assert first.closing == "signed"
    assert verify() == []


def test_who_had_not_signed_signs_the_minor_version_under_the_request_they_had(cast):
    sam = cast.sam
    policy = make_policy(cast, "support")
    request = request_of(sam, policy)
    with clock.at(clock.now() + dt.timedelta(days=1)):
        minor = next_version(policy, cast, is_major=False)
        signatures.sign(sam, policy)
    row = Acknowledgement.objects.get()
    assert (row.request, row.version, row.text_hash) == (request, minor, minor.text_hash)
