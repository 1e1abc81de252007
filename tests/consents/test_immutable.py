"""What parents were told, answered and signed never changes: not by the ORM, and not by SQL."""

import pytest
from django.db import DatabaseError, connection, transaction

from consents.actions import blocking, withdrawing
from consents.actions.checking import check_signature
from consents.actions.printing import print_form
from consents.models import (
    Answer,
    Block,
    ConsentRecord,
    Notice,
    PaperForm,
    Seal,
    Signature,
    SignatureCheck,
    Withdrawal,
)
from tests.consents.entering import enter
from workflow import guards

pytestmark = pytest.mark.database

WHOLLY = [Answer, ConsentRecord, Notice, PaperForm, Seal, Signature, SignatureCheck, Withdrawal]
# What still moves of a block: its end.
ENDS = {"id", "ended_at", "ended_by_id", "ended_because"}


def execute(sql: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.fixture
def rows(cast, told, mother) -> None:
    """A row in every guarded table."""
    print_form(cast.kit, actor=cast.dan)
    signature = enter(cast.kit, mother, "website", by=cast.dan)
    check_signature(signature, actor=cast.maya, agrees=True)
    withdrawing.withdraw(cast.kit, actor=mother, purposes=["website"])
    blocking.block(cast.kit, actor=cast.maya, reason="Police advice")


def test_the_guarded_tables_are_those_of_this_file():
    labels = {model._meta.label for model in [*WHOLLY, Block]}
    assert {name for name in guards._guards if name.startswith("consents.")} == labels


@pytest.mark.parametrize("model", WHOLLY)
def test_no_column_can_be_changed(rows, model):
    assert model._base_manager.exists()
    for field in model._meta.concrete_fields:
        with pytest.raises(DatabaseError, match="append-only"):
            execute(f'UPDATE {model._meta.db_table} SET "{field.column}" = "{field.column}"')


def test_of_a_block_only_its_end_moves(rows):
    for column in sorted({field.column for field in Block._meta.concrete_fields} - ENDS):
        with pytest.raises(DatabaseError, match="append-only"):
            execute(f'UPDATE consents_block SET "{column}" = "{column}"')
    execute("UPDATE consents_block SET ended_because = ended_because")


@pytest.mark.parametrize("model", [*WHOLLY, Block])
def test_nothing_can_be_deleted(rows, model):
    with pytest.raises(DatabaseError, match="append-only"):
        execute(f"DELETE FROM {model._meta.db_table}")
    assert model._base_manager.exists()
