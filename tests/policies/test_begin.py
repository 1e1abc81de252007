"""The page that begins a version: from the words published last, or empty."""

import uuid

import pytest
from django.urls import reverse

from policies.actions import keeping
from policies.outline import Outline
from workflow import clock


def url(policy) -> str:
    return reverse("policy-begin", args=[policy.pk])


@pytest.mark.parametrize(("words", "blocks"), [("published", 8), ("empty", 0)])
def test_a_new_version_is_begun(policy_in_force, manager, words, blocks):
    answer = manager.post(url(policy_in_force), {"words": words})
    version = policy_in_force.versions.open().get()
    assert answer.url == reverse("policy-version", args=[version.pk])
    assert len(Outline.from_json(version.outline).blocks) == blocks


def test_a_first_version_begins_empty(policy, manager):
    page = manager.get(url(policy)).content.decode()
    assert "The words published last" not in page
    assert manager.post(url(policy), {"words": "published"}).status_code == 200
    assert manager.post(url(policy), {"words": "empty"}).status_code == 302
    assert policy.versions.get().number == 1


def test_one_that_is_being_made_is_shown_instead(next_draft, manager):
    for answer in (manager.get(url(next_draft.policy)), manager.post(url(next_draft.policy))):
        assert answer.url == reverse("policy-version", args=[next_draft.pk])
    assert next_draft.policy.versions.count() == 2


@pytest.mark.parametrize("words", ["", "nonsense"])
def test_something_is_chosen(policy_in_force, manager, words):
    response = manager.post(url(policy_in_force), {"words": words})
    assert response.status_code == 200
    assert "words" in response.context["form"].errors


def test_only_those_who_draft_do(policy_in_force, cast, sign_in, client):
    assert client.post(url(policy_in_force)).status_code == 302
    for person in (cast.olive, cast.pia, cast.petra, cast.ines, cast.tariq):
        assert sign_in(person).get(url(policy_in_force)).status_code == 403
        assert sign_in(person).post(url(policy_in_force), {"words": "empty"}).status_code == 403
    assert sign_in(cast.dan).get(url(policy_in_force)).status_code == 200
    assert policy_in_force.versions.count() == 1


def test_there_is_none_of_a_policy_that_is_not_kept(policy_in_force, manager, cast):
    keeping.retire(policy_in_force, actor=cast.maya, retired_on=clock.today())
    assert manager.get(url(policy_in_force)).status_code == 404
    assert manager.get(reverse("policy-begin", args=[uuid.uuid4()])).status_code == 404
