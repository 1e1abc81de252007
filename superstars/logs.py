"""What must not reach a log line: browsers' names, keys that stand in a path, and errors' own words."""

import re
import sys
import traceback
from collections.abc import MutableMapping
from typing import Any

SECRETS = re.compile(r"(/password/reset/key/|/pictures/link/)[^/\s]+")
# So many places of our own code, the innermost first.
PLACES = 6


def without_personal_data(
    logger: Any, method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """A structlog processor. The path of a link that lets somebody in is as good as a password.

    An error is told by its type and place: a database quotes the row that it refuses.
    """
    event.pop("user_agent", None)
    error = _error_of(event.pop("exc_info", None))
    if error is not None:
        event["error"], event["where"] = type(error).__name__, _where(error)
    for name in ("request", "event"):
        if isinstance(event.get(name), str):
            event[name] = SECRETS.sub(r"\1…", event[name])
    return event


def _error_of(said: Any) -> BaseException | None:
    """The error in what logging and structlog take as `exc_info`."""
    if said is True:
        said = sys.exc_info()
    error = said[1] if isinstance(said, tuple) else said
    return error if isinstance(error, BaseException) else None


def _where(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if "site-packages" not in frame.filename] or frames
    return " < ".join(f"{frame.filename}:{frame.lineno}" for frame in reversed(own[-PLACES:]))
