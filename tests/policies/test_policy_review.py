"""The page of a review: what happened since the last one, what was said to it, and how it ends."""

import datetime as dt

import pytest
from django.urls import reverse

from notifications.models import Message
from policies import evidence
from policies.actions import keeping, planning, reviewing, sources
from policies.models import Review, ReviewAnswer
from workflow import clock
from workflow.verification import verify


@pytest.fixture
def review(policy_in_force) -> Review:
    return policy_in_force.reviews.get()


@pytest.fixture
def url(review) -> str:
    return reverse("policy-review", args=[review.pk])


@pytest.fixture
def everything() -> dict[str, str]:
    return {one.code: f"About {one.code}." for one in evidence.questions()}


def state(review: Review) -> str:
    return Review.objects.get(pk=review.pk).state


def test_every_question_stands_there_with_its_evidence(manager, review, url, cast, policy_in_force):
    source = sources.add_source(
        actor=cast.maya, title="KCSIE", standing="adopted", edition="2025", in_force_on=dt.date(2025, 9, 1)
    )
    keeping.cite(policy_in_force, source, actor=cast.maya)
    sources.note_edition(source, actor=cast.maya, edition="2026", in_force_on=clock.today())
    leant_on = keeping.add_policy(actor=cast.maya, code="aup", title="Acceptable use")
    keeping.link(policy_in_force, leant_on, actor=cast.maya)
    planning.add_action(
        actor=cast.maya, title="Renew the notice", owner=cast.pia, due_on=clock.today(), review=review
    )
    page = manager.get(url).content.decode()
    for one in evidence.questions():
        assert str(one.title) in page
        assert f'name="{one.code}"' in page
    assert "New edition: KCSIE, 2026, in force from" in page
    assert "Acceptable use: missing" in page
    assert "Renew the notice – To do, by" in page
    assert page.count("Only people know this.") == 3


def test_answers_are_stored_and_shown_and_corrected(manager, url, review):
    assert manager.post(url, {"version": 0, "links": "They fit."}).url == url
    manager.post(url, {"version": 0, "links": "They fit still.", "voices": "  "})
    page = manager.get(url).content.decode()
    assert "They fit still." in page
    assert "Earlier answers: Policies that it leans on" in page
    assert review.answers.count() == 2
    assert f"1 of {len(evidence.questions())} questions are answered" in page


def test_no_change_with_something_unanswered_says_what_and_keeps_what_was_typed(
    manager, url, review, everything
):
    del everything["voices"]
    response = manager.post(url, {"version": 0, "then": "no-change", **everything})
    page = response.content.decode()
    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["voices"]
    assert "“Staff, parents and children”: answer this first." in page
    assert "About technology." in page
    assert state(review) == "open"
    assert not ReviewAnswer.objects.exists()


def test_no_change_with_everything_answered_ends_it(manager, url, review, everything, policy_in_force):
    response = manager.post(url, {"version": 0, "then": "no-change", **everything}, follow=True)
    page = response.content.decode()
    assert "The review is done" in page
    assert "Nothing needs to change, " in page
    assert "About technology." in page
    assert "<textarea" not in page
    assert state(review) == "done"
    assert policy_in_force.reviews.filter(state="open").count() == 1
    assert verify() == []


def test_a_new_version_is_needed_and_looked_at_again(manager, url, review):
    page = manager.post(
        url, {"version": 0, "then": "change", "links": "Stale."}, follow=True
    ).content.decode()
    assert state(review) == "changing"
    assert "Begin it on the page of the policy" in page
    assert "Stale." in page
    manager.post(url, {"version": 1, "then": "look-again"})
    assert state(review) == "open"


def test_a_version_that_is_being_made_is_linked(manager, url, review, next_draft):
    page = manager.post(url, {"version": 0, "then": "change"}, follow=True).content.decode()
    assert reverse("policy-version", args=[next_draft.pk]) in page
    assert "Version 2: Draft" in page


def test_a_deputy_answers_and_cannot_end_it(cast, sign_in, url, review, everything):
    dan = sign_in(cast.dan)
    page = dan.get(url).content.decode()
    assert "Save answers" in page
    assert "end the review" not in page
    assert dan.post(url, {"version": 0, "links": "Fine."}).status_code == 302
    for then in ("no-change", "change"):
        assert dan.post(url, {"version": 0, "then": then, **everything}).status_code == 403
    assert state(review) == "open"


def test_whoever_is_slower_is_told_and_keeps_what_they_typed(manager, owner, url, review, everything):
    owner.post(url, {"version": 0, "then": "change"})
    response = manager.post(url, {"version": 0, "then": "no-change", **everything})
    page = response.content.decode()
    assert response.status_code == 409
    assert "Somebody was quicker" in page
    assert "Decided: a new version is needed: Olive Okafor" in page
    assert "About technology." in page
    assert "cannot be taken any more" in page
    assert state(review) == "changing"


def test_answers_to_a_review_that_ended_meanwhile_are_given_back(manager, owner, url, review, everything):
    owner.post(url, {"version": 0, "then": "no-change", **everything})
    response = manager.post(url, {"version": 0, "technology": "Typed at length."})
    assert response.status_code == 409
    assert "Typed at length." in response.content.decode()
    assert review.answers.filter(body="Typed at length.").count() == 0


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 40])
def test_a_form_without_a_sound_version_does_nothing(manager, url, review, version, everything):
    response = manager.post(url, {"version": version, "then": "no-change", **everything})
    assert response.status_code in (200, 409)
    assert state(review) == "open"


@pytest.mark.parametrize("typed", ["a\0b", "x" * 20_001])
def test_bad_words_are_said_at_the_field(manager, url, typed):
    response = manager.post(url, {"version": 0, "links": typed})
    assert response.status_code == 200
    assert "links" in response.context["form"].errors


def test_an_unknown_button_is_404(manager, url):
    assert manager.post(url, {"version": 0, "then": "nonsense"}).status_code == 404


def test_the_page_is_for_leaders(client, sign_in, cast, url):
    assert client.get(url).status_code == 302
    for person in (cast.pia, cast.petra, cast.ines, cast.tariq):
        assert sign_in(person).get(url).status_code == 403


def test_opening_it_marks_its_reminder_as_seen(manager, url, review, cast):
    Message.objects.create(
        kind="policy-review", recipient_id=cast.maya.pk, object_type="policies.review", object_id=review.pk,
        dedupe_key="x", created_at=clock.now(), next_attempt_at=clock.now(),
    )  # fmt: skip
    manager.get(url)
    assert Message.objects.get().seen_at


def test_days_late_are_counted(manager, cast, policy_in_force, review, url):
    with clock.at(clock.london(review.due_on + dt.timedelta(days=488))):
        assert "Overdue by 488 days" in manager.get(url).content.decode()
    with clock.at(clock.london(review.due_on)):
        assert "Due today" in manager.get(url).content.decode()


def test_a_lapsed_review_says_so(manager, cast, policy_in_force, review, url):
    keeping.retire(policy_in_force, actor=cast.maya, retired_on=clock.today())
    reviewing.sweep_reviews()
    assert "The policy is kept no longer, " in manager.get(url).content.decode()
