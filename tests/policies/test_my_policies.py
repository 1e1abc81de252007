"""One's own list: what to sign, what was signed in which version, and what one need not sign."""

import datetime as dt

import pytest
from django.urls import reverse

from policies.actions import registering, signing
from tests.policies.signatures import make_policy, next_version, request_of, shown, sign
from workflow import clock

URL = reverse("my-policies")


@pytest.fixture
def policy(cast):
    return make_policy(cast, "practitioner", "support", "manager")


def text(client) -> str:
    answer = client.get(URL)
    assert answer.status_code == 200
    return answer.content.decode()


def test_what_is_to_be_signed_is_there_with_its_day(policy, cast, sign_in):
    page = text(sign_in(cast.pia))
    assert reverse("policy-sign", args=[request_of(cast.pia, policy).pk]) in page
    assert "By " in page
    assert "Overdue" not in page


def test_it_says_what_is_overdue(policy, cast, sign_in):
    client = sign_in(cast.pia)
    with clock.at(clock.now() + dt.timedelta(days=15)):
        assert "Overdue" in text(client)


def test_it_says_that_a_question_waits(policy, cast, sign_in):
    request = request_of(cast.pia, policy)
    signing.ask_question(request, actor=cast.pia, shown=shown(request), note="Why?")
    assert "Question asked" in text(sign_in(cast.pia))


def test_what_was_signed_says_version_and_day(policy, cast, sign_in):
    sign(cast.pia, policy)
    page = text(sign_in(cast.pia))
    assert "Nothing to sign" in page
    assert "What I signed" in page
    assert "earlier words" not in page


def test_what_was_signed_before_a_major_version_is_of_earlier_words(policy, cast, sign_in):
    sign(cast.pia, policy)
    with clock.at(clock.now() + dt.timedelta(days=1)):
        next_version(policy, cast, is_major=True)
        page = text(sign_in(cast.pia))
    assert "earlier words" in page
    assert reverse("policy-sign", args=[request_of(cast.pia, policy).pk]) in page


def test_paper_and_exemption_are_there(policy, cast, sign_in):
    other = make_policy(cast, "practitioner", code="other", title="Another")
    registering.record_paper(
        request_of(cast.pia, policy), actor=cast.maya, seen=0, signed_on=clock.today(), how="In the folder."
    )
    registering.exempt(request_of(cast.pia, other), actor=cast.maya, seen=0, why="Works elsewhere now.")
    page = text(sign_in(cast.pia))
    assert "on paper" in page
    assert "You need not sign" in page
    assert "Works elsewhere now" not in page


def test_whoever_signs_nothing_is_told_so(policy, cast, sign_in):
    for person in (cast.petra, cast.ines, cast.tariq):
        assert "Nothing to sign" in text(sign_in(person))


def test_nobody_sees_what_others_sign(policy, cast, sign_in):
    sign(cast.pia, policy)
    page = text(sign_in(cast.sam))
    assert "Pia" not in page
    assert "What I signed" not in page


def test_staff_need_no_second_factor_and_leaders_do(policy, cast, sign_in):
    """A leader's signature is proof like anybody's: only reporting goes without (R3)."""
    assert sign_in(cast.pia, second_factor=False).get(URL).status_code == 200
    assert sign_in(cast.maya, second_factor=False).get(URL).status_code == 302
    assert sign_in(cast.maya).get(URL).status_code == 200


def test_bad_pages_and_posts(policy, cast, sign_in, client):
    staff = sign_in(cast.pia)
    for page in ("0", "-1", "x", "9" * 50, "%00"):
        assert staff.get(f"{URL}?page={page}").status_code == 200
    assert staff.post(URL).status_code == 405
    assert client.get(URL).status_code == 302
