"""Posts: the list, what a step asks behind its locks, and the minute's sweep, at two sizes. Knows nothing of Django."""

import sys
from typing import Any

from benchmarks.picture_report import filled
from scripts import servers

SIZES, CHILDREN = (5_000, 50_000), 1_000
GROWTH = 1.5
NAMES = {
    "list": "list of 26 posts",
    "step": "approval of 5 children",
    "sweep": "sweep of what is on its way",
    "board": "board, five groups of ten",
}
# What is on its way grows with the posts here; in life it does not.
STEADY = ("list", "step")

Measured = dict[int, dict[str, dict[str, float]]]


def measured(sizes: list[int], postgres: servers.Postgres) -> Measured:
    """Posts → what was asked → milliseconds, those of the floor, queries, rows read."""
    found: dict[int, Any] = {}
    for size in sizes:
        print(f"Seeding {size:,} posts …", file=sys.stderr, flush=True)
        found[size] = filled(f"posts_{size}", ["measure_posts", str(size), str(CHILDREN)], postgres)
    return found


def table(found: Measured) -> str:
    """One line per question and size; `× floor` is a ratio of medians of the same run."""
    lines = [
        "| posts | number | ms | × its rows by key | growth | queries | rows read |",
        "|---|--:|--:|--:|--:|--:|--:|",
    ]
    for name, label in NAMES.items():
        for size, said in sorted(found.items()):
            one = said[name]
            grown = f"{_growth(found, name):.2f}" if size == max(found) else ""
            cells = [
                label, f"{size:,}", f"{one['ms']:.1f}", f"{one['ms'] / one['floor_ms']:.2f}", grown,
                f"{one['queries']:.0f}", f"{one['rows']:,.0f}",
            ]  # fmt: skip
            lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def missed(found: Measured) -> list[str]:
    """What grows with the number of posts, or asks more of the database, in words."""
    few, many = min(found), max(found)
    slower = [
        f"{NAMES[name]} grows {_growth(found, name):.2f} × from {few:,} posts to {many:,}; the reach is {GROWTH} ×"
        for name in STEADY
        if _growth(found, name) > GROWTH
    ]
    return slower + [
        f"{label} asks {found[many][name]['queries']:.0f} queries, and {found[few][name]['queries']:.0f} at {few:,}"
        for name, label in NAMES.items()
        if found[many][name]["queries"] != found[few][name]["queries"]
    ]


def _growth(found: Measured, name: str) -> float:
    return found[max(found)][name]["ms"] / found[min(found)][name]["ms"]
