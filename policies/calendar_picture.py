"""The calendar of reviews as SVG: a row per policy, a column per month. Pure: attributes only, no styles.

Colour never speaks alone: each mark has a sign, and the table beside the picture says the same.
"""

import dataclasses
import enum
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import quoteattr

from django.utils.dates import MONTHS_3
from django.utils.translation import gettext as _

from workflow.diagrams import BAND, BRAND, EDGE, PAPER, SOFT, text

LABELS, COLUMN, HEAD, ROW, RADIUS = 250, 48, 40, 46, 13
LETTERS = 28
DANGER, WARN, GOOD = "#a61b2b", "#664200", "#2b641d"


class Look(enum.StrEnum):
    """How a review stands."""

    OVERDUE = "overdue"
    CHANGING = "changing"
    DUE = "due"
    DONE = "done"


# Fill, ink and sign of each mark.
LOOKS = {
    Look.OVERDUE: (DANGER, PAPER, "!"),
    Look.CHANGING: (WARN, PAPER, "…"),
    Look.DUE: (PAPER, BRAND, ""),
    Look.DONE: (GOOD, PAPER, "✓"),
}


@dataclasses.dataclass(frozen=True)
class Mark:
    """One review. Month 0 is "earlier": late since a year before."""

    policy: str
    month: int
    look: Look


def svg(marks: Iterable[Mark], *, label: str, this_month: int = 0) -> str:
    """The picture. `this_month` is shaded. Without marks an empty string: there is nothing to see."""
    rows: dict[str, dict[int, list[Look]]] = {}
    for mark in marks:
        rows.setdefault(mark.policy, {}).setdefault(mark.month, []).append(mark.look)
    if not rows:
        return ""
    has_earlier = any(0 in months for months in rows.values())
    columns = [*([0] if has_earlier else []), *range(1, 13)]
    places = {month: LABELS + COLUMN * number + COLUMN // 2 for number, month in enumerate(columns)}
    width, height = LABELS + COLUMN * len(columns) + EDGE, HEAD + ROW * len(rows) + EDGE
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
        f' role="img" aria-label={quoteattr(label)}>',
        *_months(places, height, this_month),
        *(
            part
            for number, row in enumerate(sorted(rows))
            for part in _row(number, row, rows[row], places, width)
        ),
        "</svg>",
    ]
    return "\n".join(parts)


def _months(places: dict[int, int], height: int, this_month: int) -> Iterator[str]:
    for month, x in places.items():
        if month and month == this_month:
            yield f'<rect x="{x - COLUMN // 2}" y="0" width="{COLUMN}" height="{height}" fill="{BAND}"/>'
        words = str(MONTHS_3[month]).capitalize() if month else _("Earlier")
        yield text(words, x, HEAD // 2, characters=10, size=13, anchor="middle")


def _row(
    number: int, policy: str, months: dict[int, list[Look]], places: dict[int, int], width: int
) -> Iterator[str]:
    top = HEAD + ROW * number
    yield f'<path d="M0 {top} H{width}" stroke="{SOFT}" stroke-width="0.5"/>'
    yield text(policy, EDGE, top + ROW // 2, characters=LETTERS, size=14, anchor="start", most=2)
    for month, looks in months.items():
        yield from _marks(looks, places[month], top + ROW // 2)


def _marks(looks: list[Look], x: int, y: int) -> Iterator[str]:
    """One mark, and how many more where a month has several: the one that cannot wait is in sight."""
    look = min(looks, key=list(LOOKS).index)
    fill, ink, sign = LOOKS[look]
    edge = BRAND if look == Look.DUE else fill
    yield f'<circle cx="{x}" cy="{y}" r="{RADIUS}" fill="{fill}" stroke="{edge}" stroke-width="3"/>'
    if sign:
        yield text(sign, x, y, characters=1, size=16, anchor="middle", fill=ink)
    if len(looks) > 1:
        more = f"+{len(looks) - 1}"
        yield text(more, x + RADIUS + 1, y - RADIUS + 2, characters=4, size=12, anchor="start")
