"""The demo's policies are split as they are meant, clause by clause."""

import datetime as dt
from pathlib import Path

import pytest

import superstars.demo
from documents.reading import read
from policies.numbering import numbers
from policies.outline import CLAUSE, Outline, words
from policies.splitting import split
from tests.policies.test_numbering import EXPECTED

DATA = Path(superstars.demo.__file__).parent / "data"


def load(name: str) -> Outline:
    return split(read(name, (DATA / name).read_bytes()))


def test_the_social_media_policy_has_exactly_the_clauses_of_the_domain():
    outline = load("social-media-policy.md")
    assert outline.title == "Social Media Policy"
    assert numbers(outline.blocks) == [number for number, _ in EXPECTED]
    assert (outline.reviewed_on, outline.left_out) == (dt.date(2024, 7, 23), [])
    assert 1800 <= len(words(outline)) <= 2500


@pytest.mark.parametrize(
    ("number", "says"),
    [
        ("S1.2b", "overall responsibility for online safety"),
        ("S3.3b", "Only the manager and the deputy manager"),
        ("S3.3c", "permission"),
        ("S3.5", "assessment of its risks"),
        ("S4.1.6", "immediately"),
        ("S4.2.3", "the DSL, the deputy DSL or the manager"),
        ("S4.2.4", "formally recorded"),
        ("S5.3c", "in an emergency"),
        ("S5.5", "at least one other colleague"),
        ("S5.7", "written consent"),
        ("S5.8", "No family is left out"),
        ("S5.10g", "no private conversation"),
        ("S7.1", "at least once a year"),
        ("S8.2", "lessons"),
        ("S8.6", "seek advice"),
    ],
)
def test_clauses_that_the_software_leans_on_say_what_they_oblige(number, says):
    outline = load("social-media-policy.md")
    texts = dict(zip(numbers(outline.blocks), outline.blocks, strict=True))
    assert says in texts[number].text


@pytest.mark.parametrize(
    ("name", "title", "reviewed_on"),
    [
        ("acceptable-use-policy.md", "Acceptable Use Policy", dt.date(2026, 1, 12)),
        ("image-policy.md", "Cameras and Image Use Policy", dt.date(2026, 3, 3)),
    ],
)
def test_the_other_policies_are_short_and_whole(name, title, reviewed_on):
    outline = load(name)
    assert (outline.title, outline.reviewed_on, outline.left_out) == (title, reviewed_on, [])
    assert 20 <= sum(block.kind == CLAUSE for block in outline.blocks) <= 30
    assert len(set(numbers(outline.blocks))) == len(outline.blocks)
