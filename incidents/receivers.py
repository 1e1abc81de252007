"""Hurry what the hourly sweep would find: roles or ties changed, so readers may have."""

from typing import Any

import structlog
from kombu.exceptions import OperationalError

from incidents.tasks import sweep_access

logger = structlog.get_logger(__name__)


def standing_changed(sender: Any, person_ids: list[Any], **kwargs: Any) -> None:
    """Receiver of `accounts.signals.standing_changed`."""
    try:
        sweep_access.apply_async(retry=False)
    except (OperationalError, OSError) as error:
        logger.warning("broker_unreachable", error=type(error).__name__)
