"""Whether a title names somebody of the register: a pure function."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.naming import Named, names_in, plain_wording

REGISTER = [
    Named("Kit Rossi", is_child=True),
    Named("Zoë O'Neill-Marsh", is_child=True),
    Named("Will Young"),
    Named("Maya Lindqvist"),
    Named("J"),
]

CASES = [
    ("Talk with Kit about the tablet", ["Kit"]),
    ("Ring Kit Rossi’s parents", ["Kit Rossi"]),
    ("Ring kit rossi", ["kit rossi"]),
    ("Order a first-aid kit", []),
    ("KIT must not be named", ["KIT"]),
    ("Zoe's photo", ["Zoe"]),
    ("The O’Neill-Marsh family", ["O’Neill-Marsh"]),
    ("The O'Neill-Marsh family", ["O'Neill-Marsh"]),
    ("We will renew the filter", []),
    ("Will renews the filter", ["Will"]),
    ("Maya and Kit: a talk", ["Maya", "Kit"]),
    ("Kitchen rota", []),
    ("J. writes the notice", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "names"), CASES)
def test_names_are_found_as_they_stand(text, names):
    found = names_in(text, REGISTER)
    assert [one.text for one in found] == names
    assert all(text[one.start : one.end] == one.text for one in found)


def test_children_are_told_from_adults():
    found = names_in("Maya talks with Kit", REGISTER)
    assert [one.is_child for one in found] == [False, True]


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Talk with Kit’s key person", "Talk with a child’s key person"),
        ("Maya renews the notice", "A colleague renews the notice"),
        ("Renew the notice", "Renew the notice"),
        ("Kit Rossi and Maya", "A child and a colleague"),
    ],
)
def test_plain_wording_names_nobody(text, plain):
    said = plain_wording(text, names_in(text, REGISTER))
    assert said == plain
    assert names_in(said, REGISTER) == []


@given(st.text(max_size=80), st.lists(st.text(max_size=12), max_size=4))
def test_any_text_and_any_register_are_taken(text, names):
    register = [Named(name) for name in names]
    found = names_in(text, register)
    assert all(text[one.start : one.end] == one.text for one in found)
    plain_wording(text, found)
