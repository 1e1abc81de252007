"""A document that somebody made to be slow is split in seconds all the same."""

import time

import pytest

from documents.reading import Paragraph
from policies.numbering import numbers
from policies.rendering import to_html
from policies.splitting import split


@pytest.mark.parametrize(
    "paragraph",
    [
        Paragraph("word and so on"),
        Paragraph("**a " * 20),
        Paragraph("STAFF"),
        Paragraph("item:", "item", 0, "-"),
        Paragraph("2"),
        Paragraph("[a](" * 5),
    ],
)
def test_ten_thousand_paragraphs(paragraph):
    began = time.monotonic()
    outline = split([paragraph] * 10_000)
    numbers(outline.blocks)
    assert time.monotonic() - began < 20


@pytest.mark.parametrize(
    "text", ["[" * 20_000, "**a " * 20_000, "`a " * 20_000, "*a_" * 20_000, "<" * 20_000, "](" * 20_000]
)
def test_a_long_line_on_a_page(text):
    began = time.monotonic()
    to_html(text)
    assert time.monotonic() - began < 20
