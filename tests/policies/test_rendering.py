"""A clause's words on a page, where hostile markup is harmless text; and a draft as one Markdown text."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from documents.reading import Unreadable, read
from policies.outline import Block, Outline, label_words, words
from policies.rendering import TAGS, from_markdown, to_html, to_html_block, to_markdown
from policies.splitting import split
from tests.policies.outlines import outlines, written
from tests.policies.word_file import as_word


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("Be kind.", "Be kind."),
        ("**Never** share *this*", "<strong>Never</strong> share <em>this</em>"),
        ("__Never__ share _this_", "<strong>Never</strong> share <em>this</em>"),
        ("[here](https://superstars.example/a?b=1&c=2)",
         '<a href="https://superstars.example/a?b=1&amp;c=2" rel="noopener">here</a>'),
        ("[write](mailto:maya@superstars.example)",
         '<a href="mailto:maya@superstars.example" rel="noopener">write</a>'),
        ("`a < b`", "<code>a &lt; b</code>"),
        ("1. Be kind", "1. Be kind"),
        ("# Be kind", "# Be kind"),
        ("- Be kind", "- Be kind"),
        ("> Be *kind*", "&gt; Be <em>kind</em>"),
        ("snake_case_name and 5 * 3 * 2", "snake_case_name and 5 * 3 * 2"),
        (r"\*not so\* and a \[b\](c)", "*not so* and a [b](c)"),
        (r"a \<b> \&amp; c", "a &lt;b&gt; &amp;amp; c"),
        ("Tom & Jerry &copy; &lt;", "Tom &amp; Jerry &amp;copy; &amp;lt;"),
        ("  two\n lines ", "two lines"),
        ("", ""),
    ],
)  # fmt: skip
def test_inline_markdown(markdown, html):
    assert to_html(markdown) == html


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "*a* <script>alert(1)</script>",
        '<img src=x onerror="alert(1)"> **b**',
        "[a](javascript:alert(1))",
        "[a](JaVaScRiPt:alert(1))",
        "[a](data:text/html,<script>alert(1)</script>)",
        "[a](//evil.example)",
        "[a](/policies/)",
        '[a](https://x.example "onmouseover=alert(1)")',
        '[a](https://x.example"onmouseover="alert(1))',
        "![a](https://evil.example/spy.gif)",
        "<https://evil.example>",
        "**<svg/onload=alert(1)>**",
        "`</code><script>alert(1)</script>`",
        "&lt;script&gt; *a*",
        "&#60;script&#62; *a*",
        "\ue001script\ue002 *a*",
        "*<style>body{display:none}</style>*",
        "[<b>a</b>](https://x.example)",
        "[a]: https://evil.example",
        "\x02klzzwxh:0000\x03 *a*",
    ],
)
def test_hostile_markup_is_harmless(hostile):
    for html in (to_html(hostile), to_html_block(hostile)):
        assert_harmless(html)


fragments = st.sampled_from(
    ["<", ">", "&", '"', "'", "*", "**", "_", "`", "[", "](", ")", "script", "a", " ", "\\", "javascript:", "https://x",
     "/", "!", "onload=", "&lt;", "&#x3c;", "\n", "\n\n", "\x02", "\x03", "\ue001", "mailto:", "style", "#", "1. "]
)  # fmt: skip


@settings(max_examples=250, deadline=None)
@given(st.lists(fragments, max_size=25).map("".join))
def test_nothing_typed_becomes_more_than_the_tags_allowed(text):
    assert_harmless(to_html(text))
    assert_harmless(to_html_block(text))


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(["kind", "staff", "<b>", "&amp;", "5 * 3", "(DSL)", "a_b_c", "“no”"]), min_size=1
    )
)
def test_every_word_is_on_the_page(said):
    text = " ".join(said)
    assert read_by_browser(to_html(text)) == text


def test_a_block_keeps_paragraphs_and_lines():
    assert to_html_block("One *two*\nthree\n\n\n<four>") == (
        "<p>One <em>two</em><br>three</p><p>&lt;four&gt;</p>"
    )
    assert to_html_block("  \n ") == ""


class Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict]] = []
        self.text = ""

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text += data


def parsed(html: str) -> Page:
    page = Page()
    page.feed(html)
    page.close()
    return page


def read_by_browser(html: str) -> str:
    return parsed(html).text


def assert_harmless(html: str) -> None:
    for tag, attributes in parsed(html).tags:
        assert tag in {*TAGS, "p"}
        assert set(attributes) <= {"href", "rel"}
        assert "href" not in attributes or re.match(r"https?://|mailto:", attributes["href"], re.IGNORECASE)


# Markdown


def regular(outline: Outline) -> Outline:
    """As it comes back: no keys, bullets or lines left out, and no depth without one above it."""
    blocks, deepest = [], 0
    for block in outline.blocks:
        depth = min(block.depth, deepest)
        deepest = depth + 1 if block.kind == "clause" else 0
        label = block.label if label_words(block.label) else ""
        blocks.append(Block(block.kind, depth, block.text, label))
    return Outline(outline.title, blocks)


@settings(max_examples=150, deadline=None)
@given(outlines)
def test_no_word_is_lost_by_editing_as_markdown(outline):
    back = from_markdown(to_markdown(outline))
    assert words(back) == words(Outline(outline.title, outline.blocks, None, outline.review_line))
    assert [block.kind for block in back.blocks[: len(outline.blocks)]] == [
        block.kind for block in outline.blocks
    ]


TIDY_LABELS = {
    "section": ("", "4", "4.", "Section 3:"),
    "heading": ("", "4.2", "5.10"),
    "clause": ("", "1.", "b)", "(iv)"),
}


@st.composite
def tidy(draw: st.DrawFn) -> Outline:
    """What `split` makes: links with targets, and labels that stand before what they number."""
    outline = regular(draw(outlines))
    blocks = [
        Block(
            block.kind,
            block.depth,
            block.text.replace("[lost]()", "lost"),
            draw(st.sampled_from(TIDY_LABELS[block.kind])),
        )
        for block in outline.blocks
    ]
    return Outline(outline.title.replace("[lost]()", "lost"), blocks)


@settings(max_examples=150, deadline=None)
@example(Outline("", [Block("section", 0, "staff"), Block("section", 0, "**never**", "Section 3:")]))
@given(tidy())
def test_the_same_blocks_come_back(outline):
    back = from_markdown(to_markdown(outline))
    assert back.blocks == outline.blocks
    assert back.title == outline.title


@pytest.mark.parametrize("name", ["md", "docx"])
def test_a_loaded_policy_comes_back(name):
    written_by_hand = Path(__file__).parent / "data" / "social-media-policy.md"
    content = as_word() if name == "docx" else written_by_hand.read_bytes()
    outline = split(read(f"policy.{name}", content))
    back = from_markdown(to_markdown(outline))
    assert back.blocks == regular(outline).blocks
    assert (back.title, back.reviewed_on, back.review_line) == (
        outline.title, outline.reviewed_on, outline.review_line,
    )  # fmt: skip


def test_what_a_person_types():
    outline = from_markdown(
        "# Social Media Policy\n\n## Staff\n\nBe kind\nto all.\n\n- one\n    - two\n\n### Home\n\n1. three\n\n"
        "Reviewed 23 July 2024\n"
    )
    assert outline.title == "Social Media Policy"
    assert outline.blocks == written("# Staff\n Be kind to all.\n one\n > two\n ## Home\n 1.| three")
    assert outline.review_line == "Reviewed 23 July 2024"


def test_nothing_typed_is_the_empty_outline():
    assert from_markdown(" \n") == Outline(title="", blocks=[])
    assert to_markdown(Outline(title="", blocks=[])).strip() == ""


def test_a_comment_in_the_words_is_kept():
    outline = Outline("Policy", [Block("clause", 0, r"Never write \<!-- secrets --> here")])
    assert words(from_markdown(to_markdown(outline))) == words(outline)


def test_control_characters_are_refused_with_a_reason():
    with pytest.raises(Unreadable, match="not a text file"):
        from_markdown("Be kind\x00")
