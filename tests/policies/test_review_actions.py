"""Opening, answering and ending a review: once a year, and whenever something changes (S7.1, §6.8)."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from policies import evidence
from policies.actions import agreeing, beginning, drafting, keeping, reviewing
from policies.actions.agreeing import Adoption
from policies.models import Policy, Review, ReviewAnswer
from tests.policies.conftest import WORDS
from workflow import clock, engine
from workflow.models import AuditEvent, Deadline
from workflow.verification import verify

QUESTIONS = ["sources", "signatures", "actions", "links", "technology", "concerns", "voices"]


@pytest.fixture
def review(policy_in_force) -> Review:
    """The yearly one, made when the version came into force."""
    return policy_in_force.reviews.get()


@pytest.fixture
def everything() -> dict[str, str]:
    return {one.code: f"About {one.code}." for one in evidence.questions()}


def clocks(review: Review) -> list[str]:
    return list(Deadline.objects.open().of(review).values_list("rule", flat=True))


def stored(row):
    return type(row).objects.get(pk=row.pk)


def test_the_next_yearly_review_is_made_when_a_version_comes_into_force(policy_in_force, review, verbs):
    assert review.reason == "annual"
    assert review.due_on == policy_in_force.review_due_on
    assert clocks(review) == ["policy.review"]
    assert Deadline.objects.of(review).get().due_at == clock.london(review.due_on, reviewing.END_OF_DAY)
    assert verbs(review) == ["open"]
    assert verify() == []


def test_a_policy_last_reviewed_on_23_july_2024_is_overdue_since_23_july_2025(cast):
    """With the real clock, and 488 days on 23 November 2026 (domain §1.7)."""
    policy = keeping.add_policy(actor=cast.maya, code="social-media", title="Social media")
    draft = drafting.start_draft(policy, actor=cast.maya, outline=WORDS)
    last = dt.date(2024, 7, 23)
    adoption = Adoption(in_force_since=last, approved_by="The committee", reviewed_on=last)
    agreeing.adopt(draft, actor=cast.maya, seen=draft.version, adoption=adoption)
    review = policy.reviews.get()
    assert review.due_on == dt.date(2025, 7, 23) == stored(policy).review_due_on
    assert review.is_overdue
    assert stored(policy).is_overdue
    with clock.at(clock.london(dt.date(2026, 11, 23))):
        assert (clock.today() - review.due_on).days == 488
    with clock.at(clock.london(dt.date(2025, 7, 22))):
        assert not review.is_overdue
    with clock.at(clock.london(dt.date(2025, 7, 23))):
        assert review.is_overdue
        assert stored(policy).is_overdue


def test_the_questions_are_those_of_the_domain():
    """Apps above add theirs; these are asked whatever else is."""
    assert [one.code for one in evidence.questions() if one.code in QUESTIONS] == QUESTIONS


def test_no_change_needs_every_question_answered(review, cast, everything):
    last = everything.popitem()
    with pytest.raises(ValidationError) as raised:
        reviewing.no_change(review, actor=cast.maya, seen=0, said=everything)
    assert list(raised.value.message_dict) == [last[0]]
    assert stored(review).state == "open"
    assert not ReviewAnswer.objects.exists(), "what came with a refused step is not stored half"
    reviewing.answer(review, actor=cast.dan, said=everything)
    assert [one.code for one in reviewing.unanswered(review)] == [last[0]]
    reviewing.no_change(review, actor=cast.maya, seen=0, said=dict([last]))
    assert stored(review).state == "done"


def test_white_space_is_no_answer(review, cast, everything):
    everything["concerns"] = " \n"
    with pytest.raises(ValidationError):
        reviewing.no_change(review, actor=cast.maya, seen=0, said=everything)


def test_no_change_ends_the_clock_and_begins_the_next_year(review, cast, everything, policy_in_force, verbs):
    reviewing.no_change(review, actor=cast.maya, seen=0, said=everything)
    done = stored(review)
    assert (done.outcome, done.done_by, clocks(done)) == ("no_change", cast.maya, [])
    policy = stored(policy_in_force)
    assert policy.reviewed_on == clock.today()
    following = policy.reviews.get(state="open")
    assert following.due_on == policy.review_due_on
    assert clocks(following) == ["policy.review"]
    assert verbs(review) == ["open", "answer", "no change"]
    assert verbs(policy)[-1] == "reviewed"
    assert verify() == []


def test_a_review_beside_the_yearly_one_leaves_the_year_as_it_is(policy_in_force, cast, everything):
    extra = reviewing.open_review(policy_in_force, actor=cast.dan, reason="technology", note="A new app.")
    assert (extra.due_on - clock.today()).days == 28
    assert clocks(extra) == ["policy.review-unscheduled"]
    before = policy_in_force.reviewed_on
    reviewing.no_change(extra, actor=cast.olive, seen=0, said=everything)
    assert stored(policy_in_force).reviewed_on == before
    assert policy_in_force.reviews.filter(reason="annual").get().state == "open"
    assert verify() == []


def test_a_new_version_ends_the_review_that_asked_for_it(review, cast, new_version, policy_in_force, verbs):
    reviewing.change(review, actor=cast.maya, seen=0)
    assert clocks(review) == ["policy.review"], "the clock runs until the words are in force"
    version = new_version()
    done = stored(review)
    assert (done.state, done.outcome, done.new_version_id, clocks(done)) == ("done", "change", version.pk, [])
    policy = stored(policy_in_force)
    assert policy.reviewed_on == clock.today()
    assert policy.reviews.get(state="open").due_on == policy.review_due_on
    assert verbs(review) == ["open", "change", "changed"]
    assert verify() == []


def test_a_version_that_an_extra_review_asked_for_moves_no_year(cast, new_version, policy_in_force, review):
    """The yearly review that runs on, and what the policy says of it, stay one and the same day."""
    extra = reviewing.open_review(policy_in_force, actor=cast.maya, reason="concern", note="Word got round.")
    reviewing.change(extra, actor=cast.maya, seen=0)
    new_version()
    assert stored(extra).state == "done"
    assert stored(review).state == "open"
    assert stored(policy_in_force).review_due_on == review.due_on
    assert verify() == []


def test_looking_again_takes_the_decision_back(review, cast):
    reviewing.change(review, actor=cast.maya, seen=0)
    reviewing.look_again(review, actor=cast.olive, seen=1)
    assert (stored(review).state, stored(review).outcome) == ("open", "")


def test_answers_stay_on_record_and_the_last_one_counts(review, cast):
    for words in ("Nothing yet.", "A new tablet."):
        reviewing.answer(review, actor=cast.dan, said={"technology": words})
    assert list(review.answers.order_by("at").values_list("body", flat=True)) == [
        "Nothing yet.",
        "A new tablet.",
    ]
    answer = review.answers.first()
    for attempt in (answer.delete, lambda: ReviewAnswer.objects.update(body="Other")):
        with pytest.raises(DatabaseError), transaction.atomic():
            attempt()


def test_an_unknown_question_is_refused(review, cast):
    with pytest.raises(ValidationError):
        reviewing.answer(review, actor=cast.dan, said={"weather": "Fine."})


def test_a_review_that_ended_takes_no_answer(review, cast, everything):
    reviewing.no_change(review, actor=cast.maya, seen=0, said=everything)
    with pytest.raises(engine.WrongState):
        reviewing.answer(review, actor=cast.maya, said={"links": "Later."})


@pytest.mark.parametrize("who", ["pia", "sam", "vera", "petra", "ines", "tariq"])
def test_only_leaders_open_and_answer(review, policy_in_force, cast, who):
    person = getattr(cast, who)
    with pytest.raises(engine.NotAllowed):
        reviewing.open_review(policy_in_force, actor=person, reason="lesson", note="Because.")
    with pytest.raises(engine.NotAllowed):
        reviewing.answer(review, actor=person, said={"links": "Fine."})


@pytest.mark.parametrize("who", ["dan", "pia"])
@pytest.mark.parametrize("step", [reviewing.no_change, reviewing.change])
def test_only_manager_and_owner_end_a_review(review, cast, everything, who, step):
    with pytest.raises(engine.NotAllowed):
        step(review, actor=getattr(cast, who), seen=0, said=everything)
    assert stored(review).state == "open"


def test_whoever_is_slower_hears_of_it_and_nothing_of_theirs_is_stored(review, cast, everything):
    reviewing.change(review, actor=cast.olive, seen=0)
    with pytest.raises(engine.StaleState):
        reviewing.no_change(review, actor=cast.maya, seen=0, said=everything)
    assert not ReviewAnswer.objects.exists()


@pytest.mark.parametrize("reason", ["annual", "", "nonsense"])
def test_nobody_opens_the_yearly_review_by_hand(policy_in_force, cast, reason):
    with pytest.raises(ValidationError):
        reviewing.open_review(policy_in_force, actor=cast.maya, reason=reason, note="Now.")


def test_a_reason_needs_words(policy_in_force, cast):
    with pytest.raises(ValidationError) as raised:
        reviewing.open_review(policy_in_force, actor=cast.maya, reason="concern", note="  ")
    assert "note" in raised.value.message_dict


def test_a_policy_that_is_kept_no_longer_is_not_reviewed(policy_in_force, review, cast):
    extra = reviewing.open_review(policy_in_force, actor=cast.maya, reason="concern", note="Word got round.")
    reviewing.change(extra, actor=cast.maya, seen=0)
    keeping.retire(policy_in_force, actor=cast.maya, retired_on=clock.today())
    with pytest.raises(ValidationError):
        reviewing.open_review(policy_in_force, actor=cast.maya, reason="concern", note="Again.")
    assert reviewing.sweep_reviews() == 1
    for one in (stored(review), stored(extra)):
        assert (one.state, one.outcome, clocks(one)) == ("done", "lapsed", [])
    assert reviewing.sweep_reviews() == 0
    assert verify() == []


def test_a_policy_whose_text_is_elsewhere_is_reviewed_too(cast):
    last = clock.today() - dt.timedelta(days=400)
    policy = keeping.add_policy(
        actor=cast.maya, code="aup", title="Acceptable use", link="https://example.org/aup", reviewed_on=last
    )
    reviewing.sweep_reviews()
    assert reviewing.sweep_reviews() == 0, "once"
    review = policy.reviews.get()
    assert review.reason == "annual"
    assert review.is_overdue
    assert verify() == []


def test_fewer_months_between_reviews_move_the_day_and_the_clock(policy_in_force, review, cast, verbs):
    keeping.change_policy(policy_in_force, actor=cast.maya, review_months=6)
    moved = stored(review)
    assert moved.due_on == stored(policy_in_force).review_due_on
    assert Deadline.objects.open().of(review).get().due_at == clock.london(moved.due_on, reviewing.END_OF_DAY)
    assert verbs(review) == ["open", "move"]
    keeping.change_policy(policy_in_force, actor=cast.maya, summary="The same months.")
    assert verbs(review) == ["open", "move"]
    assert verify() == []


def test_the_last_review_of_adopted_words_is_noted_with_them_and_not_when_they_begin(cast):
    """A worker that dies in between must not make a policy look newer: it is in the same transaction."""
    policy = keeping.add_policy(actor=cast.maya, code="social-media", title="Social media")
    draft = drafting.start_draft(policy, actor=cast.maya, outline=WORDS)
    last = dt.date(2024, 7, 23)
    adoption = Adoption(in_force_since=dt.date(2025, 1, 1), approved_by="The committee", reviewed_on=last)
    agreeing.adopt(draft, actor=cast.maya, seen=draft.version, adoption=adoption)
    reviewed = AuditEvent.objects.get(object_id=policy.pk, verb="reviewed")
    begun = AuditEvent.objects.get(object_id=draft.pk, verb="begin")
    assert reviewed.actor_id == cast.maya.pk
    assert reviewed.pk < begun.pk
    beginning.sweep_beginnings()
    assert stored(policy).reviewed_on == last
    assert policy.reviews.get().due_on == dt.date(2025, 7, 23)


def test_a_policy_that_was_never_reviewed_has_no_review_to_be_late(cast):
    keeping.add_policy(actor=cast.maya, code="new", title="New")
    assert reviewing.sweep_reviews() == 0
    assert not Review.objects.exists()


def test_two_open_yearly_reviews_are_refused_by_the_database(policy_in_force, review):
    with pytest.raises(DatabaseError), transaction.atomic():
        Review.objects.create(policy=policy_in_force, reason="annual", due_on=clock.today())


def test_policy_rows_are_unchanged_by_a_refused_step(review, cast, policy_in_force):
    with pytest.raises(ValidationError):
        reviewing.no_change(review, actor=cast.maya, seen=0)
    assert stored(policy_in_force).reviewed_on == Policy.objects.get(pk=policy_in_force.pk).reviewed_on
    assert verify() == []
