"""Correcting how a document was divided: by buttons, without retyping, never over somebody's words."""

import re
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from policies.actions import agreeing, drafting
from policies.forms.correcting import CORRECTIONS, SAID, SPLIT, UNDO
from policies.models import PolicyVersion
from policies.outline import Block, Outline, words
from tests.policies.conftest import stored

TITLE = "Photographs"
OUTLINE = Outline(
    TITLE,
    [
        Block("section", 0, "Aims"),
        Block("clause", 0, "We take photographs. They show what children learn."),
        Block("clause", 0, "and nothing else."),
        Block("clause", 0, "Cameras"),
    ],
    left_out=["Page 3", "Little Stars"],
)


@pytest.fixture
def loaded(policy, cast) -> PolicyVersion:
    return drafting.start_draft(policy, actor=cast.maya, outline=OUTLINE)


def url(version: PolicyVersion) -> str:
    return reverse("policy-split", args=[version.pk])


def outline(version: PolicyVersion) -> Outline:
    return Outline.from_json(stored(version).outline)


@pytest.fixture
def press():
    """Press a button of the page as it was drawn."""

    def pressed(client, version: PolicyVersion, do: str, **more):
        return client.post(url(version), {"version": stored(version).version, "do": do, **more})

    return pressed


def said(block: Block) -> tuple[str, int, str]:
    return block.kind, block.depth, block.text


@pytest.mark.parametrize(
    ("do", "more", "place", "expected"),
    [
        ("merge 2", {}, 1,
         ("clause", 0, "We take photographs. They show what children learn. and nothing else.")),
        ("split 1", {"at": 21}, 1, ("clause", 0, "We take photographs.")),
        ("indent 2", {}, 2, ("clause", 1, "and nothing else.")),
        ("section 3", {}, 3, ("section", 0, "Cameras")),
        ("heading 3", {}, 3, ("heading", 0, "Cameras")),
        ("clause 0", {}, 0, ("clause", 0, "Aims")),
        ("up 3", {}, 2, ("clause", 0, "Cameras")),
        ("down 1", {}, 2, ("clause", 0, "We take photographs. They show what children learn.")),
        ("keep 0", {}, 4, ("clause", 0, "Page 3")),
    ],
)  # fmt: skip
def test_each_button_does_what_it_says_and_loses_no_word(loaded, manager, press, do, more, place, expected):
    answer = press(manager, loaded, do, **more)
    assert answer.url == f"{url(loaded)}?open={place}#b{place}"
    after = outline(loaded)
    assert said(after.blocks[place]) == expected
    assert sorted(words(after)) == sorted(words(OUTLINE))
    page = manager.get(answer.url).content.decode()
    assert str(SAID[do.partition(" ")[0]]) in page
    assert re.search(rf'id="b{place}".*?<details class="ss-block__change" open>', page, re.DOTALL)


def test_moving_in_and_out_again(loaded, manager, press):
    press(manager, loaded, "indent 2")
    press(manager, loaded, "outdent 2")
    assert outline(loaded).blocks == OUTLINE.blocks


def test_the_last_correction_is_undone(loaded, manager, press):
    assert "Undo the last change" not in manager.get(url(loaded)).content.decode()
    press(manager, loaded, "merge 2")
    assert "Undo the last change" in manager.get(url(loaded)).content.decode()
    press(manager, loaded, UNDO)
    assert outline(loaded) == OUTLINE


@pytest.mark.parametrize(
    ("do", "more", "why"),
    [
        ("merge 0", {}, "Nothing stands before it"),
        ("outdent 1", {}, "highest level already"),
        ("split 1", {}, "Choose where the second part begins"),
        ("split 1", {"at": 1}, "between two words"),
        ("split 1", {"at": 0}, "words before and after"),
        ("split 1", {"at": 99999}, "words before and after"),
        ("merge 99", {}, "there no longer"),
        ("keep 2", {}, "there no longer"),
        ("undo", {}, "nothing to undo"),
    ],
)
def test_what_makes_no_sense_there_is_said_and_changes_nothing(loaded, manager, press, do, more, why):
    answer = press(manager, loaded, do, **more)
    assert why in manager.get(answer.url).content.decode()
    assert outline(loaded) == OUTLINE
    assert stored(loaded).version == loaded.version


@pytest.mark.parametrize(
    "sent",
    [
        {}, {"do": "merge 2"}, {"version": "0"}, {"version": "x", "do": "merge 2"},
        {"version": "0", "do": "delete 2"}, {"version": "0", "do": "merge -1"},
        {"version": "0", "do": "merge 2\n"}, {"version": "0", "do": "merge \u0662"},
        {"version": "0", "do": "split 1", "at": "x"}, {"version": "0", "do": "merge " + "9" * 30},
        {"version": "9" * 40, "do": "merge 2"},
    ],
)  # fmt: skip
def test_nonsense_changes_nothing(loaded, manager, sent):
    assert manager.post(url(loaded), sent).status_code in (302, 409)
    assert outline(loaded) == OUTLINE


def test_nobody_corrects_words_that_changed_meanwhile(loaded, manager, cast):
    drawn = loaded.version
    drafting.edit(loaded, actor=cast.dan, seen=drawn, outline=Outline(TITLE, OUTLINE.blocks[:2]))
    answer = manager.post(url(loaded), {"version": drawn, "do": "merge 2"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Somebody was quicker" in page
    assert "Words changed: Dan Brennan" in page
    assert "and nothing else." not in page
    assert len(outline(loaded).blocks) == 2


def test_where_a_clause_is_parted_is_chosen_from_its_gaps(loaded, manager):
    page = manager.get(url(loaded), {"split": "1"}).content.decode()
    assert "Part S1.1 in two" in page
    assert page.count('type="radio"') == 7
    sentence_end = page.index('<details class="ss-details">')
    assert page.index('value="21"') < sentence_end < page.index('value="3"')
    one_word = manager.get(url(loaded), {"split": "3"}).content.decode()
    assert "only one word" in one_word


@pytest.mark.parametrize("asked", ["x", "-1", "99", "9" * 30, "\u0661", ""])
def test_a_block_that_is_not_there_is_not_parted(loaded, manager, asked):
    for name in ("split", "open"):
        assert "Correct sections and clauses" in manager.get(url(loaded), {name: asked}).content.decode()


def test_what_was_left_out_is_shown_and_can_be_kept(loaded, manager):
    page = manager.get(url(loaded)).content.decode()
    assert "Left out as page numbers and running heads" in page
    assert 'value="keep 1"' in page


def test_every_button_has_a_correction_and_words():
    assert SAID.keys() == {*CORRECTIONS, SPLIT, UNDO}


def test_words_that_are_no_draft_any_more_are_not_corrected(loaded, manager, press, cast):
    agreeing.consult(loaded, actor=cast.maya, seen=loaded.version)
    before = stored(loaded).outline
    for answer in (manager.get(url(loaded)), press(manager, loaded, "merge 2")):
        assert answer.url == reverse("policy-version", args=[loaded.pk])
    assert stored(loaded).outline == before


def test_only_those_who_draft_correct(loaded, cast, sign_in, client):
    assert client.get(url(loaded)).status_code == 302
    for person in (cast.olive, cast.pia, cast.petra, cast.ines, cast.tariq):
        assert sign_in(person).get(url(loaded)).status_code == 403
        assert sign_in(person).post(url(loaded), {"version": "0", "do": "merge 2"}).status_code == 403
    assert outline(loaded) == OUTLINE
    assert sign_in(cast.dan).get(url(loaded)).status_code == 200
    assert sign_in(cast.maya).get(reverse("policy-split", args=[uuid.uuid4()])).status_code == 404
    assert sign_in(cast.maya).put(url(loaded)).status_code == 405


def test_it_costs_the_same_with_many_blocks(loaded, manager, cast):
    def queries() -> int:
        manager.get(url(loaded))
        with CaptureQueriesContext(connection) as asked:
            assert manager.get(url(loaded)).status_code == 200
        return len(asked)

    few = queries()
    many = Outline(TITLE, [Block("clause", 0, f"Clause {number}.") for number in range(300)])
    drafting.edit(loaded, actor=cast.maya, seen=loaded.version, outline=many)
    assert queries() == few
    assert few <= 8
