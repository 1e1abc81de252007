"""Two versions of a policy beside each other, word by word, readable without colour."""

import uuid
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from policies.actions import agreeing, drafting, keeping
from policies.models import PolicyVersion
from policies.outline import Block, Outline
from tests.policies.conftest import WORDS, stored


def url(before: PolicyVersion, after: PolicyVersion) -> str:
    return reverse("policy-compare", args=[before.pk, after.pk])


@pytest.fixture
def changed(next_draft, cast) -> PolicyVersion:
    blocks = Outline.from_json(next_draft.outline).blocks
    blocks[2] = replace(blocks[2], text="Everybody who works here keeps to this policy.")
    blocks[7:] = [Block("clause", 0, "Phones stay in <lockers>.")]
    drafting.edit(
        next_draft, actor=cast.maya, seen=next_draft.version, outline=Outline("Photographs", blocks)
    )
    return stored(next_draft)


def test_what_came_and_went_is_marked_by_more_than_colour(changed, version_in_force, manager):
    page = manager.get(url(version_in_force, changed)).content.decode()
    assert "Clauses: 1 changed, 1 new, 1 taken out, 0 moved." in page
    assert '<ins><span class="visually-hidden">added:</span> who works here</ins>' in page
    assert '<del><span class="visually-hidden">taken out:</span> the camera of the office.</del>' in page
    assert "Phones stay in &lt;lockers&gt;." in page
    assert "We take photographs" not in page
    everything = manager.get(url(version_in_force, changed), {"all": "1"}).content.decode()
    assert "We take photographs" in everything


def test_the_other_way_round(changed, version_in_force, manager):
    page = manager.get(url(changed, version_in_force)).content.decode()
    assert '<del><span class="visually-hidden">taken out:</span> who works here</del>' in page


def test_the_same_version_has_no_difference(version_in_force, manager):
    page = manager.get(url(version_in_force, version_in_force)).content.decode()
    assert "Their words are the same" in page


def test_others_are_chosen_below(changed, version_in_force, manager):
    sent = {"before": changed.pk, "after": version_in_force.pk}
    assert manager.get(url(version_in_force, changed), sent).url == url(changed, version_in_force)
    wrong = manager.get(url(version_in_force, changed), {"before": "x", "after": uuid.uuid4()})
    assert wrong.status_code == 200


def test_everybody_compares_what_was_published_and_only_leaders_a_draft(
    changed, new_version, version_in_force, cast, sign_in, client
):
    agreeing.give_up(changed, actor=cast.maya, seen=changed.version)
    published = new_version()
    draft = drafting.start_draft(published.policy, actor=cast.maya)
    assert client.get(url(version_in_force, published)).status_code == 302
    for person in (cast.pia, cast.petra, cast.viktor, cast.ines):
        reader = sign_in(person)
        assert reader.get(url(version_in_force, published)).status_code == 200
        for hidden in (draft, changed):
            assert reader.get(url(version_in_force, hidden)).status_code == 404
            assert reader.get(url(hidden, published)).status_code == 404
            offered = reader.get(url(version_in_force, published)).content.decode()
            assert str(hidden.pk) not in offered
    assert sign_in(cast.dan).get(url(version_in_force, draft)).status_code == 200


def test_versions_of_two_policies_are_not_compared(version_in_force, cast, manager):
    other = keeping.add_policy(actor=cast.maya, code="other", title="Other")
    foreign = drafting.start_draft(other, actor=cast.maya, outline=WORDS)
    assert manager.get(url(version_in_force, foreign)).status_code == 404
    missing = reverse("policy-compare", args=[version_in_force.pk, uuid.uuid4()])
    assert manager.get(missing).status_code == 404
    assert manager.post(url(version_in_force, version_in_force)).status_code == 405


def test_it_costs_the_same_with_many_clauses_and_versions(changed, version_in_force, manager, cast):
    def queries() -> int:
        manager.get(url(version_in_force, changed))
        with CaptureQueriesContext(connection) as asked:
            assert manager.get(url(version_in_force, changed)).status_code == 200
        return len(asked)

    few = queries()
    many = Outline("T", [Block("clause", 0, f"Clause {number}.") for number in range(300)])
    drafting.edit(changed, actor=cast.maya, seen=changed.version, outline=many)
    assert queries() == few
    assert few <= 12
