"""Triggers that refuse to change what is append-only, and rows that must never be, on SQLite and on PostgreSQL.

A table is guarded by declaring it with `guard()`. What no constraint can say, because it looks at other
rows, is said with `refuse()`. `install()` runs after every migrate, and `missing()` tells `verify_audit`
and /readyz what is not in force.
"""

import dataclasses
from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db import connection

PG_FUNCTION = "superstars_refuse"
PG_BODY = "BEGIN RAISE EXCEPTION 'append-only: % on %', TG_OP, TG_TABLE_NAME; END;"


@dataclasses.dataclass(frozen=True)
class Guard:
    """Refuse UPDATE (of every column, or of `columns` only) and DELETE on one model's table.

    `once` names a boolean column: an UPDATE is refused from when it is true.
    """

    model: str
    columns: tuple[str, ...] = ()
    once: str = ""

    pg_function = PG_FUNCTION
    pg_body = PG_BODY

    @property
    def table(self) -> str:
        return apps.get_model(self.model)._meta.db_table

    def statements(self, vendor: str) -> dict[str, str]:
        """Trigger name → the SQL that creates it."""
        return _postgresql(self) if vendor == "postgresql" else _sqlite(self)


@dataclasses.dataclass(frozen=True)
class Refusal:
    """Refuse to INSERT, or to UPDATE `columns` of, a row of which a condition in SQL holds; it says NEW of the row.

    For what looks at other rows or adds days to a day; everything else is a CheckConstraint.
    """

    model: str
    name: str
    columns: tuple[str, ...]
    sqlite: str
    postgresql: str

    @property
    def table(self) -> str:
        return apps.get_model(self.model)._meta.db_table

    @property
    def pg_function(self) -> str:
        return f"superstars_refuse_{self.name}"

    @property
    def pg_body(self) -> str:
        return (
            f"BEGIN IF {self.postgresql} THEN RAISE EXCEPTION 'refused: {self.name}' "
            "USING ERRCODE = 'check_violation'; END IF; RETURN NEW; END;"
        )

    def statements(self, vendor: str) -> dict[str, str]:
        """Trigger name → the SQL that creates it."""
        update = f"UPDATE{_of(self.columns)}"
        if vendor == "postgresql":
            return {
                f"refuse_{self.name}": (
                    f'CREATE TRIGGER "refuse_{self.name}" BEFORE INSERT OR {update} ON "{self.table}" '
                    f"FOR EACH ROW EXECUTE FUNCTION {self.pg_function}()"
                )
            }
        return {
            f"refuse_{self.name}_{event[:6].lower()}": (
                f'CREATE TRIGGER "refuse_{self.name}_{event[:6].lower()}" BEFORE {event} ON "{self.table}" '
                f"WHEN {self.sqlite} BEGIN SELECT RAISE(ABORT, 'refused: {self.name}'); END"
            )
            for event in ("INSERT", update)
        }


_guards: dict[str, Guard] = {}
_refusals: dict[str, Refusal] = {}


def guard(model: str, columns: tuple[str, ...] = (), once: str = "") -> None:
    """Declare `model` ("app.Model") append-only, or only its `columns` immutable, or only `once` it says so."""
    _guards[model] = Guard(model, columns, once)


def refuse(model: str, name: str, *, columns: tuple[str, ...], sqlite: str, postgresql: str) -> None:
    """Declare which rows of `model` ("app.Model") can never be, under a `name` of its own."""
    _refusals[name] = Refusal(model, name, columns, sqlite, postgresql)


guard("workflow.AuditEvent")
guard("workflow.ReadEvent")
guard("workflow.Checkpoint")


def _of(columns: tuple[str, ...]) -> str:
    return " OF " + ", ".join(f'"{column}"' for column in columns) if columns else ""


def _sqlite(guarded: Guard) -> dict[str, str]:
    table = guarded.table
    return {
        f"guard_{table}_{verb.lower()}": (
            f'CREATE TRIGGER "guard_{table}_{verb.lower()}" BEFORE {verb}{of} ON "{table}" {when}'
            f"BEGIN SELECT RAISE(ABORT, 'append-only: {verb} on {table}'); END"
        )
        for verb, of, when in (
            ("UPDATE", _of(guarded.columns), f"WHEN OLD.{guarded.once} " if guarded.once else ""),
            ("DELETE", "", ""),
        )
    }


def _postgresql(guarded: Guard) -> dict[str, str]:
    table = guarded.table
    once = f" WHEN (old.{guarded.once})" if guarded.once else ""
    parts = (
        ("update", f"UPDATE{_of(guarded.columns)}", f"ROW{once}"),
        ("delete", "DELETE", "ROW"),
        ("truncate", "TRUNCATE", "STATEMENT"),
    )
    return {
        f"guard_{table}_{name}": (
            f'CREATE TRIGGER "guard_{table}_{name}" BEFORE {event} ON "{table}" '
            f"FOR EACH {level} EXECUTE FUNCTION {PG_FUNCTION}()"
        )
        for name, event, level in parts
    }


def install() -> None:
    """Make every guard, new, where its table exists. Safe to repeat."""
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for function, body in {one.pg_function: one.pg_body for one in _all()}.items():
                cursor.execute(
                    f"CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $${body}$$"
                )
        for guarded in _all():
            if guarded.table in tables:
                for name, sql in guarded.statements(connection.vendor).items():
                    cursor.execute(_drop(name, guarded.table))
                    cursor.execute(sql)


def _all() -> list[Guard | Refusal]:
    return [*_guards.values(), *_refusals.values()]


def lift() -> None:
    """Take every guard away, for a test database that is flushed."""
    _lift(_guards.values())


def _lift(guarded: Iterable[Guard | Refusal]) -> None:
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for one in guarded:
            for name in one.statements(connection.vendor) if one.table in tables else ():
                cursor.execute(_drop(name, one.table))


def _drop(name: str, table: str) -> str:
    suffix = f' ON "{table}"' if connection.vendor == "postgresql" else ""
    return f'DROP TRIGGER IF EXISTS "{name}"{suffix}'


def missing() -> list[str]:
    """The names of triggers that are absent, disabled or changed."""
    present = _present_postgresql() if connection.vendor == "postgresql" else _present_sqlite()
    wanted = {name: sql for guarded in _all() for name, sql in guarded.statements(connection.vendor).items()}
    return sorted(name for name, sql in wanted.items() if _squeeze(present.get(name, "")) != _squeeze(sql))


def _squeeze(sql: str) -> str:
    return "".join(sql.replace('"', "").replace("public.", "").split()).lower()


def _present_sqlite() -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        return dict(cursor.fetchall())


def _present_postgresql() -> dict[str, str]:
    """Those whose functions still do what they are to do."""
    bodies = {one.pg_function: one.pg_body for one in _all()}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT t.tgname, pg_get_triggerdef(t.oid), p.proname, p.prosrc FROM pg_trigger t "
            "JOIN pg_proc p ON p.oid = t.tgfoid WHERE NOT t.tgisinternal AND t.tgenabled IN ('O', 'A')"
        )
        return {name: sql for name, sql, function, body in cursor.fetchall() if bodies.get(function) == body}


def lift_before_migrate(sender: Any, **kwargs: Any) -> None:
    """Receiver of pre_migrate: SQLite remakes no table that a trigger of another one reads."""
    _lift(_refusals.values())


def install_after_migrate(sender: Any, **kwargs: Any) -> None:
    """Receiver of post_migrate, which is sent when every migration has run."""
    install()
