"""A sweep goes through what is due, one row at a time; a row that fails never holds up the others."""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import structlog
from django.db import connection

from workflow.models import SweepRun

logger = structlog.get_logger(__name__)
# A sweep of each minute that has not ended for so long is not to be counted on.
LATE = dt.timedelta(minutes=5)
Row = TypeVar("Row")


def sweep(name: str, rows: Iterable[Row], act: Callable[[Row], Any]) -> list[Any]:
    """Call `act` on each of `rows`, note that the sweep `name` ended, and return the answers.

    `act` has a transaction of its own. When it raises, that is logged and the next run tries that row again.

    Raises:
        django.db.Error: the database itself is gone, so no other row can go better.
    """
    answers = []
    for row in rows:
        try:
            answers.append(act(row))
        except Exception:
            if not connection.is_usable():
                raise
            row_id = str(getattr(row, "pk", row))
            logger.exception("swept_row_failed", sweep=name, row=row_id)
    SweepRun.ended(name)
    return answers
