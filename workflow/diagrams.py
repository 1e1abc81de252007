"""A lifecycle as a picture: states down the left, one track per step, like a map of railway lines.

Attributes only, no styles: the same SVG works under the strict CSP, in the docs and in a PDF.
The table beside it says the same in words.
"""

import dataclasses
from xml.sax.saxutils import escape, quoteattr

from workflow.lifecycle import Lifecycle, Step

BOX_WIDTH, BOX_HEIGHT, GAP = 230, 92, 22
LEFT, TOP, TRACK = 8, 44, 34
TRACKS_START = LEFT + BOX_WIDTH + 46
COLOURS = ("#0b5351", "#a61b34", "#7a4b00", "#3d4f9f", "#5b3a8c", "#2f6b1f", "#8a2f6b", "#00647d")
INK, PAPER, END = "#1f2a2a", "#ffffff", "#f1eade"
FONT = 'font-family="Atkinson Hyperlegible Next, system-ui, sans-serif"'


@dataclasses.dataclass(frozen=True)
class Track:
    """One step's line: its number in the table, where it runs, and at which height it meets a state."""

    number: int
    step: Step
    x: int
    offset: float
    colour: str


def svg(lifecycle: Lifecycle) -> str:
    """The picture of one lifecycle; empty for one without states."""
    if lifecycle.states is None:
        return ""
    rows = {value: row for row, value in enumerate(lifecycle.states.values)}
    tracks = _tracks(lifecycle)
    width = TRACKS_START + TRACK * len(tracks) + 10
    height = TOP + (BOX_HEIGHT + GAP) * len(rows)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img"'
        f" aria-label={quoteattr(f'{lifecycle.title}: states and steps')}>",
        *(_box(lifecycle, value, row) for value, row in rows.items()),
        *(_line(track, rows) for track in tracks),
        "</svg>",
    ]
    return "\n".join(parts)


def numbered(lifecycle: Lifecycle) -> list[tuple[int, Step, list[str], str]]:
    """Number, step, labels of its sources, label of its target: the table beside the picture."""
    if lifecycle.states is None:
        return []
    labels = dict(lifecycle.states.choices)
    return [
        (number, step, [str(labels[source]) for source in step.sources], str(labels[step.target]))
        for number, step in enumerate(lifecycle.steps.values(), start=1)
    ]


def _tracks(lifecycle: Lifecycle) -> list[Track]:
    steps = list(lifecycle.steps.values())
    spread = BOX_HEIGHT / (len(steps) + 1)
    return [
        Track(
            number, step, TRACKS_START + TRACK * (number - 1), spread * number, COLOURS[number % len(COLOURS)]
        )
        for number, step in enumerate(steps, start=1)
    ]


def _top(row: int) -> int:
    return TOP + row * (BOX_HEIGHT + GAP)


def _box(lifecycle: Lifecycle, value: str, row: int) -> str:
    assert lifecycle.states is not None
    fill = END if value in lifecycle.ends else PAPER
    thickness = 4 if value == lifecycle.initial else 2
    middle = _top(row) + BOX_HEIGHT / 2
    return (
        f'<rect x="{LEFT}" y="{_top(row)}" width="{BOX_WIDTH}" height="{BOX_HEIGHT}" rx="10"'
        f' fill="{fill}" stroke="{INK}" stroke-width="{thickness}"/>'
        f'<text x="{LEFT + 14}" y="{middle + 5:g}" font-size="16" {FONT} fill="{INK}">'
        f"{escape(str(lifecycle.states(value).label))}</text>"
    )


def _line(track: Track, rows: dict[str, int]) -> str:
    edge = LEFT + BOX_WIDTH
    heights = {value: _top(rows[value]) + track.offset for value in (*track.step.sources, track.step.target)}
    ends = [heights[source] for source in track.step.sources]
    target = heights[track.step.target]
    stroke = f'fill="none" stroke="{track.colour}" stroke-width="2"'
    loops = track.step.target in track.step.sources
    parts = [
        f'<path d="M{edge} {y:g} H{track.x}" {stroke}/><circle cx="{edge}" cy="{y:g}" r="3" fill="{track.colour}"/>'
        for y in ends
    ]
    parts.append(f'<path d="M{track.x} {TOP - 12} V{max(*ends, target):g}" {stroke}/>')
    if not loops:
        parts.append(f'<path d="M{track.x} {target:g} H{edge + 8}" {stroke}/>')
    parts.append(f'<path d="M{edge + 1} {target:g} l10 -5 v10 z" fill="{track.colour}"/>')
    parts.append(
        f'<circle cx="{track.x}" cy="{TOP - 24}" r="13" fill="{track.colour}"/>'
        f'<text x="{track.x}" y="{TOP - 19}" font-size="14" text-anchor="middle" {FONT} fill="{PAPER}">{track.number}</text>'
    )
    return "".join(parts)
