"""An outline is stored as JSON and comes back the same; nothing else is taken for one."""

import json

import pytest
from hypothesis import given

from policies.outline import Block, Outline, plain, words
from tests.policies.outlines import key, outlines


@given(outlines)
def test_it_comes_back_from_json_as_it_was(outline):
    stored = json.loads(json.dumps(outline.to_json()))
    assert Outline.from_json(stored) == outline
    assert Outline.from_json(stored).to_json() == stored


def test_nothing_is_the_empty_outline():
    assert Outline.from_json({}) == Outline(title="", blocks=[])


GOOD = {"kind": "clause", "depth": 1, "text": "Be kind.", "label": "–", "clause": key(1)}


@pytest.mark.parametrize(
    "bad",
    [
        None,
        [],
        "{}",
        {"title": 1},
        {"title": "T", "more": 1},
        {"blocks": {}},
        {"blocks": ["clause"]},
        {"reviewed_on": "23 July 2024"},
        {"reviewed_on": 2024},
        {"review_line": None},
        {"left_out": [1]},
        *({"blocks": [{**GOOD, **wrong}]} for wrong in (
            {"kind": "chapter"}, {"kind": None}, {"kind": []}, {"depth": -1}, {"depth": 6}, {"depth": True},
            {"depth": "1"}, {"kind": "section"}, {"text": None}, {"label": 4}, {"clause": "1"}, {"clause": 1},
            {"clause": key(1).replace("-", "")}, {"html": "<b>"},
        )),
        {"blocks": [{"kind": "clause"}]},
    ],
)  # fmt: skip
def test_bad_json_is_refused(bad):
    with pytest.raises(ValueError, match=r"."):
        Outline.from_json(bad)


def test_words_are_those_of_every_part_in_order():
    outline = Outline(
        title="Social *Media* Policy",
        blocks=[
            Block("section", 0, "Staff", "4"),
            Block("clause", 0, "See [the code](https://superstars.example) – **always**.", "–"),
        ],
        review_line="Reviewed 23 July 2024",
        left_out=["Page 2"],
    )
    assert words(outline) == [
        "Social", "Media", "Policy", "4", "Staff", "See", "the", "code", "https://superstars.example", "always",
        "Reviewed", "23", "July", "2024", "Page", "2",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("markdown", "read"),
    [
        ("**Never** share _this_", "Never share this"),
        ("see [our policy](https://superstars.example/a_b) now", "see our policy now"),
        ("see [our policy]() now", "see our policy now"),
        (r"5 \* 3 and snake_case", "5 * 3 and snake_case"),
        ("`code`", "code"),
    ],
)
def test_plain_text_has_no_marks(markdown, read):
    assert plain(markdown) == read
