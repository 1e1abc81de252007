"""Hurry what the hourly sweep would find: who may decide for a child has changed, so who is asked may have."""

from typing import Any

from consents.tasks import sweep_requests
from notifications.broker import hurry


def responsibility_changed(sender: Any, child_ids: list[Any], **kwargs: Any) -> None:
    """Receiver of `accounts.signals.responsibility_changed`."""
    hurry(sweep_requests, [str(pk) for pk in child_ids])
