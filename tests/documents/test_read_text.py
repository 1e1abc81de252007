"""Plain text: bullets of every kind, lines wrapped by hand or not, and pages."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from documents.reading import Paragraph, read
from tests.documents.shown import shown

WRAPPED = """\
Social Media Policy
===================

4. Staff use

4.1 Staff must never share photographs of children on their own accounts
– under no circumstances, whoever asks for it and whoever allowed it
– and they tell the manager of any contact that is meant in paragraph
4.2 of this policy.
4.2 Only the manager and the deputy have access.
    - to Instagram
    - to Facebook
        o and to its messages
        o and groups

\x0cParents are asked to

\u2022 be kind;
\u2022 ask before they post
  pictures of others; and
\u2022
  complain to us first.

Reviewed 23 July 2024
"""


def test_a_text_that_was_wrapped_by_hand():
    assert read("a.txt", WRAPPED.encode()) == [
        Paragraph("Social Media Policy", "heading", 1),
        Paragraph("Staff use", "item", 0, "4."),
        Paragraph(
            "Staff must never share photographs of children on their own accounts – under no circumstances, whoever "
            "asks for it and whoever allowed it – and they tell the manager of any contact that is meant in paragraph "
            "4.2 of this policy.",
            "item",
            0,
            "4.1",
        ),
        Paragraph("Only the manager and the deputy have access.", "item", 0, "4.2"),
        Paragraph("to Instagram", "item", 1, "-", 4),
        Paragraph("to Facebook", "item", 1, "-", 4),
        Paragraph("and to its messages", "item", 2, "o", 8),
        Paragraph("and groups", "item", 2, "o", 8),
        Paragraph("Parents are asked to", new_page=True),
        Paragraph("be kind;", "item", 0, "•"),
        Paragraph("ask before they post pictures of others; and", "item", 0, "•"),
        Paragraph("complain to us first.", "item", 0, "•"),
        Paragraph("Reviewed 23 July 2024"),
    ]


def test_a_text_with_a_line_for_each_paragraph():
    long = "Staff must tell the manager at once when a parent writes to them on an account of their own. " * 2
    content = f"Aims\n{long}\n{long}\r\n(a) One\r(b) Two\n"
    found = read("a.txt", content.encode())
    assert [(each.label, each.text) for each in found] == [
        ("", "Aims"),
        ("", long.strip()),
        ("", long.strip()),
        ("(a)", "One"),
        ("(b)", "Two"),
    ]


def test_short_lines_are_not_joined():
    content = b"Super Stars Pre-school\nThe Manager\nTelephone 01632 960001\n\nWe answer every letter within five days."
    assert read("a.txt", content)[0].text == "Super Stars Pre-school\nThe Manager\nTelephone 01632 960001"


@pytest.mark.parametrize(
    ("line", "label", "text"),
    [
        ("- x", "-", "x"),
        ("* x", "*", "x"),
        ("+ x", "+", "x"),
        ("– x", "–", "x"),
        ("— x", "—", "x"),
        ("•\tx", "•", "x"),
        ("•x", "•", "x"),
        ("\uf0b7 x", "\uf0b7", "x"),
        ("o x", "o", "x"),
        ("1. x", "1.", "x"),
        ("1) x", "1)", "x"),
        ("(1) x", "(1)", "x"),
        ("4.2 Staff", "4.2", "Staff"),
        ("4.2.10 Staff", "4.2.10", "Staff"),
        ("4.2\tstaff", "4.2", "staff"),
        ("5.3c Staff", "5.3c", "Staff"),
        ("a) x", "a)", "x"),
        ("a. x", "a.", "x"),
        ("(iii) x", "(iii)", "x"),
        ("iv. x", "iv.", "x"),
        ("A. Aims", "A.", "Aims"),
        ("B) Aims", "B)", "Aims"),
        ("4\tStaff", "4", "Staff"),
        # These begin sentences.
        ("30 children attend", "", "30 children attend"),
        ("2.5 hours a week", "", "2.5 hours a week"),
        ("09.15 Arrival", "", "09.15 Arrival"),
        ("23.07.24 reviewed", "", "23.07.24 reviewed"),
        ("23 July 2024", "", "23 July 2024"),
        ("2024. A new year", "", "2024. A new year"),
        ("J. Smith leads", "", "J. Smith leads"),
        ("I shall", "", "I shall"),
        ("e.g. this", "", "e.g. this"),
        ("i.e. this", "", "i.e. this"),
        ("(mild) cases", "", "(mild) cases"),
        ("-5 degrees", "", "-5 degrees"),
        ("only", "", "only"),
        ("*important*", "", r"\*important\*"),
    ],
)
def test_labels(line, label, text):
    (found,) = read("a.txt", line.encode())
    assert (found.label, found.text) == (label, text)


def test_what_continues_a_list_is_a_label():
    found = read("a.txt", b"4.1 staff\n\n4.2 parents\n\n4.2.1 visitors\n\n5.2 others\n\nA. one\n\nB. two")
    assert [each.label for each in found] == ["4.1", "4.2", "4.2.1", "", "A.", "B."]


LINES = st.lists(
    st.text(st.sampled_from("ab Z.,;:-–•o*_[](){}<>&`\\#1234|=~>é\t\u00a0\x0c\u2028"), max_size=30),
    min_size=1,
    max_size=8,
)


@settings(deadline=None, max_examples=300)
@given(LINES)
@example(["__1", "1__"])
def test_no_word_is_lost_or_changed(lines):
    content = "x\n" + "\n".join(lines)
    found = read("a.txt", content.encode())
    given_back = "".join(f"{each.label}{shown(each.text)}" for each in found)
    # A line under a heading is its form, not a word of it.
    assert squeezed(given_back) == squeezed(
        "\n".join(line for line in content.splitlines() if not is_rule(line))
    )


def squeezed(text: str) -> str:
    return "".join(text.split())


def is_rule(line: str) -> bool:
    return len(line.strip()) > 2 and len(set(line.strip())) == 1 and line.strip()[0] in "=-~_*"
