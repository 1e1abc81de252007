"""A domain row changed, removed or inserted; a state that no event explains; a guard gone."""

import uuid

import pytest
from django.db import connection

from accounts import actions
from incidents.actions import access, doing
from incidents.models import Access, Case, CaseAction, Entry, Recusal, ReportPerson, Subject
from tests.cast import SET_UP, SINCE
from tests.workflow.tampering import POSTGRESQL, World, found, label, make_world, raw, tamper
from workflow import clock, guards
from workflow.models import Deadline
from workflow.verification import audited_models, verify

pytestmark = pytest.mark.database

OTHER_ID = uuid.UUID(int=7)


@pytest.fixture
def world(cast) -> World:
    return make_world(cast)


@pytest.fixture
def furnished(cast, world) -> World:
    """With a row of every other audited kind."""
    doing.add_action(world.case, actor=cast.maya, title="Ring back", owner=cast.dan, due_on=clock.today())
    actions.tie(cast.vera, cast.kit, "relative", actor=SET_UP, source="Said so", starts_on=SINCE)
    access.grant_access(world.case, actor=cast.maya, person=cast.olive, capacity="informed")
    access.recuse(world.case, actor=cast.olive)
    assert verify() == []
    return world


# Each column that matters, and what somebody would like it to say.
CHANGES = [
    ("incidents_report", "place = 'Elsewhere'"),
    ("incidents_report", "body = 'Nothing.'"),
    ("incidents_report", "sent_at = '2001-01-01 00:00:00+00:00'"),
    ("incidents_report", "salt = 'x'"),
    ("incidents_reportperson", "part = 'other'"),
    ("incidents_entry", "body = 'Nothing.'"),
    ("incidents_entry", "recorded_at = '2001-01-01 00:00:00+00:00'"),
    ("incidents_case", "urgency = '3-routine'"),
    ("incidents_case", "support_level = 1"),
    ("incidents_subject", "name = 'Somebody else'"),
    ("incidents_access", "capacity = 'other'"),
    ("incidents_access", "rule = 'other'"),
    ("incidents_recusal", "at = '2001-01-01 00:00:00+00:00'"),
    ("incidents_caseaction", "due_on = '2099-01-01'"),
    ("workflow_deadline", "due_at = '2099-01-01 00:00:00+00:00'"),
    ("workflow_deadline", "next_check_at = '2099-01-01 00:00:00+00:00'"),
    ("workflow_deadline", "level = 9"),
    ("accounts_person", "email = 'other@example.org'"),
    ("accounts_child", "room = 'Elsewhere'"),
    ("accounts_roleassignment", "ends_on = '2099-01-01'"),
    ("accounts_tie", "ends_on = '2020-02-02'"),
]


@pytest.mark.parametrize(("table", "change"), CHANGES)
def test_every_changed_row_is_found_and_named(furnished, table, change):
    model = next(model for model in audited_models() if model._meta.db_table == table)
    changed = {("row-changed", label(row)) for row in model._base_manager.all()}
    assert changed
    tamper(f"UPDATE {table} SET {change}")
    assert found() == changed


@pytest.mark.parametrize("model", [Entry, Access, Subject, Recusal, ReportPerson, Deadline, CaseAction])
def test_a_removed_row_is_found_and_named(furnished, model):
    row = model._base_manager.first()
    tamper(f"DELETE FROM {model._meta.db_table} WHERE id = %(id)s", id=row.pk)
    assert found() == {("row-removed", label(row))}


def insert(row) -> None:
    """As raw SQL: no action, no event."""
    fields = row._meta.concrete_fields
    columns = ", ".join(f'"{field.column}"' for field in fields)
    values = [field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {row._meta.db_table} ({columns}) VALUES ({', '.join(['%s'] * len(values))})", values
        )


INSERTED = {
    "access for a stranger": lambda world: Access(
        case=world.case, person=world.stranger, capacity="lead", rule="coi.child", granted_at=clock.now()
    ),
    "a note in somebody's name": lambda world: Entry(
        case=world.case, kind="note", author=world.maya, body="I knew.", recorded_at=clock.now()
    ),
    "a subject": lambda world: Subject(case=world.case, person=world.maya, added_at=clock.now()),
    "a recusal": lambda world: Recusal(case=world.case, person=world.maya, at=clock.now()),
    "an action that was done": lambda world: CaseAction(
        case=world.case, title="Ring", owner=world.maya, due_on=clock.today(), state="done"
    ),
}


@pytest.mark.parametrize("name", INSERTED)
def test_an_inserted_row_is_found_and_named(world, name):
    row = INSERTED[name](world)
    insert(row)
    assert ("row-inserted", label(row)) in found()


def test_an_inserted_case_is_found_as_a_state_that_nothing_explains(world):
    case = Case(state="closed", opened_at=clock.now())
    insert(case)
    assert found() == {("row-inserted", label(case)), ("state-unexplained", label(case))}


@pytest.mark.parametrize(
    ("table", "state"),
    [("incidents_case", "closed"), ("incidents_report", "sealed"), ("incidents_report", "sent")],
)
def test_a_state_that_no_event_explains_is_found_and_named(world, table, state):
    row = world.case if table == "incidents_case" else world.report
    with connection.cursor() as cursor:
        # No guard stands in the way: a state moves.
        cursor.execute(
            f"UPDATE {table} SET state = %s, version = version + 1 WHERE id = %s", [state, raw(row.pk)]
        )
    assert found() == {("state-unexplained", label(row))}


def test_a_row_put_back_as_it_was_once_is_found(cast, world):
    """What an older event sealed proves nothing about now."""
    before = Access.objects.get(pk=world.access().pk)
    access.recuse(world.case, actor=cast.maya)
    revoked = Access.objects.get(pk=before.pk)
    assert revoked.revoked_at
    tamper("UPDATE incidents_access SET revoked_at = NULL WHERE id = %(id)s", id=revoked.pk)
    assert ("row-changed", label(revoked)) in found()


def test_two_rows_whose_words_were_exchanged_are_both_named(world):
    one, two = Entry.objects.order_by("recorded_at")[:2]
    tamper(
        "UPDATE incidents_entry SET body = %(body)s, salt = %(salt)s WHERE id = %(id)s",
        body=two.body,
        salt=two.salt,
        id=one.pk,
    )
    assert found() == {("row-changed", label(one))}


def test_conveniences_are_no_part_of_the_record(world):
    """docs/decisions/0002: they can be computed again."""
    tamper("UPDATE incidents_case SET next_due_at = NULL", "UPDATE incidents_access SET is_unread = true")
    assert found() == set()


class TestGuards:
    NAME = "guard_incidents_entry_update"

    def drop(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TRIGGER {self.NAME}{' ON incidents_entry' if POSTGRESQL else ''}")

    def test_a_missing_guard_is_found_and_named(self, world):
        self.drop()
        assert found() == {("trigger-missing", self.NAME)}

    def test_a_guard_that_was_replaced_is_found_and_named(self, world):
        self.drop()
        with connection.cursor() as cursor:
            if POSTGRESQL:
                cursor.execute(
                    f"CREATE TRIGGER {self.NAME} BEFORE UPDATE ON incidents_entry FOR EACH ROW "
                    "WHEN (false) EXECUTE FUNCTION superstars_refuse()"
                )
            else:
                cursor.execute(
                    f"CREATE TRIGGER {self.NAME} BEFORE UPDATE ON incidents_entry BEGIN SELECT 1; END"
                )
        assert found() == {("trigger-missing", self.NAME)}

    def test_all_guards_gone_are_all_named(self, world):
        guards.lift()
        names = {name for code, name in found() if code == "trigger-missing"}
        assert names == set(guards.missing())
        assert len(names) >= 12
