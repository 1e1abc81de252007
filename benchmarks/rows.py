"""Many realistic rows at once: INSERT … SELECT from a plan with one row per case.

A column that is not named gets its field's default, so that a field added later needs no line here
unless it must be given.
"""

from typing import Any

from django.db import connection, models


def insert(model: type[models.Model], source: str, params: list[Any] | None = None, **columns: str) -> None:
    """Insert one row of `model` per row of `source` (SQL after FROM); `columns` are SQL by attribute name.

    Raises ValueError for a column that the model does not have.
    """
    columns.setdefault("salt", "md5(random()::text)")
    fields = {field.attname: field for field in model._meta.concrete_fields}
    if unknown := columns.keys() - fields.keys() - {"salt"}:
        raise ValueError(f"{model._meta.label} has no {', '.join(sorted(unknown))}")
    names, values, said = [], [], []
    for name, field in fields.items():
        if name not in columns and isinstance(field, models.AutoField | models.BigAutoField):
            continue
        names.append(f'"{field.column}"')
        values.append(columns.get(name, "%s"))
        if name not in columns:
            said.append(field.get_db_prep_save(field.get_default(), connection))
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{model._meta.db_table}" ({", ".join(names)}) '
            f"SELECT {', '.join(values)} FROM {source}",
            [*said, *(params or [])],
        )


def uuid_of(kind: str, *parts: str) -> str:
    """SQL of an id that looks random and is the same in every run."""
    number = " || '-' || ".join(parts)
    return f"md5('{kind}' || {number})::uuid"


def one_of(choices: list[str], number: str) -> str:
    """SQL that picks one of `choices` (plain words of ours) by `number`."""
    listed = ", ".join(f"'{choice}'" for choice in choices)
    return f"(ARRAY[{listed}])[1 + mod(({number})::int, {len(choices)})]"
