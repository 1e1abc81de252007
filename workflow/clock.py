"""The only clock. Everything that asks the time asks here.

`at()` lets the demo live through its days in one minute. It is bound to the
current context, so a request in another thread never sees it.
"""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.utils import timezone

_moment: ContextVar[dt.datetime | None] = ContextVar("moment", default=None)


def now() -> dt.datetime:
    """The present moment, aware, in UTC."""
    return _moment.get() or timezone.now()


def today() -> dt.date:
    """The present date in Europe/London, by which people count days."""
    return timezone.localdate(now())


def london(day: dt.date, moment: dt.time | None = None) -> dt.datetime:
    """A day and a time as people in London wrote them, aware; without a time, noon."""
    return timezone.make_aware(
        dt.datetime.combine(day, moment or dt.time(12)), timezone.get_default_timezone()
    )


@contextmanager
def at(moment: dt.datetime) -> Iterator[None]:
    """Let `now()` answer `moment` (aware) inside the block."""
    if timezone.is_naive(moment):
        raise ValueError("The clock takes aware moments only.")
    token = _moment.set(moment.astimezone(dt.UTC))
    try:
        yield
    finally:
        _moment.reset(token)
