"""System checks of the engine: no inconsistent lifecycle starts."""

from typing import Any

from django.core.checks import CheckMessage, Error, register

from workflow.lifecycle import Lifecycle


@register
def lifecycles_are_consistent(**kwargs: Any) -> list[CheckMessage]:
    """Every state can be reached and left, and every step names known states."""
    return [
        Error(problem, id="workflow.E001")
        for lifecycle in Lifecycle.registry.values()
        for problem in lifecycle.problems()
    ]
