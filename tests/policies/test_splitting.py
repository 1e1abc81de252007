"""A document becomes sections and clauses, whatever its bullets, and no word of it is lost or changed."""

import datetime as dt
import io
from collections import Counter
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.reading import Paragraph, read
from policies.numbering import numbers
from policies.outline import CLAUSE, HEADING, SECTION, Outline, label_words, plain, words, words_of
from policies.splitting import split, split_as_written
from tests.policies.outlines import WORDS
from tests.policies.word_file import as_word

DATA = Path(__file__).parent / "data"

# By hand: what a reader of the policy would cite, and how its words begin.
CLAUSES = [
    ("S1", SECTION, "Aims and scope"),
    ("S1.1", CLAUSE, "This policy is for everybody who plays, works"),
    ("S1.2", CLAUSE, "It has two aims:"),
    ("S1.2a", CLAUSE, "to keep children safe; and"),
    ("S1.2b", CLAUSE, "to keep adults out of trouble."),
    ("S1.3", CLAUSE, "Read it with our Code of conduct and our Child protection policy, and with what"),
    ("S2", SECTION, "Everybody"),
    ("S2.1", CLAUSE, "Be kind online"),
    ("S2.2", CLAUSE, "Do not post anything that would hurt another family."),
    ("S3", SECTION, "Staff"),
    ("S3.0.1", CLAUSE, "Staff keep their phones in the lockers, and ask before they use a device of ours"),
    ("S3.1", HEADING, "Reputation"),
    ("S3.1.1", CLAUSE, "We advise staff to look after their good name"),
    ("S3.1.1a", CLAUSE, "keep their accounts private;"),
    ("S3.1.1b", CLAUSE, "log out; and"),
    ("S3.1.1c", CLAUSE, "choose strong passwords."),
    ("S3.1.2", CLAUSE, "Staff do not name us"),
    ("S3.2", HEADING, "Contact with families"),
    ("S3.2.1", CLAUSE, "Staff will:"),
    ("S3.2.1a", CLAUSE, "use the pre-school’s phone;"),
    ("S3.2.1b", CLAUSE, "tell the manager about every message; and"),
    ("S3.2.1c", CLAUSE, "never answer from a private account."),
    ("S4", SECTION, "Children"),
    ("S4.1", CLAUSE, "Children have no accounts with us."),
    ("S4.1a", CLAUSE, "Not even for games."),
    ("S4.1b", CLAUSE, "Not even on a parent’s phone."),
    ("S4.2", CLAUSE, "Parents are told when we are worried."),
]
FORMATS = ["md", "txt", "docx"]


def fixture(suffix: str) -> list[Paragraph]:
    name = f"social-media-policy.{suffix}"
    return read(name, as_word() if suffix == "docx" else (DATA / name).read_bytes())


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_policy_with_every_defect_in_each_format(suffix):
    outline = split(fixture(suffix))
    found = zip(numbers(outline.blocks), outline.blocks, strict=True)
    for (number, block), (wanted, kind, begins) in zip(found, CLAUSES, strict=True):
        assert (number, block.kind) == (wanted, kind)
        assert block.text.casefold().startswith(begins.casefold())
    assert outline.title == "Super Stars Pre-school Social Media Policy"
    assert outline.reviewed_on == dt.date(2024, 7, 23)
    assert "2024" in outline.review_line
    head = "Super Stars Pre-school – Social Media Policy"
    first, *others = outline.left_out
    assert "1" in words_of(first)
    assert len(others) == 3
    assert others[0] == others[2] == head


@pytest.mark.parametrize("suffix", FORMATS)
def test_that_policy_loses_no_word(suffix):
    assert_same_words(fixture(suffix))


paragraphs = st.builds(
    Paragraph,
    text=st.lists(
        st.sampled_from(
            [*WORDS, "Staff", "POLICY", "Page", "3", "Reviewed", "23", "July", "next:", "**Bold**", "\n"]
        ),
        max_size=9,
    ).map(" ".join),
    kind=st.sampled_from(["heading", "item", "body", "body"]),
    level=st.integers(0, 6),
    label=st.sampled_from(
        ["", "", "-", "•", "o", "4", "4.1", "5.10", "a)", "b)", "(iv)", "i)", "1.", "2.", "B."]
    ),
    indent=st.integers(0, 8),
    new_page=st.booleans(),
).filter(lambda one: one.kind == "item" or not one.label or one.kind == "heading")
short_lines = st.sampled_from(
    ["4 Staff", "4.1. Reputation", "Section 5: Children", "**Aims**", "SCOPE", "Social Media Policy", "2",
     "Page 2 of 3", "Reviewed 23 July 2024", "Date of last review: 23/07/2024", "Next review: July 2025",
     "staff will:", "and so on."]
).map(Paragraph)  # fmt: skip
documents = st.lists(paragraphs | short_lines, max_size=14)


@settings(max_examples=400, deadline=None)
@given(documents)
def test_no_word_is_lost_or_changed_whatever_stands_there(document):
    assert_same_words(document)


@settings(max_examples=150, deadline=None)
@given(documents)
def test_every_outline_can_be_stored_and_numbered(document):
    for outline in (split(document), split_as_written(document)):
        assert Outline.from_json(outline.to_json()) == outline
        assert len(set(numbers(outline.blocks))) == len(outline.blocks)
        assert all(block.text for block in outline.blocks)


@settings(max_examples=150, deadline=None)
@given(documents)
def test_our_own_markdown_loses_no_word_either(document):
    outline = split_as_written(document)
    assert words(outline) == words_in(document)


def words_in(document: list[Paragraph]) -> list[str]:
    return [word for one in document for word in [*label_words(one.label), *words_of(one.text)]]


def assert_same_words(document: list[Paragraph]) -> None:
    """As many of each, and in order: what was kept and what was left out interleave to the source."""
    outline = split(document)
    source = words_in(document)
    assert Counter(words(outline)) == Counter(source)
    left_out = [word for line in outline.left_out for word in words_of(line)]
    kept = words(outline)[: len(source) - len(left_out)]
    assert interleave(kept, left_out, source)


def interleave(first: list[str], second: list[str], whole: list[str]) -> bool:
    reached = {0}
    for at, word in enumerate(whole):
        ahead = {taken + 1 for taken in reached if taken < len(first) and first[taken] == word}
        beside = {taken for taken in reached if at - taken < len(second) and second[at - taken] == word}
        reached = ahead | beside
    return bool(reached)


lines = st.lists(
    st.sampled_from([*WORDS, "Staff", "NEVER", "Page", "3", "will:", "•", "o", "(a)"]), max_size=7
).map(" ".join)
files = st.lists(
    st.tuples(st.sampled_from(["", "  ", "    ", "- ", "• ", "4.1 ", "# ", "\f"]), lines),
    min_size=1,
    max_size=20,
)


@settings(max_examples=300, deadline=None)
@given(files, st.sampled_from(["\n", "\n\n"]))
def test_a_text_file_keeps_every_word_from_its_bytes_to_its_clauses(file, gap):
    text = gap.join(start + line for start, line in file)
    if not text.strip():
        return
    outline = split(read("policy.txt", text.encode()))
    assert Counter(bare(words(outline))) == Counter(bare(words_of(text)))


def bare(said: list[str]) -> list[str]:
    """Without Word's round bullet, which is a word only where it stands inside a sentence."""
    return [word for word in said if word != "o"]


def test_a_link_that_was_typed_and_leads_nowhere_leaves_no_mark_behind():
    word, document = io.BytesIO(), docx.Document()
    document.add_paragraph("See [the outings policy]() and ring us.")
    document.save(word)
    [block] = split(read("a.docx", word.getvalue())).blocks
    assert plain(block.text) == "See [the outings policy]() and ring us."
