"""Ask a worker to do now what the next sweep does anyway."""

from typing import Any

import structlog
from celery import Task
from kombu.exceptions import OperationalError

logger = structlog.get_logger(__name__)


def hurry(task: Task, *args: Any) -> None:
    """One try, after the commit that it is about: nobody waits for a broker that is away."""
    try:
        task.apply_async(args, retry=False)
    except (OperationalError, OSError) as error:
        logger.warning("broker_unreachable", error=type(error).__name__, task=task.name)
