"""Hurry what the sweeps would find: who may decide has changed, so who is asked may have; somebody wants a link."""

from typing import Any

from consents.tasks import sweep_link_wishes, sweep_requests
from notifications.broker import hurry


def responsibility_changed(sender: Any, child_ids: list[Any], **kwargs: Any) -> None:
    """Receiver of `accounts.signals.responsibility_changed`."""
    hurry(sweep_requests, [str(pk) for pk in child_ids])


def link_wished(sender: Any, **kwargs: Any) -> None:
    """Receiver of `consents.signals.link_wished`."""
    hurry(sweep_link_wishes)


def campaign_opened(sender: Any, **kwargs: Any) -> None:
    """Receiver of `consents.signals.campaign_opened`."""
    hurry(sweep_requests)
