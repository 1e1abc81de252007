"""The recipe of the seal: the same by hand, and another for every other thing that was agreed."""

import datetime as dt
import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consents import sealing

FIELDS = sealing.FIELDS[sealing.SIGNED]
SAID = dict.fromkeys(FIELDS, "words") | {
    "recipe": sealing.SIGNED,
    "at": dt.datetime(2026, 11, 24, 9, tzinfo=dt.UTC),
    "answers": [[1, "website", "granted", 1, "ab" * 32, dt.date(2027, 9, 30)]],
}
VALUES = st.one_of(st.text(), st.integers(), st.none(), st.lists(st.text()))


def seal(said: dict) -> str:
    return sealing.seal(sealing.text(said))


@given(name=st.text())
def test_it_is_sha256_of_plain_json(name):
    """Whatever script the name is in: a program of ten lines, without ours, gives the same."""
    text = sealing.text(SAID | {"typed_name": name})
    assert text.isascii()
    assert " " not in text.replace("words", "").replace(json.dumps(name), "")
    by_hand = json.dumps(json.loads(text), sort_keys=True, separators=(",", ":"))
    assert hashlib.sha256(by_hand.encode()).hexdigest() == sealing.seal(text)
    assert json.loads(text)["typed_name"] == name


@given(field=st.sampled_from(sorted(FIELDS.keys() - {"recipe"})), value=VALUES)
def test_every_part_counts(field, value):
    other = SAID | {field: value}
    assert (seal(other) == seal(SAID)) == (other == SAID)


@pytest.mark.parametrize("wrong", [{"more": 1}, {}])
def test_a_part_too_many_or_too_few_is_a_mistake(wrong):
    said = SAID | wrong if wrong else {name: value for name, value in SAID.items() if name != "at"}
    with pytest.raises(ValueError, match="Not what is sealed"):
        sealing.text(said)


def test_parts_are_told_in_the_order_in_which_they_are_sealed():
    for fields in sealing.FIELDS.values():
        assert list(fields) == sorted(fields)


@given(value=st.binary(min_size=32, max_size=32))
def test_a_code_can_be_typed_as_it_is_printed_and_read(value):
    code = sealing.code_of(value.hex())
    assert int(value.hex(), 16) >> 156 == sum(
        "0123456789ABCDEFGHJKMNPQRSTVWXYZ".index(letter) << (5 * place)
        for place, letter in enumerate(reversed(code))
    )
    for typed in (code, sealing.grouped(code), sealing.grouped(code).lower(), f" {code} "):
        assert sealing.tidy(typed) == code
    assert sealing.tidy(code.replace("0", "o").replace("1", "I")) == code


@given(typed=st.text())
def test_whatever_is_typed_is_a_code_or_nothing(typed):
    assert len(sealing.tidy(typed)) in (0, sealing.CODE_LETTERS)
