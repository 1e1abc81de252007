"""The numbers of clauses, as the policy that the software serves has them (domain §1)."""

import pytest
from hypothesis import given, settings

from policies.numbering import letters, numbers, roman, said_by
from tests.policies.outlines import outlines, written

# Its skeleton: the number that each block must get, and how it stands in the document.
SKELETON = """
S1 # Aims
S1.1 clause
S1.2 clause
S1.2b > b)| clause
S1.3 clause
S1.4 clause
S2 # Links
S2.1 clause
S3 # Expectations
S3.1 clause
S3.2 clause
S3.3 clause
S3.3a > clause
S3.3b > clause
S3.3c > clause
S3.3d > clause
S3.4 clause
S3.5 clause
S3.6 clause
S4 # Staff
S4.0.1 clause
S4.0.2 clause
S4.0.3 clause
S4.0.4 clause
S4.1 ## Reputation
S4.1.1 clause
S4.1.2 clause
S4.1.3 clause
S4.1.3a > clause
S4.1.3b > clause
S4.1.3c > clause
S4.1.3d > clause
S4.1.3e > clause
S4.1.3f > clause
S4.1.4 clause
S4.1.5 clause
S4.1.6 clause
S4.2 ## Communicating
S4.2.1 clause
S4.2.2 clause
S4.2.3 clause
S4.2.4 clause
S4.2.5 clause
S5 # Official use
S5.1 clause
S5.2 clause
S5.3 clause
S5.3a > clause
S5.3b > clause
S5.3c > clause
S5.4 clause
S5.5 clause
S5.6 clause
S5.7 clause
S5.8 clause
S5.9 clause
S5.10 clause
S5.10a > clause
S5.10b > clause
S5.10c > clause
S5.10d > clause
S5.10e > clause
S5.10f > clause
S5.10g > clause
S5.10h > clause
S6 # Children
S6.1 clause
S6.2 clause
S6.3 clause
S6.4 clause
S6.5 clause
S6.5a > clause
S6.5b > clause
S6.5c > clause
S6.5d > clause
S6.5e > clause
S6.5f > clause
S6.5g > clause
S6.6 clause
S6.7 clause
S6.8 clause
S6.9 clause
S7 # Monitoring
S7.1 clause
S7.2 clause
S7.3 clause
S8 # Breaches
S8.1 clause
S8.2 clause
S8.3 clause
S8.4 clause
S8.5 clause
S8.6 clause
"""
EXPECTED = [line.split(" ", 1) for line in SKELETON.strip().splitlines()]


def test_the_whole_skeleton():
    blocks = written("\n".join(sketch for _, sketch in EXPECTED))
    assert numbers(blocks) == [number for number, _ in EXPECTED]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("# a\n one\n > x\n >> y\n >>> z", "S1 S1.1 S1.1a S1.1a.i S1.1a.i.1"),
        ("# 4| a\n # b\n # 9.| c\n # Section 12:| d", "S4 S5 S9 S12"),
        ("# 4| a\n ## 4.2| b\n 4.2.7| c\n ## d", "S4 S4.2 S4.2.7 S4.3"),
        ("# 5| a\n 5.9| b\n 5.10| c\n > d", "S5 S5.9 S5.10 S5.10a"),
        ("# 5| a\n 4.2| of another section\n 2.| b\n 2.| twice\n 1.| backwards", "S5 S5.1 S5.2 S5.3 S5.4"),
        ("# a\n one\n > (c)| x\n > y\n > b)| z", "S1 S1.1 S1.1c S1.1d S1.1e"),
        ("# a\n one\n > i)| x\n > ii)| y\n > iv)| z", "S1 S1.1 S1.1a S1.1b S1.1d"),
        ("# a\n one\n > g)| x\n > h)| x\n > i)| y\n > j)| z", "S1 S1.1 S1.1g S1.1h S1.1i S1.1j"),
        ("# a\n 1.| one\n > 1.1.1| x\n > 1.1.2| y", "S1 S1.1 S1.1a S1.1b"),
        ("before\n > it\n # a\n one", "S0.1 S0.1a S1 S1.1"),
        ("before\n ## b\n c\n # a", "S0.0.1 S0.1 S0.1.1 S1"),
        ("# a\n >> deep at once\n >>> deeper\n > back", "S1 S1.1 S1.1a S1.1b"),
        ("# a\n ## b\n > deep\n c", "S1 S1.1 S1.1.1 S1.1.2"),
        ("# a\n •| one\n –| two", "S1 S1.1 S1.2"),
    ],
)
def test_tables(lines, expected):
    assert numbers(written(lines)) == expected.split()


def test_letters_go_on_after_z():
    clauses = numbers(written("# a\n one\n" + "> x\n" * 28))
    assert clauses[-4:] == ["S1.1y", "S1.1z", "S1.1aa", "S1.1ab"]


@settings(max_examples=300, deadline=None)
@given(outlines)
def test_every_block_has_a_number_of_its_own(outline):
    given_numbers = numbers(outline.blocks)
    assert len(given_numbers) == len(set(given_numbers)) == len(outline.blocks)
    assert all(len(number) <= 40 for number in given_numbers)


def test_letters_and_romans_differ():
    for name in (letters, roman):
        assert len({name(value) for value in range(1, 1000)}) == 999


@pytest.mark.parametrize(
    ("label", "expected", "said"),
    [("4", 1, [4]), ("4.2.", 1, [4, 2]), ("4.0", 1, [4]), ("10.0", 1, [10]),
     ("Section 4:", 1, [4]), ("S5.10", 1, [5, 10]), ("b)", 1, [2]),
     ("(iv)", 1, [4]), ("i.", 1, [1]), ("i.", 9, [9]), ("iiii", 1, []),
     ("–", 1, []), ("", 1, []), ("2024", 1, []), ("Annex", 1, [])],
)  # fmt: skip
def test_what_a_label_says(label, expected, said):
    assert said_by(label, expected) == said
