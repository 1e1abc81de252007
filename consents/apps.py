from django.apps import AppConfig
from django.db.models.signals import post_migrate

from workflow.apps import load_reference


class ConsentsConfig(AppConfig):
    name = "consents"

    def ready(self) -> None:
        from accounts.signals import responsibility_changed
        from consents import guards, lifecycle, notices, receivers, signals  # noqa: F401

        signals.link_wished.connect(receivers.link_wished, dispatch_uid="consents.link")
        signals.campaign_opened.connect(receivers.campaign_opened, dispatch_uid="consents.campaign")
        responsibility_changed.connect(
            receivers.responsibility_changed, dispatch_uid="consents.responsibility"
        )
        post_migrate.connect(load_reference, sender=self, dispatch_uid="consents.reference")
