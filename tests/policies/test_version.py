"""The work page of one version: whose turn it is, its words, who did what."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Role
from policies import permissions
from policies.actions import agreeing, drafting
from policies.lifecycle import VERSION
from policies.models.versions import Drafter
from policies.outline import Block, Outline
from policies.selectors.version_page import DONE
from tests.cast import make_person
from tests.policies.conftest import hear_everybody, stored, with_owner

SIGNING = {"ask", "remind", "release", "answer", "record paper", "reply", "exempt", "end exemption"}


def url(version) -> str:
    return reverse("policy-version", args=[version.pk])


def test_it_shows_the_words_with_their_numbers(draft, manager):
    page = manager.get(url(draft)).content.decode()
    for words in ("Photographs, version 1", "S2.1.1a", "the tablet of each room, and", "Maya Lindqvist"):
        assert words in page


def test_where_nothing_can_be_done_nothing_is_announced(draft, manager, cast):
    announced = "What you can do"
    assert announced in manager.get(url(draft)).content.decode()
    agreeing.give_up(draft, actor=cast.maya, seen=stored(draft).version)
    assert announced not in manager.get(url(draft)).content.decode()


def test_every_step_has_words_of_its_own():
    assert DONE.keys() == (VERSION.steps.keys() | VERSION.verbs.keys()) - SIGNING


def test_the_same_thing_done_again_at_once_counts_up(draft, manager, cast):
    for _time in range(3):
        drafting.edit(draft, actor=cast.maya, seen=stored(draft).version, outline=Outline("T", []))
    page = manager.get(url(draft)).content.decode()
    assert page.count("Words changed") == 1
    assert "3 times" in page


def test_it_says_whose_turn_it_is(next_draft, manager, owner, cast, sign_in):
    page = manager.get(url(next_draft)).content.decode()
    assert "say what changes for the reader" in page
    assert "the manager confirms" in page
    drafting.describe(
        next_draft, actor=cast.maya, seen=stored(next_draft).version, is_major=True, change_summary="x"
    )
    drafting.confirm_keys(next_draft, actor=cast.maya, seen=stored(next_draft).version)
    assert "Before it is shown" not in manager.get(url(next_draft)).content.decode()
    agreeing.consult(next_draft, actor=cast.maya, seen=stored(next_draft).version)
    assert "Still to be heard: Staff, Parents" in manager.get(url(next_draft)).content.decode()
    hear_everybody(next_draft, cast)
    agreeing.hand_to_manager(next_draft, actor=cast.maya, seen=stored(next_draft).version)
    assert "waits for the manager" in sign_in(cast.dan).get(url(next_draft)).content.decode()
    agreeing.agree(next_draft, actor=cast.maya, seen=stored(next_draft).version)
    assert "waits for the owner" in sign_in(cast.dan).get(url(next_draft)).content.decode()
    assert "waits for" not in owner.get(url(next_draft)).content.decode()
    agreeing.approve(next_draft, actor=cast.olive, seen=stored(next_draft).version)
    assert "waits for the manager to publish" in sign_in(cast.dan).get(url(next_draft)).content.decode()


@pytest.mark.parametrize("page", ["policy-edit", "policy-split", "policy-keys"])
def test_words_that_are_no_draft_are_not_opened_for_change(draft, manager, cast, page):
    agreeing.give_up(draft, actor=cast.maya, seen=stored(draft).version)
    said = manager.get(reverse(page, args=[draft.pk]), follow=True).content.decode()
    assert "It is not a draft, so its words stay as they are." in said


def test_only_leaders_see_it(draft, cast, sign_in, client):
    assert client.get(url(draft)).status_code == 302
    for person in (cast.pia, cast.sam, cast.vera, cast.colin, cast.petra, cast.ines, cast.tariq):
        assert sign_in(person).get(url(draft)).status_code == 403
    for person in (cast.olive, cast.maya, cast.dan):
        assert sign_in(person).get(url(draft)).status_code == 200
        assert sign_in(person).get(reverse("policy-version", args=[uuid.uuid4()])).status_code == 404
    assert sign_in(cast.maya).post(url(draft)).status_code == 405


def test_pages_of_nonsense_are_the_first(draft, manager):
    for page in ("x", "-1", "0", "9" * 30, "\u0661"):
        assert manager.get(url(draft), {"page": page}).status_code == 200


@pytest.mark.parametrize("kind", ["draft", "frozen"])
def test_it_costs_the_same_with_many_clauses_and_much_done(draft, cast, sign_in, kind):
    # Dan, whose bell does not ring.
    client = sign_in(cast.dan)

    def queries() -> int:
        client.get(url(draft))
        with CaptureQueriesContext(connection) as asked:
            assert client.get(url(draft)).status_code == 200
        return len(asked)

    if kind == "frozen":
        agreeing.consult(draft, actor=cast.maya, seen=stored(draft).version)
        hear_everybody(draft, cast)
    few = queries()
    if kind == "frozen":
        agreeing.send_back(draft, actor=cast.maya, seen=stored(draft).version, why="x")
    many = Outline("T", [Block("clause", 0, f"Clause {number}.") for number in range(300)])
    for _time in range(5):
        drafting.edit(draft, actor=cast.maya, seen=stored(draft).version, outline=many)
    if kind == "frozen":
        agreeing.consult(draft, actor=cast.maya, seen=stored(draft).version)
        hear_everybody(draft, cast)
    assert queries() == few
    assert few <= 16


def test_where_nobody_is_left_to_approve_the_page_says_so_and_what_to_do(next_draft, manager, owner, cast):
    """Every owner and every manager wrote on it: no rule is bent, and nobody waits for a day that never comes."""
    for person in (cast.olive, cast.maya):
        Drafter.objects.get_or_create(version=next_draft, person=person)
    waiting = with_owner(next_draft, cast)
    for client in (manager, owner):
        page = client.get(reverse("policy-version", args=[waiting.pk])).content.decode()
        assert "Nobody is left who may approve this version" in page
        assert "this version is given up" in page
    assert permissions.who_may_approve(waiting) == set()
    make_person("Otto", "Berg", Role.OWNER)
    page = manager.get(reverse("policy-version", args=[waiting.pk])).content.decode()
    assert "Nobody is left" not in page
