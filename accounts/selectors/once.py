"""Who holds what and who is tied to whom, asked once for a page that counts many things of one moment."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, TypeVar

Ask = TypeVar("Ask", bound=Callable[..., Any])

_answers: ContextVar[dict[Any, Any] | None] = ContextVar("answers", default=None)


@contextmanager
def asked_once() -> Iterator[None]:
    """Within it each question is asked once. For reading only: what changes meanwhile is not seen."""
    if _answers.get() is not None:
        yield
        return
    token = _answers.set({})
    try:
        yield
    finally:
        _answers.reset(token)


def kept(ask: Ask) -> Ask:
    """A read whose answer is kept within `asked_once`, by what it was asked; elsewhere it is asked each time."""

    @wraps(ask)
    def asked(*about: Any) -> Any:
        known = _answers.get()
        if known is None:
            return ask(*about)
        key = (ask.__name__, *(getattr(one, "pk", one) for one in about))
        if key not in known:
            known[key] = ask(*about)
        return known[key]

    return asked  # type: ignore[return-value]
