"""What leans on what, as a picture: columns from left to right, an arrow for each link. Pure.

Attributes only, no styles, so that it works under the strict CSP. What is wrong with a policy is
said by a sign and a word, not by its colour alone.
"""

import dataclasses
import itertools
from collections.abc import Hashable, Iterable, Iterator, Sequence
from xml.sax.saxutils import quoteattr

from workflow.diagrams import INK, PAPER, SOFT, text

WIDTH, HEIGHT, GAP, COLUMN, EDGE = 216, 66, 16, 306, 14
TITLE_LINES, TITLE_CHARACTERS = 2, 25
TONES = {"danger": ("#a61b2b", "#fdebec"), "warn": ("#664200", "#fff3d6"), "": (INK, PAPER)}


@dataclasses.dataclass(frozen=True)
class Node:
    """One policy: `said` is what is wrong with it ("Missing"), in the tone "danger" or "warn"; or nothing."""

    key: Hashable
    title: str
    said: str = ""
    tone: str = ""


Arrow = tuple[Hashable, Hashable]
Places = dict[Hashable, tuple[int, int]]


def svg(nodes: Sequence[Node], arrows: Sequence[Arrow], *, label: str) -> str:
    """The picture of `nodes` and the arrows between them; empty without nodes."""
    if not nodes:
        return ""
    columns = _columns(nodes, arrows)
    tallest = max(map(len, columns))
    places: Places = {
        node.key: (EDGE + COLUMN * number, EDGE + _from_top(row, len(column), tallest))
        for number, column in enumerate(columns)
        for row, node in enumerate(column)
    }
    width = EDGE * 2 + COLUMN * (len(columns) - 1) + WIDTH
    height = EDGE * 2 + tallest * (HEIGHT + GAP) - GAP
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
        f' role="img" aria-label={quoteattr(label)}>',
        *(_arrow(places[from_key], places[to_key]) for from_key, to_key in arrows),
        *(part for node in nodes for part in _box(node, *places[node.key])),
        "</svg>",
    ]
    return "\n".join(parts)


def _from_top(row: int, count: int, tallest: int) -> int:
    """A short column stands in the middle of the picture."""
    return row * (HEIGHT + GAP) + (tallest - count) * (HEIGHT + GAP) // 2


def _columns(nodes: Sequence[Node], arrows: Sequence[Arrow]) -> list[list[Node]]:
    """Each node to the right of all that lean on it, where no circle makes that impossible."""
    depth = _depths([node.key for node in nodes], arrows)
    columns: list[list[Node]] = [[] for _column in range(max(depth.values()) + 1)]
    for node in nodes:
        columns[depth[node.key]].append(node)
    filled = [column for column in columns if column]
    for before, column in itertools.pairwise(filled):
        _untangle(column, [node.key for node in before], arrows)
    return filled


def _depths(keys: list[Hashable], arrows: Sequence[Arrow]) -> dict[Hashable, int]:
    """The longest way to each node; an arrow that closes a circle does not count."""
    depth = dict.fromkeys(keys, 0)
    onward = _without_circles(keys, arrows)
    for _round in keys:
        deeper = [(from_key, to_key) for from_key, to_key in onward if depth[to_key] <= depth[from_key]]
        if not deeper:
            break
        for from_key, to_key in deeper:
            depth[to_key] = max(depth[to_key], depth[from_key] + 1)
    return depth


def _without_circles(keys: Iterable[Hashable], arrows: Sequence[Arrow]) -> list[Arrow]:
    """The arrows one by one, each left out from whose end the way leads back to its start."""
    kept: list[Arrow] = []
    for from_key, to_key in arrows:
        if from_key not in _reached(to_key, kept):
            kept.append((from_key, to_key))
    return kept


def _reached(start: Hashable, arrows: Sequence[Arrow]) -> set[Hashable]:
    found, waiting = {start}, [start]
    while waiting:
        here = waiting.pop()
        news = {to_key for from_key, to_key in arrows if from_key == here} - found
        found |= news
        waiting += news
    return found


def _untangle(column: list[Node], before: list[Hashable], arrows: Sequence[Arrow]) -> None:
    """Each node at the height of those that lean on it, so that fewer arrows cross."""
    rows = {key: row for row, key in enumerate(before)}

    def height(node: Node) -> float:
        above = [rows[from_key] for from_key, to_key in arrows if to_key == node.key and from_key in rows]
        return sum(above) / len(above) if above else len(rows)

    column.sort(key=height)


def _arrow(start: tuple[int, int], end: tuple[int, int]) -> str:
    """From the right side of a box to the left side of another, whatever lies between."""
    x, y = start[0] + WIDTH, start[1] + HEIGHT // 2
    to_x, to_y = end[0] - 2, end[1] + HEIGHT // 2
    bend = max((to_x - x) // 2, 60)
    return (
        f'<path d="M{x} {y} C{x + bend} {y} {to_x - bend} {to_y} {to_x - 9} {to_y}"'
        f' fill="none" stroke="{SOFT}" stroke-width="1.5"/>'
        f'<path d="M{to_x} {to_y} l-10 -5 v10 z" fill="{SOFT}"/>'
    )


def _box(node: Node, x: int, y: int) -> Iterator[str]:
    ink, paper = TONES[node.tone]
    dashes = ' stroke-dasharray="6 4"' if node.tone == "danger" else ""
    yield (
        f'<rect x="{x}" y="{y}" width="{WIDTH}" height="{HEIGHT}" rx="8" fill="{paper}" stroke="{ink}"'
        f' stroke-width="{2 if node.tone else 1}"{dashes}/>'
    )
    middle = y + HEIGHT // 2 - (10 if node.said else 0)
    words = text(
        node.title, x + 12, middle, characters=TITLE_CHARACTERS, size=14, anchor="start", most=TITLE_LINES
    )
    yield words
    if node.said:
        yield _sign(node.tone, x + 19, y + HEIGHT - 13, ink)
        yield text(node.said, x + 32, y + HEIGHT - 13, characters=30, size=13, anchor="start", fill=ink)


def _sign(tone: str, x: int, y: int, ink: str) -> str:
    """A cross for what is missing, a triangle for what is late."""
    if tone == "danger":
        return f'<path d="M{x - 5} {y - 5} l10 10 m0 -10 l-10 10" stroke="{ink}" stroke-width="2.5"/>'
    return f'<path d="M{x} {y - 7} l8 13 h-16 z" fill="{ink}"/>'
