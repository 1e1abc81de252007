"""What a draft of a risk assessment lacks before it can be sent for approval: asked by its page and by the step."""

import dataclasses
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as lazy

from policies.models import PolicyVersion
from social.hazard_drafts import DraftHazard
from social.models import RiskAssessment


@dataclasses.dataclass(frozen=True)
class Missing:
    """One thing in words, and the name of the page where it is said."""

    text: Any
    page: str


def missing(row: RiskAssessment, hazards: Sequence[DraftHazard]) -> list[Missing]:
    """Everything that is not said yet, the hazards first. No query where its policy's version was read with it."""
    version = row.policy_version
    is_in_force = version is not None and version.state == PolicyVersion.State.PUBLISHED
    asked = (
        (bool(hazards), lazy("There is no hazard in it yet."), "risk-hazard-add"),
        (bool(row.monitoring.strip()), lazy("Say how it is watched."), "risk-describe"),
        (is_in_force, lazy("Choose the acceptable-use policy that it relies on."), "risk-describe"),
        (row.next_review_on is not None, lazy("Choose the day of its next review."), "risk-describe"),
    )
    return [Missing(text, page) for is_said, text, page in asked if not is_said]
