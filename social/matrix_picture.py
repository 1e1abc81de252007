"""Risks as a picture: likelihood upwards, impact to the right, each hazard by its number. Pure.

Attributes only, no styles, for the strict CSP and for paper. Colour never speaks alone: each field
has the letter of its band, and the table beside the picture says the same in words.
"""

import dataclasses
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import quoteattr

from django.utils.translation import gettext as _

from workflow.diagrams import FONT, INK, PAPER, SOFT, text

STEPS, FIELD, LEFT, TOP, FOOT, EDGE, RADIUS = 5, 60, 30, 26, 44, 4, 11
# Where the numbers of one field stand; the letter of its band keeps the lower right corner.
PLACES = ((16, 16), (40, 16), (16, 41), (38, 40))
# From the lowest band to the highest: the fill of a field, light enough for dark letters on paper too.
FILLS = ("#e8f3e2", "#fff3d6", "#f9d5b3", "#f0b3b5")


@dataclasses.dataclass(frozen=True)
class Mark:
    """One hazard: its number in the list, and both scores from 1 to 5."""

    number: int
    likelihood: int
    impact: int


@dataclasses.dataclass(frozen=True)
class Band:
    """From which score on a field belongs to it, and the letter that says so."""

    from_score: int
    letter: str


def svg(marks: Sequence[Mark], bands: Sequence[Band], *, label: str, drawn: int = 0) -> str:
    """The picture of `marks` on the scale of `bands`, the lowest first. Fits a phone of 390 px.

    `drawn`: so many pixels wide, where two stand side by side on paper.
    """
    width, height = LEFT + FIELD * STEPS + EDGE, TOP + FIELD * STEPS + FOOT
    wide = drawn or width
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{wide}"'
        f' height="{height * wide // width}"'
        f' role="img" aria-label={quoteattr(label)}>',
        *_axes(width, height),
        *(
            part
            for likelihood in range(STEPS, 0, -1)
            for impact in range(1, STEPS + 1)
            for part in _field(likelihood, impact, marks, bands)
        ),
        "</svg>",
    ]
    return "\n".join(parts)


def band_of(score: int, bands: Sequence[Band]) -> int:
    """Which of `bands`, the lowest first, a score belongs to, counted from 0."""
    return max(sum(band.from_score <= score for band in bands) - 1, 0)


def _axes(width: int, height: int) -> Iterator[str]:
    yield text(_("Likelihood ↑"), EDGE, TOP // 2, characters=30, size=14, anchor="start")
    yield text(_("Impact →"), width - EDGE, height - 12, characters=30, size=14, anchor="end")
    for step in range(1, STEPS + 1):
        middle = FIELD * (step - 1) + FIELD // 2
        below = TOP + FIELD * STEPS
        yield text(str(step), LEFT // 2, below - middle, characters=2, size=14, anchor="middle")
        yield text(str(step), LEFT + middle, below + 14, characters=2, size=14, anchor="middle")


def _field(likelihood: int, impact: int, marks: Sequence[Mark], bands: Sequence[Band]) -> Iterator[str]:
    x, y = LEFT + FIELD * (impact - 1), TOP + FIELD * (STEPS - likelihood)
    band = band_of(likelihood * impact, bands)
    fill = FILLS[min(band, len(FILLS) - 1)] if bands else PAPER
    yield f'<rect x="{x}" y="{y}" width="{FIELD}" height="{FIELD}" fill="{fill}" stroke="{SOFT}"/>'
    if bands:
        yield text(bands[band].letter, x + FIELD - 8, y + FIELD - 9, characters=1, size=12, anchor="middle")
    numbers = [mark.number for mark in marks if (mark.likelihood, mark.impact) == (likelihood, impact)]
    yield from _numbers(numbers, x, y)


def _numbers(numbers: Sequence[int], x: int, y: int) -> Iterator[str]:
    """Four at most; of more, three and how many others."""
    most = len(PLACES)
    shown = numbers if len(numbers) <= most else numbers[: most - 1]
    for number, (right, down) in zip(shown, PLACES, strict=False):
        yield f'<circle cx="{x + right}" cy="{y + down}" r="{RADIUS}" fill="{INK}"/>'
        yield (
            f'<text x="{x + right}" y="{y + down + 4.5:g}" font-size="13" font-weight="700"'
            f' text-anchor="middle" {FONT} fill="{PAPER}">{number}</text>'
        )
    if len(numbers) > len(shown):
        right, down = PLACES[-1]
        more = f"+{len(numbers) - len(shown)}"
        yield text(more, x + right - 2, y + down, characters=4, size=13, anchor="middle")
