"""Data that is not code, loaded from versioned files into rows that the app may edit."""

import json
from pathlib import Path

from django.apps import apps


def load(folder: Path) -> int:
    """Create the rows of every JSON file in `folder` that do not exist yet; returns how many.

    A file names its `model`, the `key` fields that identify a row, and `rows`. Files load in
    the order of their names. A row that exists is left alone: somebody may have edited it.
    """
    created = 0
    for path in sorted(folder.glob("*.json")):
        said = json.loads(path.read_text(encoding="utf-8"))
        model = apps.get_model(said["model"])
        for row in said["rows"]:
            fields = {**said.get("common", {}), **row}
            lookup = {name: fields.pop(name) for name in said["key"]}
            created += model._base_manager.get_or_create(**lookup, defaults=fields)[1]
    return created
