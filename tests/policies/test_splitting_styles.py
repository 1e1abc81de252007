"""Styles that policies come in, one by one: what is a heading, what stands below what, what was broken."""

import pytest

from documents.reading import read
from policies.numbering import numbers
from policies.outline import Outline
from policies.splitting import split


def loaded(text: str, name: str = "policy.txt") -> Outline:
    return split(read(name, text.encode()))


def seen(text: str, name: str = "policy.txt") -> list[str]:
    """ "S1.1 First words" of each block."""
    outline = loaded(text, name)
    return [
        f"{number} {block.text}"
        for number, block in zip(numbers(outline.blocks), outline.blocks, strict=True)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "1. Aims\n\nBe kind.\n\n2. Staff\n\nBe fair.",
        "1 Aims\n\nBe kind.\n\n2 Staff\n\nBe fair.",
        "Section 1: Aims\n\nBe kind.\n\nSection 2: Staff\n\nBe fair.",
        "Part 1 – Aims\n\nBe kind.\n\nPart 2 – Staff\n\nBe fair.",
        "AIMS\n\nBe kind.\n\nSTAFF\n\nBe fair.",
        "Aims\n- Be kind.\n\nStaff\n- Be fair.",
        "I. Aims\n\nBe kind.\n\nII. Staff\n\nBe fair.",
        "1.0 Aims\n\nBe kind.\n\n2.0 Staff\n\nBe fair.",
        "A. Aims\n\nBe kind.\n\nB. Staff\n\nBe fair.",
        "Aims\n====\nBe kind.\n\nStaff\n=====\nBe fair.",
        "1. AIMS\n\n• Be kind.\n\n2. STAFF\n\n• Be fair.",
    ],
)
def test_sections_however_they_are_marked(text):
    found = [one.casefold() for one in seen(text)]
    assert found == ["s1 aims", "s1.1 be kind.", "s2 staff", "s2.1 be fair."]


@pytest.mark.parametrize(
    "text",
    [
        "## Aims\n\nBe kind.\n\n## Staff\n\n### Home\n\nBe fair.",
        "# Aims\n\nBe kind.\n\n# Staff\n\n## Home\n\nBe fair.",
        "**Aims**\n\nBe kind.\n\n**Staff**\n\nHome\n- Be fair.",
        "**1. Aims**\n\nBe kind.\n\n**2. Staff**\n\n**Home:**\n\nBe fair.",
        "1. Aims\n\nBe kind.\n\n2. Staff\n\n2.1 Home\n\nBe fair.",
        "1. Aims\n\nBe kind.\n\n2. Staff\n\n2.1. Home\n\n- Be fair.",
        "AIMS\n\nBe kind.\n\nSTAFF\n\n**Home**\n\nBe fair.",
        "**Aims**\n\nBe kind.\n\n**Staff**\n\n*Home*\n\nBe fair.",
        "1.0 Aims\n\nBe kind.\n\n2.0 Staff\n\n2.1 Home\n\nBe fair.",
    ],
)
def test_headings_below_sections(text):
    found = [one.casefold().replace(":", "") for one in seen(text, "policy.md")]
    assert found == ["s1 aims", "s1.1 be kind.", "s2 staff", "s2.1 home", "s2.1.1 be fair."]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("• One.\n– Two.\n– Three.\n• Four.", "1.1 1.1a 1.1b 1.2"),
        ("- One.\n   - Two.\n      - Three.\n- Four.", "1.1 1.1a 1.1a.i 1.2"),
        ("• One.\n– Two.\n• Three.\n– Four.", "1.1 1.1a 1.2 1.2a"),
        ("- One:\n- two;\n- three.\n- Four.", "1.1 1.1a 1.1b 1.2"),
        ("- One:\n- two\n- three\n- Four.", "1.1 1.1a 1.1b 1.2"),
        ("Staff will:\n- one;\n- two.\n\nStaff will not:\n- three;\n- four.", "1.1 1.1a 1.1b 1.2 1.2a 1.2b"),
        ("One is said.\n\n- Two.\n- Three.", "1.1 1.2 1.3"),
        ("1. One.\n2. Two:\na) three;\nb) four.\n3. Five.", "1.1 1.2 1.2a 1.2b 1.3"),
        ("1.1 One.\n1.2 Two:\n(a) three;\n(b) four.\n1.3 Five.", "1.1 1.2 1.2a 1.2b 1.3"),
        ("1.1 One.\n1.1.1 Two.\n1.1.2 Three.\n1.2 Four.", "1.1 1.1a 1.1b 1.2"),
        ("- One\n– Two\n— Three\n- Four", "1.1 1.2 1.3 1.4"),
        ("• One.\no Two.\n▪ Three.\no Four.\n• Five.", "1.1 1.1a 1.1a.i 1.1b 1.2"),
        ("1. One.\n2. Two.\n7. Seven.", "1.1 1.2 1.7"),
        ("i) One.\nii) Two.\niii) Three.", "1.1 1.2 1.3"),
        ("Staff will:\ng) one;\nh) two;\ni) three;\nj) four.", "1.1 1.1g 1.1h 1.1i 1.1j"),
    ],
)
def test_what_stands_below_what(lines, expected):
    found = seen(f"Section 1: Aims\n\n{lines}")
    assert [one.split()[0] for one in found] == ["S1", *(f"S{number}" for number in expected.split())]


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("Tell the manager\n\nabout it.", "Tell the manager about it."),
        ("Tell the manager on the\n\nsame day.", "Tell the manager on the same day."),
        ("Tell the\n\n2\n\f\nmanager.", "Tell the manager."),
        ("Tell the manager, the deputy and\n\nOlive.", "Tell the manager, the deputy and Olive."),
        ("• Tell the manager\n\n  about it.", "Tell the manager about it."),
        ("•\n\nTell the manager about it.", "Tell the manager about it."),
        ("Tell the manager –\n\n(or the deputy) about it.", "Tell the manager – (or the deputy) about it."),
    ],
)
def test_broken_sentences_are_made_whole(text, clause):
    outline = loaded(f"Section 1: Aims\n\n{text}\n\nBe kind.")
    assert [block.text for block in outline.blocks] == ["Aims", clause, "Be kind."]


def test_a_list_of_short_things_is_no_row_of_headings():
    found = seen("1. Aims\n\nIt is for:\n\n1. Staff\n2. Parents\n3. Children\n\n2. Links\n\nSee the code.")
    assert found == [
        "S1 Aims", "S1.1 It is for:", "S1.1a Staff", "S1.1b Parents", "S1.1c Children", "S2 Links",
        "S2.1 See the code.",
    ]  # fmt: skip


def test_a_count_at_the_beginning_is_no_number():
    assert seen("1 Aims\n\nWe have room.\n\n30 Children\n\nWe are open.\n\n2 Staff\n\nBe fair.") == [
        "S1 Aims", "S1.1 We have room.", "S1.2 30 Children", "S1.3 We are open.", "S2 Staff", "S2.1 Be fair.",
    ]  # fmt: skip


def test_what_is_said_in_capitals_or_bold_is_a_clause_when_it_is_a_sentence():
    assert seen("Section 1: Aims\n\nNEVER SHARE A PASSWORD.\n\nBe kind.") == [
        "S1 Aims", "S1.1 NEVER SHARE A PASSWORD.", "S1.2 Be kind.",
    ]  # fmt: skip
    assert seen("# Aims\n\n**Staff must not share a password.**\n\n# Staff\n\nBe kind.", "a.md")[1] == (
        "S1.1 **Staff must not share a password.**"
    )


def test_a_third_level_of_headings_is_a_clause_with_its_own_below():
    found = seen("1. Staff\n\n1.1 Home\n\n1.1.1 Phones\n\nPut them away.\n\n1.2 Work\n\nBe fair.")
    assert found == [
        "S1 Staff", "S1.1 Home", "S1.1.1 Phones", "S1.1.1a Put them away.", "S1.2 Work", "S1.2.1 Be fair.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# Online Safety\n\n## Aims\n\nBe kind.", "Online Safety"),
        ("Social Media Policy\n\n1. Aims\n\nBe kind.", "Social Media Policy"),
        ("SUPER STARS\n\nSOCIAL MEDIA POLICY\n\n1. Aims\n\nBe kind.", "SUPER STARS SOCIAL MEDIA POLICY"),
        ("# Social Media Policy\n\nBe kind.", "Social Media Policy"),
        ("1. Aims\n\nBe kind.\n\n2. Staff\n\nBe fair.", ""),
        ("## Aims\n\nBe kind.\n\n## Staff\n\nBe fair.", ""),
        ("We are kind to everybody.\n\n1. Staff\n\nBe fair.", ""),
        ("", ""),
    ],
)  # fmt: skip
def test_the_title(text, title):
    assert loaded(text or "x.", "policy.md").title == title


def test_page_numbers_and_running_heads_are_left_out_and_shown():
    pages = [f"Social Media Policy\n\nBe kind on day {day}.\n\nPage {day} of 3\n" for day in (1, 2, 3)]
    outline = loaded("\f\n".join(pages))
    assert outline.title == "Social Media Policy"
    assert [block.text for block in outline.blocks] == [f"Be kind on day {day}." for day in (1, 2, 3)]
    assert outline.left_out == [
        "Page 1 of 3",
        "Social Media Policy",
        "Page 2 of 3",
        "Social Media Policy",
        "Page 3 of 3",
    ]


def test_a_sentence_that_stands_twice_stays():
    outline = loaded(
        "Section 1: A\n\nStaff will:\n- be kind.\n\nStaff will:\n- be kind.\n\nStaff will:\n- be kind."
    )
    assert outline.left_out == []
    assert len(outline.blocks) == 7
