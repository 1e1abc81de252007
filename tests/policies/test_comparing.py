"""What changed between two versions: word by word, clause by clause."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from policies.comparing import Run, compare, compare_texts
from policies.outline import plain
from tests.policies.outlines import key, outlines, texts, written


@pytest.mark.parametrize(
    ("before", "after", "runs"),
    [
        ("Be kind.", "Be kind.", [("same", "Be kind.")]),
        ("Be kind.", "Be very kind.", [("same", "Be"), ("added", "very"), ("same", "kind.")]),
        ("Be very kind.", "Be kind.", [("same", "Be"), ("removed", "very"), ("same", "kind.")]),
        ("Tell the owner.", "Tell the manager.",
         [("same", "Tell the"), ("removed", "owner."), ("added", "manager.")]),
        ("", "Be kind.", [("added", "Be kind.")]),
        ("Be kind.", "", [("removed", "Be kind.")]),
        ("", "", []),
        ("Be **kind** now.", "Be kind.", [("same", "Be"), ("removed", "kind now."), ("added", "kind.")]),
        ("Be **kind**.", "Be kind.", [("same", "Be"), ("removed", "**kind**."), ("added", "kind.")]),
        ("See [it](https://a.example).", "See [it](https://b.example).",
         [("same", "See"), ("removed", "[it](https://a.example)."), ("added", "[it](https://b.example).")]),
        ("a  b", "a b", [("same", "a b")]),
    ],
)  # fmt: skip
def test_word_by_word(before, after, runs):
    assert compare_texts(before, after) == [Run(*run) for run in runs]


@settings(max_examples=300, deadline=None)
@given(texts, texts)
def test_both_texts_can_be_read_from_the_runs(before, after):
    runs = compare_texts(before, after)
    old = " ".join(run.words for run in runs if run.op != "added")
    new = " ".join(run.words for run in runs if run.op != "removed")
    shown = (before, after) if plain(before) == plain(after) else (plain(before), plain(after))
    assert (old, new) == tuple(" ".join(text.split()) for text in shown)
    assert all(run.words for run in runs)


def version(lines: str, keys: str) -> list:
    """Blocks with the keys 1, 2, …; "0" is none."""
    return [
        replace(block, clause=key(int(number)) if number != "0" else None)
        for block, number in zip(written(lines), keys.split(), strict=True)
    ]


BEFORE = version("# Staff\n one\n two\n three\n # Children\n four", "1 2 3 4 5 6")


def told(after: list) -> list[tuple[str, str, str]]:
    return [
        (
            change.op,
            change.before.number if change.before else "",
            change.after.number if change.after else "",
        )
        for change in compare(BEFORE, after)
    ]


def test_nothing_changed():
    assert {change.op for change in compare(BEFORE, BEFORE)} == {"same"}
    assert compare([], []) == []


def test_added_removed_changed_and_renumbered():
    after = version("# Staff\n new\n one\n three or more\n # Children\n four", "1 0 2 4 5 6")
    assert told(after) == [
        ("same", "S1", "S1"),
        ("added", "", "S1.1"),
        ("renumbered", "S1.1", "S1.2"),
        ("removed", "S1.2", ""),
        ("changed", "S1.3", "S1.3"),
        ("same", "S2", "S2"),
        ("same", "S2.1", "S2.1"),
    ]


def test_moved():
    after = version("# Staff\n three\n one\n two\n # Children\n four", "1 4 2 3 5 6")
    assert told(after)[1:4] == [
        ("moved", "S1.3", "S1.1"), ("renumbered", "S1.1", "S1.2"), ("renumbered", "S1.2", "S1.3"),
    ]  # fmt: skip


def test_moved_below_another():
    after = version("# Staff\n one\n > two\n three\n # Children\n four", "1 2 3 4 5 6")
    assert told(after)[2:4] == [("moved", "S1.2", "S1.1a"), ("renumbered", "S1.3", "S1.2")]


def test_changed_words_outweigh_a_new_place_and_both_are_said():
    after = version("# Staff\n three now\n one\n two\n # Children\n four", "1 4 2 3 5 6")
    change = compare(BEFORE, after)[1]
    assert (change.op, change.is_moved, change.is_renumbered, change.number) == (
        "changed",
        True,
        True,
        "S1.1",
    )
    assert change.runs == [Run("same", "three"), Run("added", "now")]


def test_what_is_removed_stands_where_it_stood():
    after = version("# Children\n four", "5 6")
    assert [op for op, _, _ in told(after)] == ["removed"] * 4 + ["renumbered"] * 2


def test_the_first_of_two_with_one_key_goes_on():
    after = version("# Staff\n one\n one", "1 2 2")
    assert ("same", "S1.1", "S1.1") in told(after)
    assert ("added", "", "S1.2") in told(after)


@settings(max_examples=200, deadline=None)
@given(outlines, outlines)
def test_every_clause_of_both_versions_is_told_once(before, after):
    old = [replace(block, clause=key(at)) for at, block in enumerate(before.blocks)]
    new = [replace(block, clause=key(at * 2)) for at, block in enumerate(after.blocks)]
    changes = compare(old, new)
    assert [change.after.block for change in changes if change.after] == new
    assert sorted(change.before.block.clause for change in changes if change.before) == [
        block.clause for block in old
    ]
