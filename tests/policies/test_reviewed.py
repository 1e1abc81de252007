"""The last line says when a policy was reviewed."""

import datetime as dt

import pytest

from documents.reading import Paragraph
from policies.splitting import split
from policies.splitting.reviewed import date_in

DAY = dt.date(2024, 7, 23)


@pytest.mark.parametrize(
    "line",
    [
        "Reviewed 23 July 2024",
        "Reviewed on 23rd July 2024",
        "Reviewed: Tuesday 23 July 2024.",
        "Date of last review: 23/07/2024",
        "Last reviewed 23.7.24",
        "Policy reviewed 2024-07-23 by the owner",
        "This policy was last reviewed on the 23rd of July, 2024.",
        "Review date – July 23rd, 2024",
        "**Reviewed:** *23 Jul 2024*",
        "Adopted 1 May 2019, reviewed 23 July 2024",
        "23 July 2024 (reviewed)",
    ],
)
def test_the_date_however_it_is_written(line):
    outline = split([Paragraph("Be kind."), Paragraph(line)])
    assert outline.reviewed_on == DAY
    assert outline.review_line.replace("*", "") == line.replace("*", "")
    assert [block.text for block in outline.blocks] == ["Be kind."]


@pytest.mark.parametrize(
    "line", ["Reviewed July 2024", "Reviewed 31 February 2024", "Last review: 45/13/2024"]
)
def test_a_day_that_is_not_one_stays_for_the_manager_to_enter(line):
    outline = split([Paragraph("Be kind."), Paragraph(line)])
    assert (outline.reviewed_on, outline.review_line) == (None, line)


@pytest.mark.parametrize(
    "line",
    [
        "Next review: 23 July 2025",
        "To be reviewed before 23 July 2025",
        "This policy will be reviewed on 23 July 2025.",
        "We review this policy each year.",
        "Signed on 23 July 2024",
    ],
)
def test_what_is_no_review_line_stays_a_clause(line):
    outline = split([Paragraph("Be kind."), Paragraph(line)])
    assert (outline.reviewed_on, outline.review_line) == (None, "")
    assert outline.blocks[-1].text == line


def test_what_stands_below_it_stays_with_it():
    lines = ["Be kind.", "Reviewed 23 July 2024", "Next review: July 2025", "Signed: Olive"]
    outline = split([Paragraph(line) for line in lines])
    assert outline.review_line == "Reviewed 23 July 2024 Next review: July 2025 Signed: Olive"
    assert outline.reviewed_on == DAY


def test_one_in_the_middle_is_a_clause():
    lines = ["Reviewed 23 July 2024", "Be kind.", "Be fair to all.", "Be quick.", "Be there.", "Be good."]
    assert split([Paragraph(line) for line in lines]).reviewed_on is None


@pytest.mark.parametrize("text", ["", "no date", "99/99/9999", "0 July 2024", "July", "12345-12-12"])
def test_no_date_is_none(text):
    assert date_in(text) is None
