"""The hazards of a draft as it keeps them: JSON that nobody audits, until they are handed in. Pure."""

import dataclasses
import uuid
from collections.abc import Sequence
from typing import Any

from social.models import Hazard


@dataclasses.dataclass(frozen=True)
class DraftHazard:
    """One hazard of a draft. Ids are text; scores from 1 to 5. `key` is the same from version to version."""

    kind: str
    title: str
    harmed: tuple[str, ...]
    controls: str
    likelihood_before: int
    impact_before: int
    likelihood_after: int
    impact_after: int
    residual_owner: str
    action: str = ""
    key: str = dataclasses.field(default_factory=lambda: str(uuid.uuid4()))

    @property
    def before(self) -> int:
        return self.likelihood_before * self.impact_before

    @property
    def after(self) -> int:
        return self.likelihood_after * self.impact_after

    def to_json(self) -> dict[str, Any]:
        return dataclasses.asdict(self) | {"harmed": list(self.harmed)}

    @classmethod
    def from_json(cls, said: dict[str, Any]) -> "DraftHazard":
        return cls(**said | {"harmed": tuple(said["harmed"])})

    @classmethod
    def of(cls, row: Hazard) -> "DraftHazard":
        """As it was handed in, to be changed in the next draft."""
        return cls(
            kind=row.kind_id,
            title=row.title,
            harmed=tuple(row.harmed),
            controls=row.controls,
            likelihood_before=row.likelihood_before,
            impact_before=row.impact_before,
            likelihood_after=row.likelihood_after,
            impact_after=row.impact_after,
            residual_owner=str(row.residual_owner_id),
            action=str(row.action_id or ""),
            key=str(row.key),
        )


def read(draft: Sequence[dict[str, Any]]) -> list[DraftHazard]:
    """The hazards of `RiskAssessment.draft`."""
    return [DraftHazard.from_json(said) for said in draft]


def replaced(draft: Sequence[dict[str, Any]], hazard: DraftHazard) -> list[dict[str, Any]]:
    """The draft with `hazard` in the place of the one of the same key, or at the end."""
    found = [dict(said) for said in draft]
    keys = [said["key"] for said in found]
    if hazard.key in keys:
        found[keys.index(hazard.key)] = hazard.to_json()
        return found
    return [*found, hazard.to_json()]


def without(draft: Sequence[dict[str, Any]], key: str) -> list[dict[str, Any]]:
    """The draft without the hazard of that key."""
    return [dict(said) for said in draft if said["key"] != key]
