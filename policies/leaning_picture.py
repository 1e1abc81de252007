"""What leans on what, as a picture: who leans on the left, what is leant on on the right. Pure.

A policy that does both stands on both sides, so that no arrow runs behind a box, whatever leans on
what, in circles too. Attributes only, no styles, for the strict CSP. What is wrong with a policy is
said by a sign and a word, and by the arrows that lead to it; never by colour alone.
"""

import dataclasses
from collections.abc import Hashable, Iterator, Sequence
from xml.sax.saxutils import quoteattr

from workflow.diagrams import INK, PAPER, SOFT, text

BOX, BETWEEN, HEIGHT, GAP, EDGE = 316, 420, 50, 10, 14
CHARACTERS, ROUNDS = 38, 3
TONES = {"danger": ("#a61b2b", "#fdebec"), "warn": ("#664200", "#fff3d6"), "": (INK, PAPER)}
DASHES = ' stroke-dasharray="6 4"'


@dataclasses.dataclass(frozen=True)
class Node:
    """One policy: `said` is what is wrong with it ("Missing"), in the tone "danger" or "warn"; or nothing."""

    key: Hashable
    title: str
    said: str = ""
    tone: str = ""


Arrow = tuple[Hashable, Hashable]


def svg(nodes: Sequence[Node], arrows: Sequence[Arrow], *, label: str) -> str:
    """The picture of the arrows between `nodes`; empty without an arrow."""
    if not arrows:
        return ""
    leaning, leant_on = _sides(nodes, arrows)
    rows = max(len(leaning), len(leant_on))
    width, height = EDGE * 2 + BOX * 2 + BETWEEN, EDGE * 2 + rows * (HEIGHT + GAP) - GAP
    left, right = _heights(leaning, rows), _heights(leant_on, rows)
    tones = {node.key: node.tone for node in nodes}
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
        f' role="img" aria-label={quoteattr(label)}>',
        *(part for start, end in arrows for part in _arrow(left[start], right[end], tones[end])),
        *(part for node in leaning for part in _box(node, EDGE, left[node.key])),
        *(part for node in leant_on for part in _box(node, EDGE + BOX + BETWEEN, right[node.key])),
        "</svg>",
    ]
    return "\n".join(parts)


def _sides(nodes: Sequence[Node], arrows: Sequence[Arrow]) -> tuple[list[Node], list[Node]]:
    """Who leans, and what is leant on, each side in the order of the other, so that few arrows cross."""
    starts, ends = {start for start, _end in arrows}, {end for _start, end in arrows}
    leaning = [node for node in nodes if node.key in starts]
    leant_on = [node for node in nodes if node.key in ends]
    for _round in range(ROUNDS):
        leant_on = _untangled(leant_on, leaning, [(end, start) for start, end in arrows])
        leaning = _untangled(leaning, leant_on, arrows)
    return leaning, leant_on


def _untangled(side: list[Node], other: list[Node], arrows: Sequence[Arrow]) -> list[Node]:
    """`side`, each at the height of those of `other` that it has an arrow with."""
    rows = {node.key: row / len(other) for row, node in enumerate(other)}

    def height(node: Node) -> float:
        across = [rows[far] for near, far in arrows if near == node.key]
        return sum(across) / len(across)

    return sorted(side, key=height)


def _heights(nodes: list[Node], rows: int) -> dict[Hashable, int]:
    """The top of each box; the shorter side is spread over the height of the other."""
    step = rows * (HEIGHT + GAP) // max(len(nodes), 1)
    return {node.key: EDGE + step * row + (step - HEIGHT - GAP) // 2 for row, node in enumerate(nodes)}


def _arrow(top: int, to_top: int, tone: str) -> Iterator[str]:
    """From the right side of a box to the left side of another; dashed to what is missing."""
    x, y = EDGE + BOX, top + HEIGHT // 2
    to_x, to_y = EDGE + BOX + BETWEEN - 2, to_top + HEIGHT // 2
    ink = TONES[tone][0] if tone else SOFT
    yield (
        f'<path d="M{x} {y} C{x + BETWEEN // 2} {y} {to_x - BETWEEN // 2} {to_y} {to_x - 9} {to_y}"'
        f' fill="none" stroke="{ink}" stroke-width="1.5"{DASHES if tone == "danger" else ""}/>'
    )
    yield f'<path d="M{to_x} {to_y} l-10 -5 v10 z" fill="{ink}"/>'


def _box(node: Node, x: int, y: int) -> Iterator[str]:
    ink, paper = TONES[node.tone]
    yield (
        f'<rect x="{x}" y="{y}" width="{BOX}" height="{HEIGHT}" rx="8" fill="{paper}" stroke="{ink}"'
        f' stroke-width="{2 if node.tone else 1}"{DASHES if node.tone == "danger" else ""}/>'
    )
    middle = y + HEIGHT // 2 - (10 if node.said else 0)
    yield text(node.title, x + 12, middle, characters=CHARACTERS, size=15, anchor="start", most=1)
    if node.said:
        yield _sign(node.tone, x + 20, y + HEIGHT - 15, ink)
        yield text(
            node.said, x + 34, y + HEIGHT - 14, characters=CHARACTERS, size=14, anchor="start", fill=ink
        )


def _sign(tone: str, x: int, y: int, ink: str) -> str:
    """A cross for what is missing, a triangle for what is late, a ring for what is not there yet."""
    if tone == "danger":
        return f'<path d="M{x - 5} {y - 5} l10 10 m0 -10 l-10 10" stroke="{ink}" stroke-width="2.5"/>'
    if tone == "warn":
        return f'<path d="M{x} {y - 7} l8 13 h-16 z" fill="{ink}"/>'
    return f'<circle cx="{x}" cy="{y}" r="5" fill="none" stroke="{ink}" stroke-width="2"/>'
