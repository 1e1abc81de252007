"""Hurry what the hourly sweep would find: roles or ties changed, so readers may have."""

from typing import Any

from incidents.tasks import sweep_access
from notifications.broker import hurry


def standing_changed(sender: Any, person_ids: list[Any], **kwargs: Any) -> None:
    """Receiver of `accounts.signals.standing_changed`."""
    hurry(sweep_access)
