"""Triggers refuse to change what is append-only, on both databases, and a missing one is named."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from incidents.actions.reporting import add_to_report
from workflow import checkpoints, guards, reads
from workflow.models import AuditEvent

pytestmark = pytest.mark.database

WHOLLY = [
    "workflow.AuditEvent",
    "workflow.ReadEvent",
    "workflow.Checkpoint",
    "incidents.ReportPerson",
    "incidents.Entry",
]
# Of these something moves; everything else stays as it was.
PARTLY = {
    "incidents.Report": {"id", "state", "version"},
    "incidents.CaseAccount": {"id", "decision", "decided_by_id", "decided_at"},
}
POSTGRESQL = connection.vendor == "postgresql"


def execute(sql: str, *values) -> int:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.rowcount


@pytest.fixture
def rows(cast, report, case):
    """A row in every guarded table."""
    from_register = {"person": cast.sam, "part": "witness"}
    named = apps.get_model("incidents.ReportPerson")(report=report, **from_register)
    named.save(force_insert=True)
    apps.get_model("incidents.CaseAccount").objects.create(case=case, report=report, name="A page")
    add_to_report(report, actor=cast.pia, body="One more thing")
    reads.record_read(cast.maya, case, "case page")
    checkpoints.seal()


def test_the_guarded_tables_are_those_of_the_table_below():
    """Those of the other apps are attacked in tests of each."""
    others = ("policies.", "consents.", "social.", "documents.")
    elsewhere = {name for name in guards._guards if name.startswith(others)}
    assert set(guards._guards) - elsewhere == {*WHOLLY, *PARTLY}


@pytest.mark.parametrize("label", [*WHOLLY, *PARTLY])
def test_no_row_can_be_deleted(rows, label):
    table = apps.get_model(label)._meta.db_table
    with pytest.raises(DatabaseError, match="append-only"):
        execute(f"DELETE FROM {table}")
    assert apps.get_model(label)._base_manager.exists()


@pytest.mark.parametrize("label", WHOLLY)
def test_no_column_can_be_changed(rows, label):
    model = apps.get_model(label)
    for field in model._meta.concrete_fields:
        with pytest.raises(DatabaseError, match="append-only"):
            execute(f'UPDATE {model._meta.db_table} SET "{field.column}" = "{field.column}"')


@pytest.mark.parametrize(("label", "moving"), PARTLY.items())
def test_of_some_only_what_moves_can_be_changed(rows, label, moving):
    fields, table = apps.get_model(label)._meta.concrete_fields, apps.get_model(label)._meta.db_table
    for column in sorted({field.column for field in fields} - moving):
        with pytest.raises(DatabaseError, match="append-only"):
            execute(f'UPDATE {table} SET "{column}" = "{column}"')
    for column in sorted(moving - {"id"}):
        assert execute(f'UPDATE {table} SET "{column}" = "{column}"') == 1


@pytest.mark.skipif(not POSTGRESQL, reason="SQLite has no TRUNCATE; the same on PostgreSQL")
@pytest.mark.parametrize("label", [*WHOLLY, *PARTLY])
def test_no_table_can_be_truncated(rows, label):
    table = apps.get_model(label)._meta.db_table
    # PostgreSQL refuses a table with unchecked foreign keys before it asks the guard.
    execute("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(DatabaseError, match="append-only: TRUNCATE"):
        execute(f"TRUNCATE {table} CASCADE")


def test_after_migrate_every_guard_is_in_force(db):
    assert guards.missing() == []


def test_installing_again_changes_nothing(db):
    guards.install()
    assert guards.missing() == []


def test_lifted_guards_are_all_missing_and_come_back_with_migrate(real_commits):
    guards.lift()
    wanted = {name for guarded in guards._guards.values() for name in guarded.statements(connection.vendor)}
    assert set(guards.missing()) == wanted
    assert len(wanted) == len(guards._guards) * (3 if POSTGRESQL else 2)
    call_command("migrate", verbosity=0)
    assert guards.missing() == []


NAME, TABLE = "guard_workflow_auditevent_delete", "workflow_auditevent"
ON_TABLE = f" ON {TABLE}" if POSTGRESQL else ""

REPLACEMENTS = {
    "sqlite": [
        f"CREATE TRIGGER {NAME} BEFORE DELETE ON {TABLE} BEGIN SELECT 1; END",
        f"CREATE TRIGGER {NAME} BEFORE DELETE ON {TABLE} WHEN OLD.sequence > 9 "
        f"BEGIN SELECT RAISE(ABORT, 'append-only: DELETE on {TABLE}'); END",
        f"CREATE TRIGGER {NAME} BEFORE DELETE ON workflow_sweeprun "
        f"BEGIN SELECT RAISE(ABORT, 'append-only: DELETE on {TABLE}'); END",
    ],
    "postgresql": [
        "CREATE FUNCTION let_go() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN OLD; END'; "
        f"CREATE TRIGGER {NAME} BEFORE DELETE ON {TABLE} FOR EACH ROW EXECUTE FUNCTION let_go()",
        f"CREATE TRIGGER {NAME} BEFORE DELETE ON {TABLE} FOR EACH ROW WHEN (OLD.sequence > 9) "
        "EXECUTE FUNCTION superstars_refuse()",
        f"CREATE TRIGGER {NAME} AFTER DELETE ON {TABLE} FOR EACH ROW EXECUTE FUNCTION superstars_refuse()",
        f"CREATE TRIGGER {NAME} BEFORE DELETE ON {TABLE} FOR EACH STATEMENT "
        "EXECUTE FUNCTION superstars_refuse()",
        f"CREATE TRIGGER {NAME} BEFORE DELETE ON workflow_sweeprun FOR EACH ROW "
        "EXECUTE FUNCTION superstars_refuse()",
    ],
}  # fmt: skip


@pytest.mark.parametrize("sql", ["", *REPLACEMENTS[connection.vendor]])
def test_a_guard_that_was_dropped_or_replaced_is_named(db, sql):
    execute(f"DROP TRIGGER {NAME}{ON_TABLE}")
    if sql:
        execute(sql)
    assert guards.missing() == [NAME]


@pytest.mark.skipif(not POSTGRESQL, reason="SQLite cannot disable a trigger")
@pytest.mark.parametrize("how", ["DISABLE TRIGGER", "ENABLE REPLICA TRIGGER"])
def test_a_disabled_guard_is_named(db, how):
    execute(f"ALTER TABLE {TABLE} {how} {NAME}")
    assert guards.missing() == [NAME]


@pytest.mark.skipif(not POSTGRESQL, reason="SQLite has no functions of its own")
def test_a_function_that_refuses_nothing_is_every_guard_missing(db):
    execute(
        "CREATE OR REPLACE FUNCTION superstars_refuse() RETURNS trigger LANGUAGE plpgsql "
        "AS 'BEGIN RETURN NULL; END'"
    )
    assert len(guards.missing()) == 3 * len(guards._guards)


@pytest.mark.skipif(POSTGRESQL, reason="only SQLite remakes a table to change it")
def test_a_remade_table_loses_its_guards_and_that_is_found(db):
    execute("CREATE TABLE remade AS SELECT * FROM workflow_auditevent")
    execute("DROP TABLE workflow_auditevent")
    execute("ALTER TABLE remade RENAME TO workflow_auditevent")
    assert guards.missing() == ["guard_workflow_auditevent_delete", "guard_workflow_auditevent_update"]
    guards.install()
    assert guards.missing() == []


def test_inserting_goes_on(rows):
    """Append-only is not read-only."""
    assert AuditEvent.objects.count() > 3
