"""A manager corrects the division of a document, and no word is ever lost or changed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policies import correcting
from policies.correcting import CannotCorrect
from policies.numbering import numbers
from policies.outline import Block, Outline, words
from tests.policies.outlines import key, outlines, written

places = st.integers(-2, 14)
corrections = st.one_of(
    st.tuples(st.just(correcting.merge), places),
    st.tuples(st.just(correcting.split), places, st.integers(-2, 90)),
    st.tuples(st.just(correcting.indent), places),
    st.tuples(st.just(correcting.outdent), places),
    st.tuples(st.just(correcting.make), places, st.sampled_from(["section", "heading", "clause", "chapter"])),
    st.tuples(st.just(correcting.move_up), places),
    st.tuples(st.just(correcting.move_down), places),
    st.tuples(st.just(correcting.take_back), st.integers(-1, 3)),
)
MOVES = (correcting.move_up, correcting.move_down, correcting.take_back)


@settings(max_examples=400, deadline=None)
@given(outlines, st.lists(corrections, max_size=15))
def test_no_correction_loses_or_changes_a_word(outline, wanted):
    for correct, *arguments in wanted:
        before = words(outline)
        try:
            outline = correct(outline, *arguments)
        except CannotCorrect:
            continue
        after = words(outline)
        assert (sorted(after) == sorted(before)) if correct in MOVES else (after == before)
    assert Outline.from_json(outline.to_json()) == outline
    assert len(set(numbers(outline.blocks))) == len(outline.blocks)


@settings(max_examples=200, deadline=None)
@given(outlines)
def test_every_place_offered_for_a_split_can_be_split_and_merged_again(outline):
    for i, block in enumerate(outline.blocks):
        for at in correcting.split_places(block.text):
            parted = correcting.split(outline, i, at)
            assert parted.blocks[i].clause == block.clause
            assert parted.blocks[i + 1].clause is None
            assert correcting.merge(parted, i + 1) == outline


def policy(lines: str) -> Outline:
    return Outline(title="Policy", blocks=written(lines))


def test_merging_keeps_the_first_key_and_a_number_as_a_word():
    outline = Outline("Policy", [
        Block("clause", 0, "Reviewed in July", "–", key(1)), Block("clause", 0, "2024 by the owner.", "23.", key(2)),
        Block("clause", 0, "Shared.", "–", key(3)),
    ])  # fmt: skip
    assert correcting.merge(outline, 1).blocks[0] == Block(
        "clause", 0, "Reviewed in July 23. 2024 by the owner.", "–", key(1)
    )
    assert correcting.merge(outline, 2).blocks[1].text == "2024 by the owner. Shared."


def test_indenting_takes_along_what_stands_below():
    outline = policy("# Staff\n one\n two\n > under two\n three")
    deeper = correcting.indent(outline, 2)
    assert [block.depth for block in deeper.blocks] == [0, 0, 1, 2, 0]
    assert correcting.outdent(deeper, 2) == outline


def test_a_section_becomes_a_heading_and_back():
    outline = policy("# Staff\n one\n # Reputation\n two")
    below = correcting.indent(outline, 2)
    assert [block.kind for block in below.blocks] == ["section", "clause", "heading", "clause"]
    assert correcting.outdent(below, 2) == outline


def test_moving_takes_along_what_stands_below():
    outline = policy("# Staff\n one\n > a\n two\n > b")
    moved = correcting.move_up(outline, 3)
    assert [block.text for block in moved.blocks] == ["Staff", "two", "b", "one", "a"]
    assert correcting.move_down(moved, 1) == outline


def test_a_line_left_out_comes_back_as_a_clause():
    outline = Outline("Policy", written("# Staff"), left_out=["Page 1", "Be kind"])
    back = correcting.take_back(outline, 1)
    assert back.blocks[-1] == Block("clause", 0, "Be kind")
    assert back.left_out == ["Page 1"]


@pytest.mark.parametrize(
    ("correct", "arguments", "message"),
    [
        (correcting.merge, (0,), "Nothing stands before it"),
        (correcting.merge, (9,), "there no longer"),
        (correcting.merge, (-1,), "there no longer"),
        (correcting.split, (1, 0), "words before and after"),
        (correcting.split, (1, 99), "words before and after"),
        (correcting.split, (1, 1), "between two words"),
        (correcting.split, (2, 10), "outside links"),
        (correcting.indent, (0,), "nothing above it"),
        (correcting.indent, (1,), "no clause above it"),
        (correcting.outdent, (1,), "highest level"),
        (correcting.make, (1, "chapter"), "section, heading or clause"),
        (correcting.move_up, (1,), "first here"),
        (correcting.move_down, (2,), "last here"),
        (correcting.take_back, (0,), "there no longer"),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_reason(correct, arguments, message):
    outline = policy("# Staff\n be kind\n read [the whole code](https://superstars.example) first")
    with pytest.raises(CannotCorrect, match=message):
        correct(outline, *arguments)


def test_nothing_goes_deeper_than_can_be_numbered():
    outline = policy("# Staff\n one\n two\n" + "\n".join(f"{'>' * depth} deep" for depth in range(1, 6)))
    with pytest.raises(CannotCorrect, match="as deep"):
        correcting.indent(outline, 2)
