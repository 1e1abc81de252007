"""What differs between two versions of an assessment: of the whole, and hazard by hazard, word by word."""

import dataclasses
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from pages.templatetags.dates import nice_date
from policies.comparing import SAME, Run, compare_texts
from social.models import RiskAssessment, RiskBand
from social.selectors import risk_page
from social.selectors.risk_page import Line, Score

ADDED, REMOVED, CHANGED = "added", "removed", "changed"


@dataclasses.dataclass(frozen=True)
class Part:
    """One thing that is said, and its words as runs of what stayed, came and went."""

    label: Any
    runs: list[Run]

    @property
    def is_same(self) -> bool:
        return all(run.op == SAME for run in self.runs)


@dataclasses.dataclass(frozen=True)
class HazardChange:
    """What happened to one hazard, by its key: only the parts that differ."""

    op: str
    title: str
    parts: list[Part]


@dataclasses.dataclass(frozen=True)
class Differences:
    whole: list[Part]
    hazards: list[HazardChange]
    same: int


def between(before: RiskAssessment, after: RiskAssessment) -> Differences:
    """A fixed number of queries."""
    bands = list(RiskBand.objects.order_by("from_score"))
    old, new = (risk_page.lines(row, bands) for row in (before, after))
    whole = [
        part
        for part, other in zip(_whole(before), _whole(after), strict=True)
        if part[1] != other[1]
    ]  # fmt: skip
    said = dict(_whole(after))
    changes = list(_hazards(old, new))
    return Differences(
        whole=[Part(label, compare_texts(words, said[label])) for label, words in whole],
        hazards=[change for change in changes if change.parts],
        same=sum(not change.parts for change in changes),
    )


def _whole(row: RiskAssessment) -> list[tuple[Any, str]]:
    policy = row.policy_version
    return [
        (lazy("What it is used for"), row.purpose),
        (lazy("Who uses it, with whom"), row.used_by),
        (lazy("How it is watched"), row.monitoring),
        (lazy("Acceptable-use policy"), _policy(policy) if policy else ""),
        (lazy("Next review"), nice_date(row.next_review_on)),
    ]


def _policy(version: Any) -> str:
    return _("%(policy)s, version %(number)s") % {"policy": version.policy.title, "number": version.number}


def _hazards(old: Sequence[Line], new: Sequence[Line]) -> Any:
    """Those of the new one in their order, then what is gone."""
    known = {line.said.key: line for line in old}
    for line in new:
        was = known.pop(line.said.key, None)
        parts = _parts(was, line)
        yield HazardChange(CHANGED if was else ADDED, line.said.title, parts)
    for was in known.values():
        yield HazardChange(REMOVED, was.said.title, _parts(was, None))


def _parts(before: Line | None, after: Line | None) -> list[Part]:
    empty = [(label, "") for label, _words in _said(after or before)]
    old = _said(before) if before else empty
    new = _said(after) if after else empty
    parts = [
        Part(label, compare_texts(was, now)) for (label, was), (_same, now) in zip(old, new, strict=True)
    ]
    return [part for part in parts if not part.is_same]


def _said(line: Line | None) -> list[tuple[Any, str]]:
    if line is None:
        return []
    return [
        (lazy("What could happen"), line.said.title),
        (lazy("Kind"), line.kind),
        (lazy("Who may be harmed"), line.harmed),
        (lazy("Without controls"), _score(line.before)),
        (lazy("Controls"), line.said.controls),
        (lazy("With controls"), _score(line.after)),
        (lazy("Who answers for what is left"), line.owner),
    ]


def _score(score: Score) -> str:
    return f"{score.likelihood}×{score.impact}={score.figure} {score.band}"
