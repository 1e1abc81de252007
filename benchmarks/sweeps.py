"""What the sweeps over policies cost: what is due, not what exists. The same with ten times the history.

Knows nothing of Django: `time_sweeps` measures, in the process of each site, a few rounds in turn.
"""

import json
from collections.abc import Mapping, Sequence
from statistics import median
from typing import Any

from benchmarks.sites import Site

FLOOR, REQUESTS, REMIND = "floor: select what is due", "requests, nothing changed", "reminders"
SWEEPS = (FLOOR, REQUESTS, REMIND)
# How many times the floor of the same run each may take, and how much ten times the history may add.
REACH = {REQUESTS: 60.0, REMIND: 250.0}
GROWTH = 1.2
# The sites take turns, so that a slow moment of the machine meets both.
TURNS = 4

# Versions of each policy → sweep → rounds of (seconds, queries, rows read).
Measured = Mapping[int, Mapping[str, Sequence[Sequence[float]]]]


def measure(sites: Mapping[int, Site], rounds: int) -> Measured:
    """Time every sweep of every site `rounds` times; `sites` by how many versions a policy has."""
    found: dict[int, dict[str, list[Any]]] = {versions: {name: [] for name in SWEEPS} for versions in sites}
    for _turn in range(TURNS):
        for versions, site in sites.items():
            said = json.loads(site.manage("time_sweeps", str(max(1, rounds // TURNS))))
            for name in SWEEPS:
                found[versions][name] += said[name]
    return found


def table(measured: Measured) -> str:
    """One line per sweep and history, in Markdown; `×` is the ratio of the p50s of the same run."""
    lines = [
        "| sweep | versions | p50 ms | × floor | growth | queries | rows read |",
        "|---|--:|--:|--:|--:|--:|--:|",
    ]
    for name in SWEEPS:
        for versions in sorted(measured):
            seconds, queries, rows = _medians(measured, name, versions)
            grown = f"{_growth(measured, name):.2f}" if versions == max(measured) else ""
            lines.append(
                f"| {name} | {versions} | {seconds * 1000:.1f} | {_ratio(measured, name, versions):.1f} "
                f"| {grown} | {queries:.0f} | {rows:,.0f} |"
            )
    return "\n".join(lines)


def missed(measured: Measured) -> list[str]:
    """What costs more than it may, in words; empty when the reach is met."""
    found, most = [], max(measured)
    for name, limit in REACH.items():
        ratio, growth = _ratio(measured, name, most), _growth(measured, name)
        rows = _medians(measured, name, most)[2] / max(_medians(measured, name, min(measured))[2], 1)
        if ratio > limit:
            found.append(f"{name} takes {ratio:.1f} × the floor; the reach is {limit} ×")
        if growth > GROWTH:
            found.append(f"{name} takes {growth:.2f} × as long with {most} versions; the reach is {GROWTH} ×")
        if rows > GROWTH:
            found.append(f"{name} reads {rows:.2f} × the rows with {most} versions; the reach is {GROWTH} ×")
    return found


def _medians(measured: Measured, name: str, versions: int) -> list[float]:
    return [median(values) for values in zip(*measured[versions][name], strict=True)]


def _ratio(measured: Measured, name: str, versions: int) -> float:
    return _medians(measured, name, versions)[0] / _medians(measured, FLOOR, versions)[0]


def _growth(measured: Measured, name: str) -> float:
    return _medians(measured, name, max(measured))[0] / _medians(measured, name, min(measured))[0]
