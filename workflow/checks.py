"""System checks of the engine: no inconsistent lifecycle starts."""

from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Error, register

from workflow.lifecycle import Lifecycle
from workflow.models import WorkflowModel


@register
def lifecycles_are_consistent(**kwargs: Any) -> list[CheckMessage]:
    """Every state can be reached and left, and every step names known states."""
    return [
        Error(problem, id="workflow.E001")
        for lifecycle in Lifecycle.registry.values()
        for problem in lifecycle.problems()
    ]


@register
def stateful_models_have_a_lifecycle(**kwargs: Any) -> list[CheckMessage]:
    """Every model with a state has a table of steps, which begins where its rows begin."""
    stateful = [model for model in apps.get_models() if issubclass(model, WorkflowModel)]
    tables = {model: Lifecycle.registry.get(model._meta.label_lower) for model in stateful}
    return [
        Error(f"{model._meta.label}: no lifecycle begins in '{model.initial}'", id="workflow.E002")
        for model, table in tables.items()
        if table is None or table.initial != model.initial
    ]
