from django.apps import AppConfig
from django.db.models.signals import post_migrate

from workflow.apps import load_reference


class ConsentsConfig(AppConfig):
    name = "consents"

    def ready(self) -> None:
        from consents import guards, lifecycle  # noqa: F401

        post_migrate.connect(load_reference, sender=self, dispatch_uid="consents.reference")
