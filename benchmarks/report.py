"""The table in Markdown, and whether the reach was met."""

from collections.abc import Mapping, Sequence

from benchmarks.plan import BARE, DETAIL, FLOOR, QUEUE, STAFF_FLOOR, SUBMIT
from benchmarks.timing import Target

# How many times the floor's p50 a page may take at the larger size, and how much it may grow up to it.
REACH = {QUEUE: 2.0, DETAIL: 2.0, SUBMIT: 3.0}
GROWTH = 1.2
# A page is compared with the floor as the same person gets it: a lead's header asks for more than staff's.
FLOORS = {STAFF_FLOOR: STAFF_FLOOR, SUBMIT: STAFF_FLOOR}

Counts = Mapping[tuple[int, str], tuple[float, float]]


def table(targets: Sequence[Target], counts: Counts) -> str:
    """One line per page and size; times in milliseconds, `×` are ratios of the p50s of the same run."""
    lines = [
        "| page | cases | p50 ms | p95 ms | × bare view | × floor | growth | queries | rows read |",
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for target in sorted(targets, key=lambda one: (_order(targets, one), one.cases)):
        name, cases = target.page.name, target.cases
        queries, rows = counts[cases, name]
        grown = _growth(targets, name) if cases == _largest(targets) else None
        cells = [
            name, f"{cases:,}", f"{target.p50 * 1000:.1f}", f"{target.p95 * 1000:.1f}",
            f"{target.p50 / _p50(targets, BARE, cases):.2f}", f"{_ratio(targets, name, cases):.2f}",
            f"{grown:.2f}" if grown else "", f"{queries:.0f}", f"{rows:,.0f}",
        ]  # fmt: skip
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def missed(targets: Sequence[Target]) -> list[str]:
    """What is slower than it may be, in words; empty when the reach is met."""
    found = []
    for name, limit in REACH.items():
        cases = _largest(targets)
        ratio, growth = _ratio(targets, name, cases), _growth(targets, name)
        if ratio > limit:
            found.append(f"{name} takes {ratio:.2f} × the floor at {cases:,} cases; the reach is {limit} ×")
        if growth > GROWTH:
            found.append(f"{name} grows {growth:.2f} × up to {cases:,} cases; the reach is {GROWTH} ×")
    return found


def _order(targets: Sequence[Target], target: Target) -> int:
    return next(place for place, one in enumerate(targets) if one.page.name == target.page.name)


def _largest(targets: Sequence[Target]) -> int:
    return max(target.cases for target in targets)


def _p50(targets: Sequence[Target], name: str, cases: int) -> float:
    return next(one.p50 for one in targets if (one.page.name, one.cases) == (name, cases))


def _ratio(targets: Sequence[Target], name: str, cases: int) -> float:
    return _p50(targets, name, cases) / _p50(targets, FLOORS.get(name, FLOOR), cases)


def _growth(targets: Sequence[Target], name: str) -> float:
    smallest = min(target.cases for target in targets)
    return _p50(targets, name, _largest(targets)) / _p50(targets, name, smallest)
