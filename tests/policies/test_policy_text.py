"""The words of one version: published ones for everybody signed in, drafts for leaders."""

import datetime as dt
import uuid

import pytest
from django.urls import reverse

from policies.actions import agreeing, drafting, keeping
from policies.models import Policy, PolicyVersion
from tests.policies.conftest import ready, stored
from tests.policies.reading import adopted, published
from workflow import clock

FIRST, SECOND = dt.date(2024, 7, 23), dt.date(2025, 9, 1)


def url(version: PolicyVersion) -> str:
    return reverse("policy-text", args=[version.pk])


@pytest.fixture
def phones(cast) -> Policy:
    policy = adopted(cast, FIRST, "Phones stay in the office.", "<i>Nobody</i> posts pictures.")
    published(policy, cast, SECOND)
    return policy


def test_everybody_reads_any_published_version(phones, cast, sign_in):
    first, second = phones.versions.order_by("number")
    for person in (cast.maya, cast.pia, cast.petra, cast.tariq):
        client = sign_in(person)
        page = client.get(url(first)).content.decode()
        assert "No longer in force" in page
        assert "&lt;i&gt;Nobody&lt;/i&gt;" in page
        assert first.text_hash in page
        page = client.get(url(second)).content.decode()
        assert "In force since 1 September 2025" in page
        assert "Approved by The committee (before it was kept here)" in page
        assert "Approved by Olive Okafor" in page


def test_every_state_of_a_draft_is_for_leaders_only(phones, cast, sign_in):
    draft = drafting.start_draft(phones, actor=cast.maya)
    leader, others = sign_in(cast.dan), [sign_in(p) for p in (cast.pia, cast.petra, cast.ines, cast.tariq)]

    def is_hidden() -> bool:
        page = leader.get(url(draft)).content.decode()
        assert "They may still change" in page
        return {client.get(url(draft)).status_code for client in others} == {404}

    assert is_hidden()
    version = ready(draft, cast)
    assert version.state == PolicyVersion.State.APPROVED
    assert is_hidden()
    agreeing.give_up(version, actor=cast.maya, seen=stored(version).version)
    assert is_hidden()


def test_a_version_to_come_can_be_read_before(phones, cast, sign_in):
    version = ready(drafting.start_draft(phones, actor=cast.maya), cast)
    day = clock.today() + dt.timedelta(days=5)
    agreeing.publish(version, actor=cast.maya, seen=version.version, effective_from=day)
    page = sign_in(cast.pia).get(url(version)).content.decode()
    assert "In force from " in page
    assert "may still change" not in page


def test_of_a_policy_kept_no_longer_the_words_stay(phones, cast, sign_in):
    keeping.retire(phones, actor=cast.maya, retired_on=clock.today())
    response = sign_in(cast.pia).get(url(phones.versions.get(number=2)))
    page = response.content.decode()
    assert "No longer in force" in page
    assert reverse("policy", args=[phones.pk]) not in page


def test_unknown_unseen_and_sent(phones, cast, sign_in, client):
    version = phones.versions.get(number=1)
    assert client.get(url(version)).status_code == 302
    pia = sign_in(cast.pia)
    assert pia.get(reverse("policy-text", args=[uuid.uuid4()])).status_code == 404
    assert pia.get(reverse("policy-text", args=[phones.pk])).status_code == 404
    assert pia.post(url(version)).status_code == 405
