"""Published words never change: not by the ORM, not by SQL, and what was changed with the guards away is found."""

import datetime as dt

import pytest
from django.db import DatabaseError, connection, transaction

from policies.actions import agreeing, drafting
from policies.models import Clause, ClauseText, Consultation, Drafter, PolicyVersion
from tests.policies.conftest import ready, stored
from tests.workflow.tampering import found, label, tamper
from workflow import clock, guards

pytestmark = pytest.mark.database

POSTGRESQL = connection.vendor == "postgresql"
WHOLLY = [Clause, ClauseText, Drafter, Consultation]
# What still moves after publishing: the sweep's own mark, and what the engine counts.
MOVES = {"id", "began_at", "version"}


def execute(sql: str, *values: object) -> int:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.rowcount


@pytest.fixture
def published(draft, cast) -> PolicyVersion:
    """Consulted on, approved and in force: a row in every table of its words."""
    version = ready(draft, cast)
    agreeing.publish(version, actor=cast.maya, seen=version.version, effective_from=clock.today())
    return stored(version)


def test_every_column_of_a_published_version_is_guarded_or_named_above(published):
    columns = {field.column for field in PolicyVersion._meta.concrete_fields}
    for column in sorted(columns - MOVES):
        with pytest.raises(DatabaseError, match="append-only"):
            execute(f'UPDATE policies_policyversion SET "{column}" = "{column}"')
    assert execute("UPDATE policies_policyversion SET began_at = began_at") == 1


def test_a_draft_can_be_changed(draft):
    assert execute("UPDATE policies_policyversion SET change_summary = 'x'") == 1


@pytest.mark.parametrize("model", WHOLLY)
def test_no_column_of_its_words_can_be_changed(published, model):
    for field in model._meta.concrete_fields:
        with pytest.raises(DatabaseError, match="append-only"):
            execute(f'UPDATE {model._meta.db_table} SET "{field.column}" = "{field.column}"')


@pytest.mark.parametrize("model", [PolicyVersion, *WHOLLY])
def test_nothing_of_it_can_be_deleted(published, model):
    with pytest.raises(DatabaseError, match="append-only"):
        execute(f"DELETE FROM {model._meta.db_table}")
    assert model._base_manager.exists()


@pytest.mark.skipif(not POSTGRESQL, reason="SQLite has no TRUNCATE; the same on PostgreSQL")
@pytest.mark.parametrize("model", [PolicyVersion, *WHOLLY])
def test_nothing_of_it_can_be_truncated(published, model):
    # PostgreSQL refuses a table with unchecked foreign keys before it asks the guard.
    execute("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(DatabaseError, match="append-only: TRUNCATE"):
        execute(f"TRUNCATE {model._meta.db_table} CASCADE")


def test_the_orm_changes_no_word_either(published):
    text = published.clauses[1]
    text.text = "Anything goes."
    version = stored(published)
    version.change_summary = "Nothing."
    attempts = (
        text.save,
        lambda: ClauseText.objects.filter(pk=text.pk).update(text="Anything goes."),
        lambda: ClauseText.objects.bulk_update([text], ["text"]),
        version.save,
        lambda: PolicyVersion.objects.filter(pk=version.pk).update(change_summary="Nothing."),
        lambda: PolicyVersion.objects.bulk_update([version], ["change_summary"]),
        lambda: PolicyVersion.objects.filter(pk=version.pk).update(is_frozen=False),
        lambda: PolicyVersion.objects.filter(pk=version.pk).update(effective_from=dt.date(2020, 1, 1)),
        ClauseText.objects.all().delete,
        lambda: ClauseText.objects.filter(pk=text.pk)._raw_delete(ClauseText.objects.db),
    )
    for attempt in attempts:
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            attempt()
    assert ClauseText.objects.get(pk=text.pk).text == "We take photographs to show what children learn."
    assert found() == set()


class TestWithTheGuardsAway:
    """An administrator of the database: verify_audit names it."""

    def test_a_changed_word_is_found(self, published):
        text = published.clauses[1]
        tamper("UPDATE policies_clausetext SET text = 'Anything goes.' WHERE id = %(id)s", id=text.pk)
        assert found() == {("row-changed", label(text))}

    def test_a_changed_number_is_found(self, published):
        text = published.clauses[1]
        tamper("UPDATE policies_clausetext SET number = 'S9' WHERE id = %(id)s", id=text.pk)
        assert found() == {("row-changed", label(text))}

    def test_a_clause_taken_out_is_found(self, published):
        text = published.clauses[7]
        tamper("DELETE FROM policies_clausetext WHERE id = %(id)s", id=text.pk)
        assert found() == {("row-removed", label(text))}

    def test_a_clause_put_in_is_found(self, published):
        first = published.clauses[1]
        put_in = ClauseText(version=published, edition=1, position=99, clause=Clause(policy=published.policy))
        put_in.kind, put_in.number, put_in.text = first.kind, "S1.9", "Anything goes."
        guards.lift()
        put_in.clause.save()
        put_in.save()
        guards.install()
        assert found() == {("row-inserted", label(put_in)), ("row-inserted", label(put_in.clause))}

    @pytest.mark.parametrize(
        "change",
        [
            "effective_from = '2020-01-01'", "text_hash = 'x'", "approved_by_name = 'Olive'", "is_major = NOT is_major",
            "change_summary = 'None.'", "is_adopted = NOT is_adopted", "is_frozen = NOT is_frozen",
        ],
    )  # fmt: skip
    def test_a_changed_version_is_found(self, published, change):
        if change.startswith("is_frozen"):
            change += ", state = 'approved'"
        tamper(f"UPDATE policies_policyversion SET {change} WHERE id = %(id)s", id=published.pk)
        assert ("row-changed", label(published)) in found()

    def test_an_approval_by_a_drafter_that_was_written_in_is_found(self, published, cast):
        tamper(
            "UPDATE policies_policyversion SET approved_by_id = %(who)s WHERE id = %(id)s",
            who=cast.maya.pk,
            id=published.pk,
        )
        assert found() == {("row-changed", label(published))}

    def test_a_drafter_taken_off_is_found(self, published):
        drafter = published.drafters.get()
        tamper("DELETE FROM policies_drafter WHERE id = %(id)s", id=drafter.pk)
        assert found() == {("row-removed", label(drafter))}


class TestOneInForce:
    """At most one at any moment: the database refuses a second from the same day."""

    def copied(self, version: PolicyVersion, **different: object) -> int:
        """A second version, written into the table past every action."""
        fields = [field.column for field in PolicyVersion._meta.concrete_fields]
        said = {"id": "%(id)s", "number": "number + 50"} | {name: f"%({name})s" for name in different}
        chosen = ", ".join(said.get(name, f'"{name}"') for name in fields)
        names = ", ".join(f'"{name}"' for name in fields)
        table = PolicyVersion._meta.db_table
        new = PolicyVersion(policy=version.policy, number=0)
        values = {"id": new.pk, **different}
        if not POSTGRESQL:
            values["id"] = new.pk.hex
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {table} ({names}) SELECT {chosen} FROM {table}", values)
            return cursor.rowcount

    def test_by_sql(self, published):
        with pytest.raises(DatabaseError):
            self.copied(published)
        assert PolicyVersion.objects.in_force().count() == 1

    def test_nor_published_without_a_day_a_hash_or_its_seal(self, published):
        later = clock.today() + dt.timedelta(days=9)
        for different in ({"effective_from": None}, {"text_hash": ""}, {"is_frozen": False}):
            with pytest.raises(DatabaseError):
                self.copied(published, **{"effective_from": later} | different)

    def test_one_written_in_for_another_day_is_found(self, published):
        before = clock.today() - dt.timedelta(days=9)
        assert self.copied(published, effective_from=before) == 1
        assert {code for code, _where in found()} == {"row-inserted", "state-unexplained"}
        for ahead in range(-10, 10):
            day = clock.today() + dt.timedelta(days=ahead)
            assert PolicyVersion.objects.in_force(day).count() <= 1

    def test_by_the_orm(self, published, cast):
        second = PolicyVersion(policy=published.policy, number=9, state="published")
        with pytest.raises(TypeError):
            second.save()
        with pytest.raises(TypeError):
            PolicyVersion.objects.bulk_create([second])

    def test_only_one_is_being_made(self, published, cast):
        drafting.start_draft(published.policy, actor=cast.maya)
        with pytest.raises(DatabaseError), transaction.atomic():
            PolicyVersion(policy=published.policy, number=9).save()


def test_the_guarded_tables_of_policies_are_these():
    assert {name for name in guards._guards if name.startswith("policies.")} == {
        "policies.PolicyVersion",
        *(f"policies.{model.__name__}" for model in WHOLLY),
        # Attacked where they are used: signatures, sources, reviews, the plan.
        "policies.Acknowledgement",
        "policies.SourceEdition",
        "policies.ReviewAnswer",
        "policies.PlanEntry",
    }
