"""What an action wrote once, written again as it stood.

Most tests ask for the same few people, and making them through the actions took a third of the whole
run. The actions make them once in each process; after that their rows are inserted again, with the same
ids, contents and events.
"""

import contextlib
import copy
import datetime as dt
from collections.abc import Callable, Hashable, Iterator
from typing import Any, TypeVar

from django.db import connection, transaction
from django.db.models import AutoField, Model
from django.db.models.signals import post_save
from django.db.models.sql import InsertQuery

from workflow import clock
from workflow.models import SweepRun

M = TypeVar("M", bound=Model)
Statement = tuple[str, Any]

# What was made long before, or after, the moment at which a test stands is made anew.
FRESH = dt.timedelta(days=1)
_made: dict[Hashable, tuple[dt.datetime, Model, list[Statement]]] = {}


def made_once(key: Hashable, model: type[M], make: Callable[[], M]) -> M:
    """The row that `make()` makes, with all that came with it, unless this database has it already."""
    now = clock.now()
    at, made, statements = _made.get((key, clock.today()), (None, None, []))
    if made and at and at <= now < at + FRESH and not model._base_manager.filter(pk=made.pk).exists():
        with transaction.atomic(), connection.cursor() as cursor:
            for sql, values in statements:
                cursor.execute(sql, values)
    else:
        with _new_rows() as new:
            made = make()
        _made[(key, clock.today())] = (now, made, [_insert(rows) for rows in _by_table(new)])
    return model._base_manager.get(pk=made.pk)


@contextlib.contextmanager
def _new_rows() -> Iterator[list[Model]]:
    """Every row that is inserted meanwhile; fails when one was inserted past the signals."""
    rows: list[Model] = []
    inserted = 0

    def note(sender: type[Model], instance: Model, created: bool, **_kwargs: Any) -> None:
        if created:
            rows.append(instance)

    def count(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        nonlocal inserted
        inserted += sql.startswith("INSERT")
        return execute(sql, *rest)

    post_save.connect(note)
    try:
        with connection.execute_wrapper(count):
            yield rows
    finally:
        post_save.disconnect(note)
    assert inserted == len(rows), f"{inserted} rows, {len(rows)} of them known: {rows}"


def _by_table(rows: list[Model]) -> list[list[Model]]:
    """The rows as they stand in the end, table by table, in the order in which these were first written to.

    When a sweep last ran is no row of anybody's: the database has its own.
    """
    tables: dict[type[Model], list[Model]] = {}
    for row in rows:
        if isinstance(row, SweepRun):
            continue
        tables.setdefault(type(row), []).append(type(row)._base_manager.get(pk=row.pk))
    return list(tables.values())


def _insert(rows: list[Model]) -> Statement:
    """How the rows of one table are inserted: put together once, because that takes longer than running it."""
    model = type(rows[0])
    fields = [field for field in model._meta.concrete_fields if not isinstance(field, AutoField)]
    query = InsertQuery(model)
    query.insert_values(fields, [_copy(row) for row in rows])
    [statement] = query.get_compiler(connection=connection).as_sql()
    return statement


def _copy(row: Model) -> Model:
    new = copy.copy(row)
    new._state = copy.copy(row._state)
    new._state.adding = True
    return new
