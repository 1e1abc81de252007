from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate

from workflow import reference


class WorkflowConfig(AppConfig):
    name = "workflow"

    def ready(self) -> None:
        from workflow import checks, guards  # noqa: F401

        pre_migrate.connect(guards.lift_before_migrate, sender=self, dispatch_uid="workflow.refusals")
        # A migration that remakes a table drops its triggers without a word.
        post_migrate.connect(guards.install_after_migrate, sender=self, dispatch_uid="workflow.guards")
        post_migrate.connect(load_reference, sender=self, dispatch_uid="workflow.reference")


def load_reference(sender: AppConfig, **kwargs: Any) -> None:
    """Receiver of post_migrate: a migrated database always has the rows the rules refer to."""
    reference.load(Path(sender.path) / "data")
