"""How content and events become hashes. Pure: nothing here touches the database."""

import datetime as dt
import hashlib
import json
import uuid
from typing import Any

from workflow.models import Audited, AuditEvent

EVENT_FIELDS = (
    "object_type",
    "object_id",
    "sequence",
    "verb",
    "from_state",
    "to_state",
    "actor_id",
    "system",
    "on_behalf_of_id",
    "obtained",
    "at",
    "rule",
    "reason",
    "contents",
    "previous_hash",
)


def canonical(value: Any) -> str:
    """JSON with sorted keys and no white space; moments in UTC, so that both databases agree."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), default=_plain)


def _plain(value: Any) -> str:
    match value:
        case dt.datetime():
            return value.astimezone(dt.UTC).isoformat(timespec="microseconds")
        case dt.date() | dt.time():
            return value.isoformat()
        case uuid.UUID():
            return str(value)
    # Lazy translations and choices are strings by now; anything else is a mistake.
    raise TypeError(f"{type(value).__name__} has no canonical form.")


def sha256(text: str) -> str:
    """SHA-256 of UTF-8 text, in hex."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def seal(row: Audited, version: int | None = None) -> dict[str, str]:
    """The salted digest of a row's content, with the schema by which it was made."""
    version = version or max(row.audit_schemas)
    content = {name: getattr(row, name) for name in row.audit_schemas[version]}
    return {
        "schema": f"{row._meta.label_lower}@{version}",
        "id": str(row.pk),
        "digest": sha256(row.salt + canonical(content)),
    }


def event_hash(event: AuditEvent) -> str:
    """The hash that chains `event` to the one before it."""
    return sha256(canonical({name: getattr(event, name) for name in EVENT_FIELDS}))
