from django.apps import AppConfig
from django.db.models.signals import post_migrate

from workflow.apps import load_reference


class AccountsConfig(AppConfig):
    name = "accounts"

    def ready(self) -> None:
        from accounts import lifecycle, receivers, selectors  # noqa: F401
        from notifications import recipients

        recipients.register(selectors.recipients)
        post_migrate.connect(load_reference, sender=self, dispatch_uid="accounts.reference")
