from django.apps import AppConfig
from django.db.models.signals import post_migrate

from workflow.apps import load_reference


class IncidentsConfig(AppConfig):
    name = "incidents"

    def ready(self) -> None:
        from accounts.signals import standing_changed
        from incidents import evidence, guards, lifecycle, notices, receivers  # noqa: F401

        standing_changed.connect(receivers.standing_changed, dispatch_uid="incidents.standing")
        post_migrate.connect(load_reference, sender=self, dispatch_uid="incidents.reference")
