"""The manager confirms which clause goes on as which: proposed, chosen, refused, and needed before anybody sees it."""

import uuid
from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from policies.actions import agreeing, drafting
from policies.keys import Match
from policies.models import PolicyVersion
from policies.outline import Block, Outline
from policies.selectors import keys_page
from tests.policies.conftest import stored


def url(version: PolicyVersion) -> str:
    return reverse("policy-keys", args=[version.pk])


def outline(version: PolicyVersion) -> Outline:
    return Outline.from_json(stored(version).outline)


def keys(version: PolicyVersion) -> list[str | None]:
    return [block.clause for block in outline(version).blocks]


@pytest.fixture
def reworded(next_draft, cast) -> PolicyVersion:
    """The second clause has other words, the last one is gone, one is new; the draft knows no keys."""
    blocks = [replace(block, clause=None) for block in outline(next_draft).blocks]
    blocks[1] = replace(blocks[1], text="We take photographs to show families what children learn here.")
    blocks[7:] = [Block("clause", 0, "Phones stay in lockers.")]
    drafting.edit(
        next_draft, actor=cast.maya, seen=next_draft.version, outline=Outline("Photographs", blocks)
    )
    return stored(next_draft)


def as_drawn(client, version: PolicyVersion) -> dict[str, str]:
    """What the page sends when nothing is changed on it."""
    form = client.get(url(version)).context["form"]
    return {name: form[name].value() for name in form.fields}


def test_what_is_proposed_is_confirmed_as_drawn(reworded, version_in_force, manager):
    old = [str(row.clause_id) for row in version_in_force.clauses]
    page = manager.get(url(reworded)).content.decode()
    assert "6 go on with the same words." in page
    assert "the camera of the office." in page
    assert manager.post(url(reworded), as_drawn(manager, reworded)).status_code == 302
    assert keys(reworded) == [*old[:7], None]
    assert stored(reworded).keys_confirmed


def test_another_choice_is_kept(reworded, version_in_force, manager):
    old = [str(row.clause_id) for row in version_in_force.clauses]
    sent = as_drawn(manager, reworded) | {"block_1": "new", "block_7": old[7]}
    manager.post(url(reworded), sent)
    assert keys(reworded) == [old[0], None, *old[2:8]]


@pytest.mark.parametrize("said", ["", "nonsense", "\0", str(uuid.UUID(int=0))])
def test_only_what_is_offered_can_be_chosen(reworded, manager, said):
    response = manager.post(url(reworded), as_drawn(manager, reworded) | {"block_1": said})
    assert response.status_code == 200
    assert "block_1" in response.context["form"].errors
    assert not stored(reworded).keys_confirmed


def test_one_clause_does_not_go_on_twice(reworded, version_in_force, manager):
    last = str(version_in_force.clauses[7].clause_id)
    sent = as_drawn(manager, reworded) | {"block_1": last, "block_7": last}
    response = manager.post(url(reworded), sent)
    assert "S1.1 goes on as this one already." in response.content.decode()
    assert not stored(reworded).keys_confirmed


def test_a_missing_choice_is_not_taken_for_a_new_clause(reworded, manager):
    sent = as_drawn(manager, reworded)
    del sent["block_1"]
    assert "block_1" in manager.post(url(reworded), sent).context["form"].errors


def test_words_that_changed_meanwhile_are_looked_at_again(reworded, manager, cast):
    sent = as_drawn(manager, reworded)
    drafting.edit(reworded, actor=cast.dan, seen=reworded.version, outline=outline(reworded))
    response = manager.post(url(reworded), sent)
    assert response.status_code == 409
    assert "Words changed: Dan Brennan" in response.content.decode()
    assert not stored(reworded).keys_confirmed
    again = {name: response.context["form"][name].value() for name in response.context["form"].fields}
    assert manager.post(url(reworded), again).status_code == 302


def test_nobody_sees_a_later_version_before_it_is_confirmed(reworded, manager, cast):
    """By page, and by the action itself."""
    seen = stored(reworded).version
    drafting.describe(reworded, actor=cast.maya, seen=seen, is_major=True, change_summary="New.")
    step = reverse("policy-version-step", args=[reworded.pk, "consult"])
    refused = manager.post(step, {"version": stored(reworded).version})
    assert "The manager confirms which clause goes on as which." in refused.content.decode()
    with pytest.raises(ValidationError, match="The manager confirms"):
        agreeing.consult(reworded, actor=cast.maya, seen=stored(reworded).version)
    manager.post(url(reworded), as_drawn(manager, reworded))
    assert manager.post(step, {"version": stored(reworded).version}).status_code == 302
    assert stored(reworded).state == "consultation"


def test_a_new_clause_keeps_the_key_it_was_given_when_it_was_shown(reworded, manager, cast):
    seen = stored(reworded).version
    drafting.describe(reworded, actor=cast.maya, seen=seen, is_major=True, change_summary="New.")
    manager.post(url(reworded), as_drawn(manager, reworded))
    agreeing.consult(reworded, actor=cast.maya, seen=stored(reworded).version)
    given = keys(reworded)
    agreeing.send_back(reworded, actor=cast.maya, seen=stored(reworded).version, why="x")
    drafting.edit(reworded, actor=cast.maya, seen=stored(reworded).version, outline=outline(reworded))
    manager.post(url(reworded), as_drawn(manager, reworded))
    assert keys(reworded) == given
    assert None not in given


def test_a_first_version_has_nothing_to_go_on_from(draft, manager):
    assert manager.get(url(draft)).url == reverse("policy-version", args=[draft.pk])
    assert manager.post(url(draft), {"version": 0}).status_code == 302


def test_only_the_manager_confirms(reworded, cast, sign_in, client):
    assert client.get(url(reworded)).status_code == 302
    for person in (cast.dan, cast.olive, cast.pia, cast.petra, cast.ines, cast.tariq):
        for method in ("get", "post"):
            assert getattr(sign_in(person), method)(url(reworded)).status_code == 403
    assert sign_in(cast.maya).get(reverse("policy-keys", args=[uuid.uuid4()])).status_code == 404
    assert sign_in(cast.maya).put(url(reworded)).status_code == 405


def test_it_costs_the_same_with_many_clauses(reworded, manager, cast):
    def queries() -> int:
        manager.get(url(reworded))
        with CaptureQueriesContext(connection) as asked:
            assert manager.get(url(reworded)).status_code == 200
        return len(asked)

    few = queries()
    many = Outline("T", [Block("clause", 0, f"Clause {number}.") for number in range(300)])
    drafting.edit(reworded, actor=cast.maya, seen=stored(reworded).version, outline=many)
    assert queries() == few
    assert few <= 10


def test_a_version_with_all_other_words_goes_through(reworded, manager, cast):
    many = [Block("clause", 0, f"Number {number} stands alone here.") for number in range(200)]
    seen = stored(reworded).version
    drafting.edit(reworded, actor=cast.maya, seen=seen, outline=Outline("T", many))
    drafting.describe(
        reworded, actor=cast.maya, seen=stored(reworded).version, is_major=True, change_summary="New."
    )
    manager.post(url(reworded), as_drawn(manager, reworded))
    agreeing.consult(reworded, actor=cast.maya, seen=stored(reworded).version)
    assert stored(reworded).clauses.count() == 200


def test_of_many_the_nearest_are_offered():
    """A policy of 200 clauses, every one of them reworded: no page of 40,000 options."""
    old = [Block("clause", 0, "Words", clause=str(uuid.UUID(int=number))) for number in range(200)]
    labels = [str(number) for number in range(200)]
    offered = keys_page._near(Match(100, None), list(range(200)), labels, old)
    assert [int(label) for _key, label in offered] == list(range(70, 130))
    assert len(offered) == keys_page.MOST_OFFERED
