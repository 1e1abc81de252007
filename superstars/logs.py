"""What must not reach a log line: browsers' names, and keys that stand in a path."""

import re
from collections.abc import MutableMapping
from typing import Any

RESET_KEY = re.compile(r"(/password/reset/key/)[^/\s]+")


def without_personal_data(
    logger: Any, method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """A structlog processor. A reset link's path is as good as a password."""
    event.pop("user_agent", None)
    for name in ("request", "event"):
        if isinstance(event.get(name), str):
            event[name] = RESET_KEY.sub(r"\1…", event[name])
    return event
