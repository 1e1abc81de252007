"""The words of one public policy that are in force today, for anybody."""

import datetime as dt
import uuid

import pytest
from django.urls import reverse

from policies.actions import agreeing, drafting, keeping
from policies.models import Policy
from tests.policies.conftest import ready
from tests.policies.reading import adopted
from workflow import clock

FIRST = dt.date(2024, 7, 23)
DAY = dt.timedelta(days=1)


def url(policy: Policy) -> str:
    return reverse("policy-public", args=[policy.pk])


@pytest.fixture
def phones(cast) -> Policy:
    return adopted(cast, FIRST, "Phones stay in the **office**.", "<img src=x onerror=alert(1)>")


def test_anybody_reads_it_clause_by_clause(phones, client):
    page = client.get(url(phones)).content.decode()
    clause = phones.versions.get().clauses.get(number="S1.1")
    assert f'id="{clause.clause_id}"' in page
    assert "In force since" not in page
    assert "in force since 23 July 2024" in page
    assert "<strong>office</strong>" in page
    assert "&lt;img src=x onerror=alert(1)&gt;" in page
    assert "<img src=x" not in page


def test_only_the_words_in_force_are_shown(phones, cast, client):
    version = ready(drafting.start_draft(phones, actor=cast.maya), cast)
    agreeing.publish(version, actor=cast.maya, seen=version.version, effective_from=clock.today() + DAY)
    drafted = client.get(url(phones)).content.decode()
    assert "Version 1," in drafted
    assert "Version 2" not in drafted
    with clock.at(clock.now() + DAY):
        assert "Version 2," in client.get(url(phones)).content.decode()


def test_what_is_not_public_or_not_in_force_is_not_there(phones, cast, client, policy):
    elsewhere = keeping.add_policy(actor=cast.maya, title="Pets", link="https://example.org/")
    hidden = adopted(cast, FIRST, title="Rotas", is_public=False)
    coming = adopted(cast, FIRST, title="Gone")
    keeping.retire(coming, actor=cast.maya, retired_on=clock.today())
    for one in (policy, elsewhere, hidden, coming):
        assert client.get(url(one)).status_code == 404
    keeping.change_policy(phones, actor=cast.maya, is_public=False)
    assert client.get(url(phones)).status_code == 404


def test_unknown_and_sent(phones, cast, client, sign_in):
    assert client.get(reverse("policy-public", args=[uuid.uuid4()])).status_code == 404
    assert client.get(reverse("policy-public", args=[phones.versions.get().pk])).status_code == 404
    assert client.post(url(phones)).status_code == 405
    assert sign_in(cast.pia).get(url(phones)).status_code == 200
    assert sign_in(cast.maya, second_factor=False).get(url(phones)).status_code == 200
