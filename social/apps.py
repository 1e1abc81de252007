from pathlib import Path
from typing import Any

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate

from workflow import reference


class SocialConfig(AppConfig):
    name = "social"

    def ready(self) -> None:
        from accounts.signals import responsibility_changed, standing_changed
        from consents.signals import permission_lost
        from social import guards, lifecycle, notices, receivers, signals  # noqa: F401

        permission_lost.connect(receivers.come_down, dispatch_uid="social.takedowns")
        standing_changed.connect(receivers.standing_changed, dispatch_uid="social.standing")
        permission_lost.connect(receivers.permission_lost, dispatch_uid="social.posts")
        signals.platform_changed.connect(receivers.platform_changed, dispatch_uid="social.platforms")
        signals.word_published.connect(receivers.families_changed, dispatch_uid="social.word")
        responsibility_changed.connect(receivers.families_changed, dispatch_uid="social.families")
        # Sent for the lowest app last: platforms name purposes, which must be there by then.
        lowest = apps.get_app_config("workflow")
        post_migrate.connect(load_reference, sender=lowest, dispatch_uid="social.reference")


def load_reference(**kwargs: Any) -> None:
    """Receiver of post_migrate: platforms and the other rows that the rules refer to."""
    reference.load(Path(__file__).parent / "data")
