"""A new version's clauses are proposed to carry on those of the last one."""

import time
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from policies.keys import ALIKE, Match, carried, carry
from policies.outline import Block
from tests.policies.outlines import key, outlines, written

OLD = [
    replace(block, clause=key(at))
    for at, block in enumerate(
        written("""
# Staff
Staff do not use their personal phones while children are here.
Staff report every message that reaches their private account to the manager.
Nobody posts a picture of a child without the written consent of a parent.
# Children
Children have no accounts with us.
We teach children about life online in ways that fit their age.
""")
    )
]


def proposed(new: str) -> list[tuple[int | None, int | None]]:
    return [(match.new, match.old) for match in carry(OLD, written(new))]


def test_the_same_words_are_the_same_clauses():
    new = [replace(block, clause=None, label="7") for block in OLD]
    matches = carry(OLD, new)
    assert matches == [Match(at, at, 1.0) for at in range(len(OLD))]
    assert all(match.is_certain for match in matches)
    assert [block.clause for block in carried(OLD, new, matches)] == [block.clause for block in OLD]


def test_reworded_new_and_vanished_clauses():
    assert proposed("""
# Our staff
Staff do not use their own phones or watches while children are here.
Everybody is kind.
Nobody posts a picture of a child without written consent of a parent or carer.
# Children
Children have no accounts with us.
""") == [(0, 0), (1, 1), (2, None), (3, 3), (4, 4), (5, 5), (None, 2), (None, 6)]


def test_a_clause_that_moved_goes_on():
    assert proposed("""
# Children
Children have no accounts with us.
# Staff
Staff do not use their personal phones while children are here.
Nobody posts a picture of a child without the written consent of a parent.
""")[:5] == [(0, 4), (1, 5), (2, 0), (3, 1), (4, 3)]


def test_similar_words_go_on_in_order_only():
    assert proposed("""
# Staff
Nobody shows a picture of a child without the written consent of a parent.
Staff do not use their private phones while children are here.
""")[:3] in ([(0, 0), (1, 3), (2, None)], [(0, 0), (1, None), (2, 1)])


def test_the_better_of_two_likenesses_wins():
    old = [replace(block, clause=key(at)) for at, block in enumerate(written("a b c d e x\n a b c d e y"))]
    matches = carry(old, written("a b c d e y z"))
    assert matches[0].old == 1


def test_a_section_is_not_carried_on_by_a_clause_that_is_only_like_it():
    old = [Block("section", 0, "Our staff and their own phones", clause=key(1))]
    assert carry(old, written("Our staff and their own telephones"))[0].old is None


def test_a_key_that_is_there_is_kept_whatever_the_words():
    new = [
        Block("clause", 0, "Entirely new words.", clause=key(5)),
        *written("Children have no accounts with us."),
    ]
    matches = carry(OLD, new)
    assert (matches[0].new, matches[0].old) == (0, 5)
    assert matches[0].likeness < ALIKE
    assert matches[1].old is None


def test_a_match_that_the_manager_undid_is_a_new_clause():
    new = [replace(block, clause=None) for block in OLD[:2]]
    assert [block.clause for block in carried(OLD, new, [Match(0, 0, 1.0), Match(1, None)])] == [key(0), None]


@settings(max_examples=200, deadline=None)
@given(outlines, outlines, st.booleans())
def test_each_old_clause_goes_on_once_and_none_is_forgotten(old, new, again):
    matches = carry(old.blocks, [*old.blocks, *new.blocks] if again else new.blocks)
    news = [match.new for match in matches if match.new is not None]
    assert news == list(range(len(news)))
    assert sorted(match.old for match in matches if match.old is not None) == list(range(len(old.blocks)))
    assert all(0 <= match.likeness <= 1 for match in matches)


def test_a_policy_written_anew_is_compared_in_seconds():
    """300 clauses against 300 others with many words in common."""

    def clause(at, word):
        return Block(
            "clause", 0, f"Staff tell the manager about matter {at} on the same {word} in writing, please."
        )

    began = time.monotonic()
    matches = carry([clause(at, "day") for at in range(300)], [clause(at, "week") for at in range(300)])
    assert time.monotonic() - began < 30
    assert sum(match.new == match.old for match in matches) > 250
