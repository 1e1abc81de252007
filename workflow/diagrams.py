"""A lifecycle as a picture: a column per state, a row per step, from dots to an arrow.

Rows never cross, so the picture stays legible with any number of steps. Attributes only, no
styles: the same SVG works under the strict CSP, in the docs and on paper.
"""

import textwrap
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from workflow.lifecycle import Lifecycle, Step

LABELS, COLUMN, HEAD, ROW, EDGE = 206, 98, 100, 46, 12
BOX_WIDTH, BOX_HEIGHT, LINE = 92, 76, 17
BRAND, INK, SOFT, PAPER, END, BAND = "#0b5351", "#1f2a2b", "#667273", "#ffffff", "#f1ebe0", "#f7f3ea"
FONT = 'font-family="Atkinson Hyperlegible Next, system-ui, sans-serif"'


def svg(lifecycle: Lifecycle) -> str:
    """The picture of one lifecycle; empty for one without states."""
    if lifecycle.states is None:
        return ""
    values = lifecycle.states.values
    columns = {value: LABELS + COLUMN * number + COLUMN // 2 for number, value in enumerate(values)}
    width = LABELS + COLUMN * len(columns) + EDGE
    height = HEAD + ROW * len(lifecycle.steps) + EDGE
    steps = list(enumerate(lifecycle.steps.values()))
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
        f' role="img" aria-label={quoteattr(str(lifecycle.title))}>',
        *(_band(number, width) for number, _step in steps if number % 2),
        *(_state(lifecycle, value, x, height) for value, x in columns.items()),
        *(part for number, step in steps for part in _row(step, columns, HEAD + ROW * number + ROW // 2)),
        "</svg>",
    ]
    return "\n".join(parts)


def _band(number: int, width: int) -> str:
    return f'<rect x="0" y="{HEAD + ROW * number}" width="{width}" height="{ROW}" fill="{BAND}"/>'


def _state(lifecycle: Lifecycle, value: str, x: int, height: int) -> str:
    """A box with the state's label, thick where things begin and shaded where they end; its line below."""
    fill = END if value in lifecycle.ends else PAPER
    thickness = 4 if value == lifecycle.initial else 2
    label = str(dict(lifecycle.states.choices)[value]) if lifecycle.states else value
    return (
        f'<path d="M{x} {EDGE + BOX_HEIGHT} V{height - EDGE}" stroke="{SOFT}" stroke-width="1"/>'
        f'<rect x="{x - BOX_WIDTH // 2}" y="{EDGE}" width="{BOX_WIDTH}" height="{BOX_HEIGHT}" rx="8"'
        f' fill="{fill}" stroke="{INK}" stroke-width="{thickness}"/>'
        + text(label, x, EDGE + BOX_HEIGHT // 2, characters=12, size=13, anchor="middle")
    )


def _row(step: Step, columns: dict[str, int], y: int) -> Iterator[str]:
    """The step's label, a dot in each state that it leads from, and an arrow into the one it leads to.

    A ring around the dot: it may be taken again there.
    """
    yield text(str(step.label), EDGE, y, characters=26, size=14, anchor="start")
    target = columns[step.target]
    froms = [columns[source] for source in step.sources]
    dashes = ' stroke-dasharray="5 4"' if step.by_system else ""
    for side, furthest in ((-1, min(froms)), (1, max(froms))):
        if (furthest - target) * side > 0:
            tip = target + side * (13 if step.target in step.sources else 3)
            yield f'<path d="M{furthest} {y} H{tip}" stroke="{BRAND}" stroke-width="2.5"{dashes}/>'
            yield f'<path d="M{tip} {y} l{side * 11} -6 v12 z" fill="{BRAND}"/>'
    if step.target in step.sources:
        yield f'<circle cx="{target}" cy="{y}" r="11" fill="none" stroke="{BRAND}" stroke-width="2.5"/>'
    for x in froms:
        yield f'<circle cx="{x}" cy="{y}" r="5.5" fill="{BRAND}"/>'


def text(
    words: str,
    x: int,
    middle: int,
    *,
    characters: int,
    size: int,
    anchor: str,
    fill: str = INK,
    most: int | None = None,
) -> str:
    """Words in lines of so many characters, around a height; of `most` lines the last says that there are more."""
    lines = textwrap.wrap(words, characters, max_lines=most, placeholder="…")
    first = middle - LINE * (len(lines) - 1) / 2 + size / 3
    return "".join(
        f'<text x="{x}" y="{first + LINE * number:g}" font-size="{size}" text-anchor="{anchor}" {FONT}'
        f' fill="{fill}">{escape(line)}</text>'
        for number, line in enumerate(lines)
    )
