"""Who had agreed to which words on any day: from what was signed, and nothing else."""

import datetime as dt
import uuid

import pytest
from django.urls import reverse

from policies.actions import asking, keeping, registering
from policies.models import Acknowledgement, AcknowledgementRequest, Audience, Policy
from policies.selectors import agreed
from tests.policies import bulk
from tests.policies.reading import adopted, moment, published, signs
from workflow import clock

FIRST, SECOND, THIRD = dt.date(2024, 7, 23), dt.date(2025, 9, 1), dt.date(2026, 1, 5)
DAY = dt.timedelta(days=1)


@pytest.fixture
def phones(cast) -> Policy:
    """Signed by Pia in each of three versions, by Sam only in the first; the third is a minor one."""
    _sam = cast.sam
    policy = adopted(cast, FIRST)
    for role in ("practitioner", "support"):
        keeping.bind(policy, role, actor=cast.maya)
    for person, day in ((cast.pia, dt.date(2024, 9, 2)), (cast.sam, dt.date(2024, 9, 3))):
        signs(person, policy, day)
    published(policy, cast, SECOND)
    signs(cast.pia, policy, dt.date(2025, 9, 20))
    published(policy, cast, THIRD, is_major=False)
    return policy


def url(policy: Policy) -> str:
    return reverse("policy-agreed", args=[policy.pk])


def told(policy: Policy, day: dt.date) -> list[tuple[str, int]]:
    return [(row.request.person.given_name, row.version.number) for row in agreed.signed_by(policy, day)]


@pytest.mark.parametrize(
    ("day", "expected", "counted"),
    [
        (dt.date(2024, 9, 1), [], 0),
        (dt.date(2024, 9, 2), [("Pia", 1)], 1),
        (dt.date(2024, 9, 3), [("Sam", 1), ("Pia", 1)], 2),
        (SECOND - DAY, [("Sam", 1), ("Pia", 1)], 2),
        (SECOND, [("Sam", 1), ("Pia", 1)], 0),
        (dt.date(2025, 9, 20), [("Sam", 1), ("Pia", 2)], 1),
        # A minor version keeps what was signed for the one before it (§6.8).
        (THIRD, [("Sam", 1), ("Pia", 2)], 1),
        (dt.date(2026, 11, 1), [("Sam", 1), ("Pia", 2)], 1),
    ],
)
def test_each_person_stands_with_the_words_that_they_signed_last(phones, day, expected, counted):
    assert told(phones, day) == expected
    assert agreed.counted(phones, day).count() == counted


def test_signed_after_a_minor_version_its_words_are_those_shown(phones, cast):
    signs(cast.sam, phones, dt.date(2026, 2, 1))
    assert told(phones, dt.date(2026, 2, 1))[0] == ("Sam", 3)
    assert agreed.counted(phones, dt.date(2026, 2, 1)).count() == 2


def test_paper_counts_from_the_day_on_it(phones, cast, manager):
    request = AcknowledgementRequest.objects.get(person=cast.sam, closed_at=None)
    registering.record_paper(
        request, actor=cast.maya, seen=0, signed_on=dt.date(2025, 12, 1), how="In the office file"
    )
    assert told(phones, dt.date(2025, 11, 30))[0] == ("Sam", 1)
    assert told(phones, dt.date(2025, 12, 1))[0] == ("Sam", 2)
    page = manager.get(url(phones), {"on": "2025-12-01"}).content.decode()
    assert "On paper" in page
    assert "Entered by Maya Lindqvist" in page


def test_an_exemption_a_question_or_a_refusal_is_no_agreement(cast):
    policy = adopted(cast, FIRST)
    keeping.bind(policy, "practitioner", actor=cast.maya)
    asking.sweep_requests()
    request = AcknowledgementRequest.objects.get()
    registering.exempt(request, actor=cast.maya, seen=0, why="On leave.")
    assert Acknowledgement.objects.count() == 1
    assert told(policy, clock.today()) == []
    assert not agreed.counted(policy, clock.today()).exists()


def test_whoever_has_left_had_agreed_all_the_same(phones, cast):
    cast.pia.left_on = clock.today() - DAY
    cast.pia.save(update_fields=["left_on"])
    assert ("Pia", 2) in told(phones, clock.today())


def test_a_short_notice_is_told_apart(cast, manager):
    _viktor = cast.viktor
    policy = adopted(cast, FIRST, notice="No pictures.")
    keeping.bind(policy, "visitor", actor=cast.maya, kind=Audience.Kind.NOTICE)
    signs(cast.viktor, policy, clock.today())
    assert "The short notice" in manager.get(url(policy)).content.decode()


def test_the_page_says_which_words_are_earlier_ones(phones, manager):
    page = manager.get(url(phones), {"on": "2025-10-01"}).content.decode()
    assert "On that day version 2 was to be signed, in force since 1 September 2025." in page
    assert page.count("earlier words") == 1
    assert "earlier words" not in manager.get(url(phones), {"on": "2025-08-31"}).content.decode()


def test_before_anybody_signed_it_says_so(phones, manager):
    page = manager.get(url(phones), {"on": "2020-01-01"}).content.decode()
    assert "Nobody had signed it" in page
    assert "No version was in force here on that day." in page


@pytest.mark.parametrize(
    "query", [{"on": "x"}, {"on": "\0"}, {"on": "9999-12-31"}, {"page": "x"}, {"page": "9"}]
)
def test_an_address_that_makes_no_sense_is_answered(phones, manager, query):
    assert manager.get(url(phones), query).status_code == 200


def test_pages_show_everybody_once_and_keep_the_day(cast, manager):
    policy = adopted(cast, FIRST)
    bulk.signed(policy.versions.get(), 60)
    pages = [manager.get(url(policy), {"on": "2026-11-01", "page": n}) for n in (1, 2, 3)]
    seen = [row.request.person_id for page in pages for row in page.context["page"]]
    assert (len(seen), len(set(seen))) == (60, 60)
    assert "on=2026-11-01&amp;page=2" in pages[0].content.decode()


def test_only_who_may_see_signatures_comes_here(phones, cast, sign_in, client, manager):
    assert client.get(url(phones)).status_code == 302
    for person in (cast.olive, cast.maya, cast.dan):
        assert sign_in(person).get(url(phones)).status_code == 200
    for person in (cast.pia, cast.sam, cast.petra, cast.ines, cast.tariq):
        assert sign_in(person).get(url(phones)).status_code == 403
    assert manager.get(reverse("policy-agreed", args=[uuid.uuid4()])).status_code == 404
    assert manager.post(url(phones)).status_code == 405
    assert moment(FIRST) < clock.now()
