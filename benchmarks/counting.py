"""What the database was asked, and what it read for it."""

from collections.abc import Callable
from typing import Any

from django.db import connection

# Rows of whole tables, and entries of indexes: index-only scans count too.
READ = """SELECT (SELECT coalesce(sum(seq_tup_read), 0) FROM pg_stat_user_tables)
    + (SELECT coalesce(sum(idx_tup_read), 0) FROM pg_stat_user_indexes)"""


class Queries:
    """Counts what is asked inside `connection.execute_wrapper`."""

    def __init__(self) -> None:
        self.number = 0

    def __call__(self, execute: Callable[..., Any], *args: Any) -> Any:
        self.number += 1
        return execute(*args)


def rows_read() -> int:
    """How many rows this database has read since it was made."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_force_next_flush()")
        cursor.execute(READ)
        return int(cursor.fetchone()[0])
