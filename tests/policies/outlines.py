"""Outlines to try things with: random ones, and a short way to write one by hand."""

import uuid

from hypothesis import strategies as st

from policies.outline import CLAUSE, HEADING, KINDS, MAX_DEPTH, SECTION, Block, Outline

# Words as they occur: punctuation, dashes, Markdown, numbers, other scripts.
WORDS = (
    "staff", "will", "not", "Instagram", "and", "child’s", "pre-school", "(DSL)", "2024", "24/7", "–", "e.g.",
    "**never**", "*always*", "[the policy](https://superstars.example/p)", "[lost]()", "naïve", "5.10", "a", "b)",
    "snake_case", "[open", "](close)", "*", "\\*kept\\*", "été;", "end.", "ends:", "Ψ", "`code`",
)  # fmt: skip
LABELS = ("", "", "", "–", "•", "4", "4.2", "5.10", "b)", "(iv)", "Section 3:", "1.", "i)")

texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(" ".join)
keys = st.none() | st.uuids(version=4).map(str)


@st.composite
def blocks(draw: st.DrawFn) -> Block:
    kind = draw(st.sampled_from([*KINDS, CLAUSE, CLAUSE]))
    depth = draw(st.integers(0, MAX_DEPTH)) if kind == CLAUSE else 0
    return Block(kind, depth, draw(texts), draw(st.sampled_from(LABELS)), draw(keys))


outlines = st.builds(
    Outline,
    title=st.just("") | texts,
    blocks=st.lists(blocks(), max_size=12),
    reviewed_on=st.none() | st.dates(),
    review_line=st.just("") | texts,
    left_out=st.lists(texts, max_size=2),
)


def written(lines: str) -> list[Block]:
    """Blocks from a sketch: "# Section", "## Heading", "clause", "> sub-clause".

    "4.2| " before the text is its label.
    """
    return [_block(line.strip()) for line in lines.strip().splitlines()]


def _block(line: str) -> Block:
    marks, _, said = line.partition(" ") if line[0] in "#>" else ("", "", line)
    label, bar, text = said.partition("| ")
    if not bar:
        label, text = "", said
    kind = {"#": SECTION, "##": HEADING}.get(marks, CLAUSE)
    return Block(kind, len(marks) if kind == CLAUSE else 0, text, label)


def key(number: int) -> str:
    return str(uuid.UUID(int=number))
