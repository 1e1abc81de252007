"""Opening a review beside the yearly one: a reason, and words that name nobody (S7.1)."""

import pytest
from django.urls import reverse

from policies.actions import keeping
from policies.models import Review
from workflow import clock

TYPED = {"reason": "technology", "note": "A new learning journal is used."}


@pytest.fixture
def url(policy_in_force) -> str:
    return reverse("policy-review-open", args=[policy_in_force.pk])


def extra() -> list[Review]:
    return list(Review.objects.exclude(reason="annual"))


@pytest.mark.parametrize("reason", ["source", "concern", "technology", "lesson"])
def test_each_reason_opens_one(manager, url, reason, cast):
    response = manager.post(url, TYPED | {"reason": reason}, follow=True)
    assert "The review is open" in response.content.decode()
    assert "A new learning journal is used." in response.content.decode()
    (review,) = extra()
    assert (review.reason, review.note) == (reason, TYPED["note"])


def test_the_page_warns_not_to_name_anybody(manager, url):
    assert "Name nobody." in manager.get(url).content.decode()


def test_a_name_is_warned_of_and_never_blocks(manager, url, cast):
    named = TYPED | {"note": f"{cast.kit.given_name} saw an advertisement."}
    page = manager.post(url, named).content.decode()
    assert "This may name somebody: “Kit”" in page
    assert extra() == []
    assert manager.post(url, named | {"names_meant": "on"}).status_code == 302
    assert len(extra()) == 1


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"reason": ""}, "reason"),
        ({"reason": "annual"}, "reason"),
        ({"note": "  "}, "note"),
        ({"note": "a\0b"}, "note"),
        ({"note": "x" * 20_001}, "note"),
    ],
)
def test_what_is_wrong_is_said_at_the_field(manager, url, changed, field):
    response = manager.post(url, TYPED | changed)
    assert response.status_code == 200
    assert field in response.context["form"].errors
    assert extra() == []


def test_a_policy_that_is_kept_no_longer_has_no_such_page(manager, url, policy_in_force, cast):
    keeping.retire(policy_in_force, actor=cast.maya, retired_on=clock.today())
    assert manager.get(url).status_code == 404
    assert manager.post(url, TYPED).status_code == 404


def test_any_leader_may_and_nobody_else(sign_in, cast, url, client):
    assert client.get(url).status_code == 302
    for person in (cast.pia, cast.petra, cast.ines, cast.tariq):
        assert sign_in(person).post(url, TYPED).status_code == 403
    assert extra() == []
    assert sign_in(cast.dan).post(url, TYPED).status_code == 302
