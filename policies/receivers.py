"""Hurry what the hourly sweep would find: roles changed, so those who sign may have."""

from typing import Any

from notifications.broker import hurry
from policies.tasks import sweep_requests


def standing_changed(sender: Any, person_ids: list[Any], **kwargs: Any) -> None:
    """Receiver of `accounts.signals.standing_changed`."""
    hurry(sweep_requests)
