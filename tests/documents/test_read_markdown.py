"""Markdown, with the labels as they stand and the words as its readers see them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.reading import Paragraph, read
from tests.documents.shown import shown


def texts(content: str) -> list[str]:
    return [each.text for each in read("a.md", content.encode())]


def test_headings():
    content = "# One #\n\n## 2. Two ##\nTwo and a half\n---\n\nThree\n===\n####### Seven\n#Eight\n###\n"
    assert read("a.markdown", content.encode()) == [
        Paragraph("One", "heading", 1),
        Paragraph("Two", "heading", 2, "2."),
        Paragraph("Two and a half", "heading", 2),
        Paragraph("Three", "heading", 1),
        Paragraph("####### Seven #Eight"),
        Paragraph("", "heading", 3),
    ]


def test_lists():
    content = (
        "1. one\n   - two\n   - three\n     wrapped\n\n     and more\n2. four\n\n* five\n  * six\n- seven\n"
    )
    assert read("a.md", content.encode()) == [
        Paragraph("one", "item", 0, "1."),
        Paragraph("two", "item", 1, "-", 3),
        Paragraph("three wrapped", "item", 1, "-", 3),
        Paragraph("and more", indent=5),
        Paragraph("four", "item", 0, "2."),
        Paragraph("five", "item", 0, "*"),
        Paragraph("six", "item", 1, "*", 2),
        Paragraph("seven", "item", 0, "-"),
    ]


@pytest.mark.parametrize(
    ("line", "label", "text"),
    [
        ("**4.2** Staff", "4.2", "Staff"),
        ("**4.2 Staff** are kind", "4.2", "**Staff** are kind"),
        ("**Never** share", "", "**Never** share"),
        ("- **Never** share", "-", "**Never** share"),
        ("1\\. x", "", "1\\. x"),
    ],
)
def test_labels_beside_emphasis(line, label, text):
    (found,) = read("a.md", line.encode())
    assert (found.label, found.text) == (label, text)


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("see [the code](https://example.org)", "see [the code](https://example.org)"),
        ("see [the code]()", "see the code"),
        ("see [the code]( )", "see the code"),
        ("see [the code](<>)", "see the code"),
        ("see [the code](#)", "see the code"),
        ("see [the **code**]() and [b]()", "see the **code** and b"),
        ("see [the code][]\n\n[the code]: https://example.org", "see [the code](https://example.org)"),
        ("see [the code][C] here\n\n[c]: <> 'x'", "see the code here"),
        ("see [the code][c]", "see [the code][c]"),
        ("[Note]: keep this", "[Note]: keep this"),
        (
            "Aims &amp; scope&nbsp;&ndash; 2 &#42; 3 &lt;b> &unknown;",
            "Aims & scope\u00a0– 2 \\* 3 \\<b> &unknown;",
        ),
        ("a<!-- hidden\nwords -->b", "ab"),
        ("a <!-- not closed", "a <!-- not closed"),
        ("> a\n> b", "a b"),
        ("a  \nb\\\nc<br>d<br/>e", "a\nb\nc\nd\ne"),
    ],
)
def test_inline(line, text):
    assert texts(line) == [text]


def test_a_table_gives_its_cells():
    assert texts("| Who | When |\n|:---|---:|\n| Maya \\| Dan | **now** |\n|  | later |") == [
        "Who",
        "When",
        "Maya | Dan",
        "**now**",
        "later",
    ]


def test_code_stands_for_itself():
    assert texts("a\n```\n- *b*\n# c\n```\nd") == ["a", r"- \*b\*", "# c", "d"]
    assert texts("~~~\nnever closed") == ["never closed"]


def test_front_matter_is_kept_line_by_line():
    assert texts("---\ntitle: Social Media\nreviewed: 23 July 2024\n---\n# Aims") == [
        "title: Social Media",
        "reviewed: 23 July 2024",
        "Aims",
    ]
    assert texts("---\nNot that\n---\n") == ["Not that"]


def test_a_page_break():
    assert [(each.text, each.new_page) for each in read("a.md", b"a\n\n\x0c\n\nb")] == [
        ("a", False),
        ("b", True),
    ]


LINES = st.lists(st.text(st.sampled_from("abc Z.,;:–•o1234é\u00a0-#"), max_size=30), min_size=1, max_size=8)


@settings(deadline=None, max_examples=300)
@given(LINES)
def test_no_word_is_lost_or_changed(lines):
    """What is neither a word nor a number may be Markdown's own: # and lines of dashes."""
    content = "x\n" + "\n".join(lines)
    found = read("a.md", content.encode())
    given_back = "".join(f"{each.label}{shown(each.text)}" for each in found)
    assert without_marks(given_back) == without_marks(content)


def without_marks(text: str) -> str:
    return "".join(letter for letter in text if letter not in "-#" and not letter.isspace())
